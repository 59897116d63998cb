import type { FastifyInstance } from 'fastify';
import { actorOf, type Context } from '#api';
import { inScope } from '#database';
import { namesOf, tenantsWith } from '#people';
import { NotFound, parseUuid, showTime } from '#shared';
import { caseLine } from '../caseListStore.ts';
import { caseLifecycle } from '../caseSteps.ts';
import { loadCase } from '../caseStore.ts';
import { lostWords } from './lease.ts';
import { renewLease } from './leaseStore.ts';
import { lostAt } from './lost.ts';

const holders = caseLifecycle.steps['take-case'].roles;

/** The open page says once a minute that somebody is there. Without a script, every command of the holder says so. */
export function leaseRoutes(app: FastifyInstance, context: Context): void {
  app.post('/cases/:stream/lease', { config: { who: holders } }, async (request) => {
    const id = parseUuid((request.params as { stream: string }).stream);
    if (!id.ok) throw new NotFound('there is no such case');
    const actor = actorOf(request);
    for (const tenant of tenantsWith(actor, holders)) {
      const now = context.clocks.now(tenant);
      const about = { tenant, case: id.value, account: actor.account, now };
      const answer = await inScope(context.db, { tenants: [tenant] }, async (tx) => {
        const line = await caseLine(tx, tenant, id.value);
        if (!line) return undefined;
        const until = await renewLease(tx, about);
        if (until !== undefined) return { until };
        return { line, lost: lostAt((await loadCase(tx, tenant, id.value))?.events ?? [], actor.account) };
      });
      if (!answer) continue;
      if (answer.until !== undefined) return { state: 'yours', until: showTime(answer.until) };
      const { heldBy } = answer.line;
      const { lost } = answer;
      const holding = heldBy === actor.account ? undefined : heldBy;
      const names = await namesOf(context.db, [holding, lost?.by].filter(isSaid));
      const nameOf = (account: string | undefined) => account && (names.get(account) ?? 'Another person');
      return { state: 'lost', words: lostWords({ lost, by: nameOf(lost?.by), holder: nameOf(holding) }) };
    }
    throw new NotFound('there is no such case');
  });
}

const isSaid = (account: string | undefined) => account !== undefined;
