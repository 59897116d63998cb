import type { FastifyRequest } from 'fastify';
import { actorOf, type Context, frameFor, serviceFor } from '#api';
import { ensureYear, inScope, type Tx } from '#database';
import type { Actor, Service } from '#people';
import { type Instant, NotFound } from '#shared';
import type { StaffFrame } from '#web';
import type { Practices } from './pages/otherPractices.tsx';
import { practicesSpokenFor, type Speaker, type Spoken, spokenFor } from './spokenStore.ts';

/** What every page of a practice's own stands on: whose it is, for which of their practices, and the transaction that reads it. */
export type OwnPage = {
  tx: Tx;
  tenant: number;
  service: Service;
  at: Instant;
  actor: Actor;
  speaker: Speaker;
  spoken: Spoken;
  /** The practice's name stands in the bar, where a service's does elsewhere. */
  frame: StaffFrame;
  practices: Practices;
};

/** Reads a page for somebody of a practice. Who speaks for none, or asks for another's, finds nothing there. */
export async function ownPage<T>(
  context: Context,
  request: FastifyRequest,
  code: string | undefined,
  read: (page: OwnPage) => Promise<T>,
): Promise<T> {
  const service = serviceFor(context, request);
  if (!service) throw new NotFound('there is no such service');
  const actor = actorOf(request);
  const { tenant } = service;
  const at = context.clocks.now(tenant);
  const speaker = { tenant, account: actor.account, at };
  // Whoever looks is written down, in the year of the organisation's clock.
  await ensureYear(context.db, at);
  return inScope(context.db, { tenants: [tenant] }, async (tx) => {
    const spoken = await spokenFor(tx, speaker, code);
    const all = await practicesSpokenFor(tx, speaker);
    const { name, code: own } = spoken.practice;
    const others = all.filter(({ practice }) => practice.code !== own).map(({ practice }) => practice);
    const practices: Practices = { name, code: own, others, query: others.length > 0 ? `?practice=${own}` : '' };
    const frame = { ...frameFor(context, request, service), service: name };
    return read({ tx, tenant, service, at, actor, speaker, spoken, frame, practices });
  });
}
