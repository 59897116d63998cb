import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, type Context, PROBLEM_JSON, problemDocument, type Role, roles, serviceFor } from '#api';
import { inScope, recordAccess, type Tx } from '#database';
import { hours, NotFound, plus, type Result, showTimeSeconds } from '#shared';
import { parseDraft } from './draft.ts';
import { type DraftKey, draftOf, forgetDraft, forgetDraftsBefore, keepDraft } from './draftStore.ts';

/** Whoever types on our pages; a visitor is nobody, and a machine types nothing. */
const typists: readonly Role[] = roles.filter((role) => role !== 'visitor' && role !== 'telephony');

/** What somebody types is kept while they type: for the script of a page, never a second way to save. */
export function draftRoutes(app: FastifyInstance, context: Context): void {
  const own = { config: { who: typists } };
  app.post('/drafts', own, async (request, reply) => {
    const kept = parseDraft(textsOf(request.body));
    if (!kept.ok) return refuse(reply, kept);
    return inOwn(context, request, kept.value.name, async (tx, key, now) => {
      await keepDraft(tx, key, { fields: kept.value.fields, keptAt: now, machineAt: context.machineNow() });
      return { keptAt: showTimeSeconds(now) };
    });
  });
  app.get('/drafts', own, async (request, reply) =>
    inOwn(context, request, String((request.query as { name?: unknown }).name ?? ''), async (tx, key, now) => {
      const draft = await draftOf(tx, key);
      // Nothing kept is the usual answer, and no fault of anybody's.
      if (!draft) return reply.code(204).send();
      const { session } = actorOf(request);
      const access = { tenant: key.tenant, at: now, actor: key.account, session, action: 'read-draft' };
      await recordAccess(tx, { ...access, detail: { draft: key.name } });
      return { fields: draft.fields, keptAt: showTimeSeconds(draft.keptAt) };
    }),
  );
  app.post('/drafts/forget', own, async (request, reply) => {
    const asked = parseDraft(textsOf(request.body));
    if (!asked.ok) return refuse(reply, asked);
    return inOwn(context, request, asked.value.name, async (tx, key) => {
      await forgetDraft(tx, key);
      return { forgotten: key.name };
    });
  });
}

/** A day after the last keystroke; what was saved is in the record itself. */
export async function forgetOldDrafts(context: Context, tenants: readonly number[]): Promise<void> {
  await inScope(context.db, { tenants }, (tx) => forgetDraftsBefore(tx, plus(context.machineNow(), -hours(24))));
}

async function inOwn<T>(
  context: Context,
  request: FastifyRequest,
  name: string,
  work: (tx: Tx, key: DraftKey, now: ReturnType<Context['machineNow']>) => Promise<T>,
): Promise<T> {
  const service = serviceFor(context, request, (request.query as { service?: string }).service);
  if (!service) throw new NotFound('there is no such service');
  const { tenant } = service;
  const { account } = actorOf(request);
  return inScope(context.db, { tenants: [tenant], account }, (tx) =>
    work(tx, { tenant, account, name }, context.clocks.now(tenant)),
  );
}

function textsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
  );
}

function refuse(reply: FastifyReply, { problems }: Extract<Result<unknown>, { ok: false }>) {
  reply.code(422).type(PROBLEM_JSON);
  return problemDocument(422, 'Refused', problems);
}
