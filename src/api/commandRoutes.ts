import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Source } from '#database';
import { ownPath } from '#people';
import { type Instant, NotFound, newId, type Problem, parseUuid } from '#shared';
import { birthplace, demoClock, formFields, KEY_MISSING, refuse } from './asked.ts';
import { parseBody } from './body.ts';
import type { Context } from './context.ts';
import { serviceFor } from './frame.ts';
import { publishOpenApi } from './openapi.ts';
import { forPage } from './pageProblems.ts';
import { withNames } from './problemNames.ts';
import { type Answer, runCommand } from './run.ts';
import type { Registered } from './stage.ts';
import { actorOf } from './who.ts';

/** Shows the page that a form came from again, with what was typed and what is wrong. */
export type FormAgain = (
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: { command: string; stream: string; problems: readonly Problem[]; values: Record<string, unknown> },
) => Promise<unknown>;

export type FormFace = {
  again: FormAgain;
  /** Where the person goes once it is done. */
  next(command: string, subject: string): string;
  /** Turns a form's text fields into the body that the schema takes (dates in three boxes, times of day, empty boxes left out). */
  body?(command: string, form: Record<string, string>, now: Instant): Record<string, unknown>;
};

export type Faced = Registered & {
  face: FormFace;
  /** The stream that a request is about, where its address names it in words (a base) and not by its id. */
  streamOf?(request: FastifyRequest): Promise<string>;
};

/** Both ways into each command, the form's and the JSON one, and the OpenAPI document, from one list. */
export function commandRoutes(app: FastifyInstance, context: Context, list: readonly Faced[]): void {
  for (const entry of list) {
    const { command } = entry;
    const config = { who: command.roles };
    app.post(`/api${command.path}`, { config }, (request, reply) => jsonCommand(context, entry, request, reply));
    app.post(command.path, { config }, (request, reply) => formCommand(context, entry, request, reply));
  }
  const document = publishOpenApi(
    app,
    list.map((entry) => entry.command),
  );
  app.get('/api/openapi.json', { config: { who: 'anyone' } }, async () => document);
}

async function jsonCommand(context: Context, entry: Faced, request: FastifyRequest, reply: FastifyReply) {
  const key = parseUuid(String(request.headers['idempotency-key'] ?? ''));
  if (!key.ok) return refuse(reply, 400, [KEY_MISSING]);
  const clock = demoClock(context, request);
  if (!clock.ok) return refuse(reply, 400, clock.problems);
  const answer = await carryOut(context, entry, request, { raw: request.body, key: key.value, ...clock.value });
  if (answer.kind === 'refused') return refuse(reply, 422, await withNames(context, answer.problems));
  reply.code(answer.status);
  return { subject: answer.subject };
}

async function formCommand(context: Context, entry: Faced, request: FastifyRequest, reply: FastifyReply) {
  const { _key, ...form } = formFields(request.body);
  const key = parseUuid(_key ?? '');
  const raw = entry.face.body?.(entry.command.name, form, formNow(context, request)) ?? filled(form);
  const answer = await carryOut(context, entry, request, { raw, key: key.ok ? key.value : newId(), source: 'page' });
  if (answer.kind === 'done') {
    // The same form stands on a case's page and on that of one of its clocks: each says where to go back to.
    const next = form._next ? ownPath(form._next) : entry.face.next(entry.command.name, answer.subject);
    return reply.redirect(next, 303);
  }
  const { stream } = request.params as { stream?: string };
  const subject = stream ?? form.id ?? '';
  reply.code(422);
  return entry.face.again(request, reply, {
    command: entry.command.name,
    stream: subject,
    problems: forPage(await withNames(context, answer.problems), form),
    values: form,
  });
}

export function formNow(context: Context, request: FastifyRequest): Instant {
  return context.clocks.now(serviceFor(context, request)?.tenant ?? 0);
}

/** An empty box is a field that was not filled in. */
export function filled(form: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(form).filter(([name, value]) => value !== '' && !name.startsWith('_')));
}

type Sent = { raw: unknown; key: string; source: Source; now?: Instant };

async function carryOut(context: Context, entry: Faced, request: FastifyRequest, sent: Sent): Promise<Answer> {
  const { command } = entry;
  const body = parseBody(command.body, sent.raw);
  if (!body.ok) return { kind: 'refused', problems: body.problems };
  const actor = actorOf(request);
  const born = command.birth ? birthplace(context, command.roles, request, body.value) : undefined;
  if (born && !born.ok) return { kind: 'refused', problems: born.problems };
  const { stream: inPath } = request.params as { stream?: string };
  const named = entry.streamOf ? await entry.streamOf(request) : (inPath ?? '');
  const own = () => command.idFrom?.(body.value) ?? String((body.value as { id: string }).id);
  const stream = command.birth ? own() : named;
  const known = parseUuid(stream);
  if (!known.ok) throw new NotFound(`there is no ${command.stream} here`);
  const answer = await runCommand(context.db, entry, {
    stream: known.value,
    body: body.value,
    actor,
    key: sent.key,
    source: sent.source,
    now: (tenant) => (sent.now !== undefined && context.clocks.isOwn(tenant) ? sent.now : context.clocks.now(tenant)),
    ...(born ? { born: born.value } : {}),
  });
  if (answer.kind === 'done') {
    if (sent.now !== undefined) context.clocks.set(answer.tenant, sent.now);
    context.waker.touch();
  }
  return answer;
}
