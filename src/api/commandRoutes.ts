import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Source } from '#database';
import { rolesIn } from '#people';
import { type Instant, NotFound, newId, ok, type Problem, parseUuid, type Result, refused } from '#shared';
import { parseBody } from './body.ts';
import type { Context } from './context.ts';
import { serviceFor } from './frame.ts';
import { openApi } from './openapi.ts';
import { PROBLEM_JSON, problemDocument } from './problem.ts';
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

export type Faced = Registered & { face: FormFace };

/** Both ways into each command, the form's and the JSON one, and the OpenAPI document, from one list. */
export function commandRoutes(app: FastifyInstance, context: Context, list: readonly Faced[]): void {
  for (const entry of list) {
    const { command } = entry;
    const config = { who: command.roles };
    app.post(`/api${command.path}`, { config }, (request, reply) => jsonCommand(context, entry, request, reply));
    app.post(command.path, { config }, (request, reply) => formCommand(context, entry, request, reply));
  }
  const document = openApi(list.map((entry) => entry.command));
  app.get('/api/openapi.json', { config: { who: 'anyone' } }, async () => document);
}

async function jsonCommand(context: Context, entry: Faced, request: FastifyRequest, reply: FastifyReply) {
  const key = parseUuid(String(request.headers['idempotency-key'] ?? ''));
  if (!key.ok) return refuse(reply, 400, [KEY_MISSING]);
  const clock = demoClock(context, request);
  if (!clock.ok) return refuse(reply, 400, clock.problems);
  const answer = await carryOut(context, entry, request, { raw: request.body, key: key.value, ...clock.value });
  if (answer.kind === 'refused') return refuse(reply, 422, answer.problems);
  reply.code(answer.status);
  return { subject: answer.subject };
}

async function formCommand(context: Context, entry: Faced, request: FastifyRequest, reply: FastifyReply) {
  const { _key, ...form } = (request.body ?? {}) as Record<string, string>;
  const key = parseUuid(_key ?? '');
  const raw = entry.face.body?.(entry.command.name, form, formNow(context, request)) ?? filled(form);
  const answer = await carryOut(context, entry, request, { raw, key: key.ok ? key.value : newId(), source: 'page' });
  if (answer.kind === 'done') return reply.redirect(entry.face.next(entry.command.name, answer.subject), 303);
  const { stream } = request.params as { stream?: string };
  const subject = stream ?? form.id ?? '';
  reply.code(422);
  return entry.face.again(request, reply, {
    command: entry.command.name,
    stream: subject,
    problems: answer.problems,
    values: form,
  });
}

function formNow(context: Context, request: FastifyRequest): Instant {
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
  const born = command.birth ? birthplace(context, entry, request, body.value) : undefined;
  if (born && !born.ok) return { kind: 'refused', problems: born.problems };
  const { stream: inPath } = request.params as { stream?: string };
  const stream = command.birth ? String((body.value as { id: string }).id) : (inPath ?? '');
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

/** The service that something is born into: the one named by slug, else the only one in which the actor may do it. */
function birthplace(
  context: Context,
  { command }: Faced,
  request: FastifyRequest,
  body: Record<string, unknown>,
): Result<{ tenant: number; service: number }> {
  const actor = actorOf(request);
  const may = context.directory
    .services()
    .filter((service) => rolesIn(actor, service.tenant).some((role) => command.roles.includes(role)));
  const named = typeof body.service === 'string' ? body.service : undefined;
  const candidates = named
    ? may.filter((service) => service.slug === named)
    : may.filter((service) => service.kind === 'out-of-hours' || may.length === 1);
  const [only] = candidates;
  if (!only)
    return refused({
      field: 'service',
      code: 'service-unknown',
      message: 'Give the service by its short name; you may not do this in the one given',
    });
  if (candidates.length > 1)
    return refused({
      field: 'service',
      code: 'service-missing',
      message: 'Say which service: you may do this in several',
    });
  return ok({ tenant: only.tenant, service: only.id });
}

/** The demo's player says what time it is for its made-up organisation; nobody else can, and no real organisation listens. */
function demoClock(context: Context, request: FastifyRequest): Result<{ source: Source; now?: Instant }> {
  const header = request.headers['vigil-demo-now'];
  if (header === undefined) return ok({ source: 'api' });
  const at =
    typeof header === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(header)
      ? Date.parse(header)
      : Number.NaN;
  if (context.mode !== 'demo' || Number.isNaN(at)) {
    return refused({
      field: 'Vigil-Demo-Now',
      code: 'demo-clock',
      message: 'Only a demo takes its time from a request, as a UTC instant such as 2027-03-28T21:47:12Z',
    });
  }
  return ok({ source: 'play', now: at as Instant });
}

const KEY_MISSING: Problem = {
  field: 'Idempotency-Key',
  code: 'key-missing',
  message: 'Send an Idempotency-Key header with a new UUID, and the same one when you send the same request again',
};

function refuse(reply: FastifyReply, status: number, problems: readonly Problem[]) {
  reply.code(status).type(PROBLEM_JSON);
  return problemDocument(status, 'Refused', problems);
}
