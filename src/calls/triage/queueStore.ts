import { sql } from 'kysely';
import type { Tx } from '#database';
import { type Instant, localDate } from '#shared';
import { clocksOf, openClocks } from '#standards';
import type { ContactTry } from '../caseBeside.ts';
import { type CaseLine, openCases } from '../caseListStore.ts';
import { loadCase } from '../caseStore.ts';
import type { Sex } from '../codes.ts';
import { referrersOf } from '../referral/referrerStore.ts';
import { tables } from '../tables.ts';
import { openWork, type WorkLine } from '../work/workStore.ts';
import { inOrder } from './order.ts';

/** A case that is to be rung back or is being assessed, as the queue shows it: its number, never a name. */
export type CallBack = CaseLine & {
  /** Whole years, where a date of birth is known. */
  age?: number;
  sex?: Sex;
  /** Of the call-back, where it has been made: whether in time, and when it was due. */
  made?: { inTime: boolean; dueAt: Instant };
  /** An interpreter is asked for and not on the line yet (NQR 13). */
  awaitsInterpreter: boolean;
  walkedIn: boolean;
  /** Somebody began with the patient, and nobody has the case now. */
  isLeft: boolean;
  /** Heard to be worse after somebody had begun with them. */
  isWorse: boolean;
  /** The last time that somebody rang them in vain. */
  lastTry?: ContactTry;
  /** The professional who sent them, for those who may see who the patient is. */
  sentBy?: string;
};
export type Queue = {
  callBacks: readonly CallBack[];
  /** Every other open case that somebody holds. */
  held: readonly CaseLine[];
  /** Assessed or seen, in nobody's hands, and on no list of a base or of the visits: to be booked, or to be closed. */
  loose: readonly CaseLine[];
  /** What is owed to patients, the earliest due first. */
  work: readonly WorkLine[];
};

type About = { tenant: number; service: number; now: Instant };

/** The queue in its order, and what else is due from those who work on it. */
export async function readQueue(tx: Tx, { tenant, service, now }: About): Promise<Queue> {
  const open = await openCases(tx, { tenant, service });
  const waiting = open.filter(isCallBack);
  const running = await openClocks(tx, { tenant, service });
  const measures = new Map<string, string[]>();
  for (const { subject, measure } of running) measures.set(subject, [...(measures.get(subject) ?? []), measure]);
  const people = await peopleOf(tx, tenant, { ids: waiting.map(({ id }) => id), on: localDate(now) });
  const senders = await referrersOf(
    tx,
    tenant,
    waiting.map(({ id }) => id),
  );
  const callBacks: CallBack[] = [];
  for (const line of waiting) {
    const measured = measures.get(line.id) ?? [];
    callBacks.push({
      ...line,
      ...people.get(line.id),
      made: line.state === 'in-assessment' ? await madeOf(tx, tenant, line.id) : undefined,
      awaitsInterpreter: measured.some((measure) => measure.startsWith('interpreter')),
      isWorse: line.state === 'in-assessment' && line.worseAt !== undefined,
      walkedIn: measured.some((measure) => measure.startsWith('walk-in')),
      isLeft: line.state === 'in-assessment' && line.heldBy === undefined,
      lastTry: line.tries > 0 ? await lastTryOf(tx, tenant, line.id) : undefined,
      sentBy: senders.get(line.id),
    });
  }
  // What was begun and left has its own unfinished step to be late with, and no longer the call-back that was made.
  const shown = callBacks.map((one) => (one.made && !one.isLeft ? { ...one, dueAt: one.made.dueAt } : one));
  return {
    callBacks: inOrder(shown),
    held: open.filter((line) => line.heldBy !== undefined && !isCallBack(line)),
    loose: open.filter(({ heldBy, state }) => heldBy === undefined && onNoOtherList.includes(state)),
    work: await openWork(tx, { tenant, service }),
  };
}

export const onNoOtherList: readonly CaseLine['state'][] = ['to-book', 'advised', 'consulted'];

/** Nobody has spoken to them yet: to be rung back whichever queue somebody has moved the case to, since no other list has it. */
export function isCallBack({ queue, state }: CaseLine): boolean {
  if (state === 'to-assess' || state === 'in-assessment') return true;
  return queue === 'to-assess-urgent' || queue === 'to-assess-other';
}

async function lastTryOf(tx: Tx, tenant: number, id: string): Promise<CallBack['lastTry']> {
  const loaded = await loadCase(tx, tenant, id);
  return loaded?.state.beside.tries.at(-1);
}

/** How the last call-back of a case stands that has been made. */
async function madeOf(tx: Tx, tenant: number, id: string): Promise<CallBack['made']> {
  const clock = (await clocksOf(tx, tenant, id)).findLast(
    ({ measure, stoppedAt }) => /^(assessment|walk-in)-/.test(measure) && stoppedAt !== null,
  );
  if (!clock?.dueAt) return undefined;
  return { inTime: clock.outcome === 'met', dueAt: clock.dueAt };
}

/** What a queue says of a patient: never a name. */
async function peopleOf(tx: Tx, tenant: number, about: { ids: readonly string[]; on: string }) {
  if (about.ids.length === 0) return new Map<string, { age?: number; sex?: Sex }>();
  const rows = await tables(tx)
    .selectFrom('case_person')
    .select([
      'case',
      'sex',
      sql<number | null>`extract(year from age(${about.on}::date, date_of_birth))::int`.as('years'),
    ])
    .where('tenant', '=', tenant)
    .where('case', 'in', [...about.ids])
    .execute();
  return new Map(
    rows.map(({ case: id, years, sex }) => [
      id,
      { ...(years === null ? {} : { age: years }), ...(sex ? { sex } : {}) },
    ]),
  );
}
