import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { z } from 'zod';
import { findRequest, inScope, requestDigest, requestRow, type Source, type Tx } from '#database';
import { ownPath, type Role, rolesIn } from '#people';
import { Conflict, type Instant, newId, ok, type Problem, parseUuid, type Result, refused } from '#shared';
import { birthplace, demoClock, formFields, KEY_MISSING, refuse } from './asked.ts';
import { parseBody } from './body.ts';
import type { Actor } from './command.ts';
import { type FormFace, filled, formNow } from './commandRoutes.ts';
import type { Context } from './context.ts';
import { alsoInOpenApi } from './openapi.ts';
import { forPage } from './pageProblems.ts';
import { actorOf } from './who.ts';

/** Who asks for a row to be written, in which service, and when. `now` is the organisation's clock. */
export type TableAsked<Body> = { body: Body; tenant: number; service: number; now: Instant; actor: Actor };

/**
 * A request that is no command of a stream: it adds a row, whose id the body carries, to a table of the module's own, with its
 * audit row. The same form, JSON, permission and description as every other.
 */
export type TableCommand<Body extends z.ZodObject> = {
  name: string;
  module: string;
  /** A form posts here, JSON to `/api` + path. */
  path: string;
  roles: readonly Role[];
  summary: string;
  /** Strict; carries `id`, and `service` where the actor may do it in several. */
  body: Body;
  write(tx: Tx, asked: TableAsked<z.output<Body>>): Promise<Result<void>>;
  /** Whatever has to be there before the transaction begins: a stream of another module that it writes to. */
  before?(asked: Omit<TableAsked<z.output<Body>>, 'actor'>): Promise<void>;
  face: FormFace;
};

export function tableCommandRoutes<Body extends z.ZodObject>(
  app: FastifyInstance,
  context: Context,
  command: TableCommand<Body>,
): void {
  const config = { who: command.roles };
  app.post(`/api${command.path}`, { config }, (request, reply) => jsonRow(context, command, request, reply));
  app.post(command.path, { config }, (request, reply) => formRow(context, command, request, reply));
  alsoInOpenApi(app, { ...command, birth: true });
}

type Any = TableCommand<z.ZodObject>;

async function jsonRow(context: Context, command: Any, request: FastifyRequest, reply: FastifyReply) {
  const key = parseUuid(String(request.headers['idempotency-key'] ?? ''));
  if (!key.ok) return refuse(reply, 400, [KEY_MISSING]);
  const clock = demoClock(context, request);
  if (!clock.ok) return refuse(reply, 400, clock.problems);
  const done = await carryOut(context, command, request, { raw: request.body, key: key.value, ...clock.value });
  if (!done.ok) return refuse(reply, 422, done.problems);
  reply.code(201);
  return done.value;
}

async function formRow(context: Context, command: Any, request: FastifyRequest, reply: FastifyReply) {
  const { _key, ...form } = formFields(request.body);
  const key = parseUuid(_key ?? '');
  const raw = command.face.body?.(command.name, form, formNow(context, request)) ?? filled(form);
  const sent: Sent = { raw, key: key.ok ? key.value : newId(), source: 'page' };
  const done = await carryOut(context, command, request, sent);
  if (done.ok) {
    // The same form stands on several pages: each says where to go back to.
    const next = form._next ? ownPath(form._next) : command.face.next(command.name, done.value.subject);
    return reply.redirect(next, 303);
  }
  const refusal = {
    command: command.name,
    stream: form.id ?? '',
    problems: forPage(done.problems, form),
    values: form,
  };
  reply.code(422);
  return command.face.again(request, reply, refusal);
}

type Sent = { raw: unknown; key: string; source: Source; now?: Instant };

async function carryOut(
  context: Context,
  command: Any,
  request: FastifyRequest,
  sent: Sent,
): Promise<Result<{ subject: string }>> {
  const body = parseBody(command.body, sent.raw);
  if (!body.ok) return body;
  const born = birthplace(context, command.roles, request, body.value);
  if (!born.ok) return born;
  const { tenant, service } = born.value;
  const now = sent.now !== undefined && context.clocks.isOwn(tenant) ? sent.now : context.clocks.now(tenant);
  const who = actorOf(request);
  const subject = String(body.value.id);
  const digest = requestDigest(command.name, subject, body.value);
  const key = { tenant, actor: who.account, key: sent.key };
  await command.before?.({ body: body.value, tenant, service, now });
  const once = () =>
    inScope(context.db, { tenants: [tenant] }, async (tx): Promise<Result<{ subject: string }>> => {
      const before = await findRequest(tx, key);
      if (before) return before.digest.equals(digest) ? ok({ subject }) : refused(KEY_REUSED);
      const actor = { account: who.account, roles: rolesIn(who, tenant) };
      const written = await command.write(tx, { body: body.value, tenant, service, now, actor });
      if (!written.ok) return written;
      await sql`${requestRow({ ...key, digest, status: 201, subject })}`.execute(tx);
      return ok({ subject });
    });
  // The same request twice at once: the second waits for the first and then finds its answer.
  const done = await once().catch((error) => {
    if (error instanceof Conflict) return once();
    throw error;
  });
  if (done.ok) {
    if (sent.now !== undefined) context.clocks.set(tenant, sent.now);
    context.waker.touch();
  }
  return done;
}

const KEY_REUSED: Problem = {
  field: 'Idempotency-Key',
  code: 'key-reused',
  message: 'This key was used for a different request. Send a new key with a new request',
};
