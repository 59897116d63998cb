import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Source } from '#database';
import { type Role, rolesIn } from '#people';
import { type Instant, ok, type Problem, type Result, refused } from '#shared';
import type { Context } from './context.ts';
import { PROBLEM_JSON, problemDocument } from './problem.ts';
import { actorOf } from './who.ts';

/** The service that something is born into: the one named by slug, else the only one in which the actor may do it. */
export function birthplace(
  context: Context,
  roles: readonly Role[],
  request: FastifyRequest,
  body: Record<string, unknown>,
): Result<{ tenant: number; service: number }> {
  const actor = actorOf(request);
  const may = context.directory
    .services()
    .filter((service) => rolesIn(actor, service.tenant).some((role) => roles.includes(role)));
  const named = typeof body.service === 'string' ? body.service : undefined;
  const likely = may.filter((service) => service.kind === 'out-of-hours' || may.length === 1);
  const atHome = likely.filter((service) => service.tenant === context.home);
  const candidates = named ? may.filter((service) => service.slug === named) : atHome.length === 1 ? atHome : likely;
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

/** What was posted as texts by name. A name that came twice means its last value, as with a box behind a hidden field. */
export function formFields(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {};
  const last = (value: unknown) => (Array.isArray(value) ? value.at(-1) : value);
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, asText(last(value))]));
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/**
 * A program that plays a demo says what time it is for the made-up organisation: with a bearer token, never a browser's cookie. No
 * real organisation listens.
 */
export function demoClock(context: Context, request: FastifyRequest): Result<{ source: Source; now?: Instant }> {
  const header = request.headers['vigil-demo-now'];
  if (header === undefined) return ok({ source: 'api' });
  const at =
    typeof header === 'string' && /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(header)
      ? Date.parse(header)
      : Number.NaN;
  if (context.mode !== 'demo' || Number.isNaN(at) || actorOf(request).by !== 'token') {
    return refused({
      field: 'Vigil-Demo-Now',
      code: 'demo-clock',
      message: 'Only a demo takes its time from a request, as a UTC instant such as 2027-03-28T21:47:12Z',
    });
  }
  return ok({ source: 'play', now: at as Instant });
}

export const KEY_MISSING: Problem = {
  field: 'Idempotency-Key',
  code: 'key-missing',
  message: 'Send an Idempotency-Key header with a new UUID, and the same one when you send the same request again',
};

export function refuse(reply: FastifyReply, status: number, problems: readonly Problem[]) {
  reply.code(status).type(PROBLEM_JSON);
  return problemDocument(status, 'Refused', problems);
}
