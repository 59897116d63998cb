import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorOf, alsoInOpenApi, type Context, type Described, PROBLEM_JSON, parseBody, problemDocument } from '#api';
import { NotFound, newId, type Problem, parseUuid } from '#shared';
import { type Acknowledged, acknowledgeAlert, acknowledgers } from './acknowledge.ts';

/** An alert is a row and no stream, so it has a pair of routes of its own, described as every other command is. */
export const acknowledgement: Described = {
  name: 'acknowledge-alert',
  module: 'tonight',
  path: '/alerts/:stream/acknowledge',
  roles: acknowledgers,
  summary: 'Somebody has seen the alert and is dealing with it. It stays until what it is about has been mended.',
  body: z.strictObject({}),
};

export function alertRoutes(app: FastifyInstance, context: Context): void {
  const config = { who: acknowledgers };
  app.post(`/api${acknowledgement.path}`, { config }, async (request, reply) => {
    const key = parseUuid(String(request.headers['idempotency-key'] ?? ''));
    if (!key.ok) return refuse(reply, 400, [KEY_MISSING]);
    const body = parseBody(acknowledgement.body, request.body ?? {});
    if (!body.ok) return refuse(reply, 422, body.problems);
    const answer = await acknowledged(context, request, key.value);
    return answer.kind === 'done' ? { subject: answer.subject } : refuse(reply, 422, answer.problems);
  });
  // Who comes second finds on the board who was first: no page of its own for that.
  app.post(acknowledgement.path, { config }, async (request, reply) => {
    await acknowledged(context, request, newId());
    return reply.redirect('/', 303);
  });
  alsoInOpenApi(app, acknowledgement);
}

async function acknowledged(context: Context, request: FastifyRequest, key: string): Promise<Acknowledged> {
  const alert = parseUuid((request.params as { stream: string }).stream);
  if (!alert.ok) throw new NotFound('there is no such alert');
  const answer = await acknowledgeAlert(context, { alert: alert.value, actor: actorOf(request), key });
  if (answer.kind === 'done') context.waker.touch();
  return answer;
}

function refuse(reply: FastifyReply, status: number, problems: readonly Problem[]) {
  reply.code(status).type(PROBLEM_JSON);
  return problemDocument(status, 'Refused', problems);
}

const KEY_MISSING: Problem = {
  field: 'Idempotency-Key',
  code: 'key-missing',
  message: 'Send an Idempotency-Key header with a new UUID, and the same one when you send the same request again',
};
