import type { Context } from '#api';
import {
  ensureYear,
  factsAfter,
  inScope,
  readCursor,
  readStream,
  type StoredEvent,
  type Tx,
  writeCursor,
} from '#database';
import { everyTenant } from '#people';
import { hours, type Instant, minutes, plus } from '#shared';
import { answeredAt, replayCall } from '../call.ts';
import { asCaseEvents, loadCase } from '../caseStore.ts';
import { caseEventTypes, type RecordedCallEvent, type RecordedCaseEvent } from '../events.ts';
import { passToAmbulance, releaseUnvalidated } from '../referral/ambulanceStore.ts';
import { type Pair, unequalPairs } from '../referral/referralStore.ts';
import { readSettings } from '../settings/settingStore.ts';
import { comfortDue } from './comfort.ts';
import { workKinds } from './kinds.ts';
import { type Ended, endedAt, type Need, needsOf } from './needs.ts';
import { ringBack, ringsAgain } from './ringBack.ts';
import { waitingCases } from './waitingStore.ts';
import {
  callsOfSameNumber,
  owedOnClosed,
  owedToNumber,
  raiseWorkIn,
  type WorkLine,
  workLine,
  workOf,
  writeWork,
} from './workStore.ts';

export const FOLLOWER_NAME = 'work';
const BATCH = 2_000;
/** What happened longer ago than this is history: an import, or a server that was away for a day. */
const REMEMBERED = hours(12);

export type Following = Pick<Context, 'db' | 'clocks'> & {
  /** Raises the less urgent of two open cases of one patient to the other. */
  raiseTo?(tenant: number, pair: Pair): Promise<void>;
  failed(error: unknown, what: string): void;
};

/**
 * One round: reads what is new in the log, raises what it makes somebody owe and ends what it has settled, then what time alone makes
 * due. Where it stands is in the database; raising twice is once, so a round that dies in the middle is taken up by the next.
 */
export async function followWork(following: Following): Promise<void> {
  const { db, clocks } = following;
  const tenants = await everyTenant(db);
  if (tenants.length === 0) return;
  for (const tenant of tenants) await ensureYear(db, clocks.now(tenant));
  while ((await readOn(following, tenants)) === BATCH);
  for (const tenant of tenants) {
    await inScope(db, { tenants: [tenant] }, (tx) => byTheClock(tx, tenant, clocks.now(tenant))).catch((error) =>
      following.failed(error, 'work by the clock'),
    );
    if (following.raiseTo) await raisePairs(following, tenant);
  }
}

/** The higher priority of two open cases of one patient holds for both. */
async function raisePairs({ db, clocks, raiseTo, failed }: Following, tenant: number): Promise<void> {
  const since = plus(clocks.now(tenant), -LINKED_LATELY);
  for (const pair of await inScope(db, { tenants: [tenant] }, (tx) => unequalPairs(tx, tenant, since)))
    await raiseTo?.(tenant, pair).catch((error) => failed(error, 'raising a priority'));
}
/** Once a clinician has judged a pair, it is theirs. */
const LINKED_LATELY = minutes(15);

const ofCases = new Set<string>(caseEventTypes);

async function readOn({ db, clocks }: Following, tenants: number[]): Promise<number> {
  return inScope(db, { tenants }, async (tx) => {
    const { facts, cursor } = await factsAfter(tx, await readCursor(tx, FOLLOWER_NAME), BATCH);
    if (facts.length === 0) return 0;
    const recent = facts.filter(
      ({ source, tenant, recordedAt }) => source !== 'import' && recordedAt > plus(clocks.now(tenant), -REMEMBERED),
    );
    const seen = new Set<string>();
    for (const fact of recent) {
      const now = clocks.now(fact.tenant);
      if (fact.type === 'CallAbandoned' && fact.data.in === 'queue') await gaveUp(tx, fact, now);
      else if (fact.type === 'CallAnswered') await rangAgain(tx, fact, now);
      else if (fact.type === 'WorkDone') await triedInVain(tx, fact, now);
      else if (ofCases.has(fact.type) && !seen.has(fact.stream)) {
        // Its whole history is read at once: one look at a case does for all that is new of it.
        seen.add(fact.stream);
        await lookAtCase(tx, fact, now);
      }
    }
    await writeCursor(tx, FOLLOWER_NAME, cursor);
    return facts.length;
  });
}

/** Somebody hung up before they were answered: rung back, unless they have rung again since and were answered. */
async function gaveUp(tx: Tx, { tenant, stream, occurredAt }: StoredEvent, now: Instant): Promise<void> {
  const events = await readStream(tx, tenant, stream);
  const service = Number(events[0]?.data.service);
  for (const other of await callsOfSameNumber(tx, tenant, stream)) {
    const state = replayCall(other, (await readStream(tx, tenant, other)) as unknown as RecordedCallEvent[]);
    if ((answeredAt(state) ?? 0) > occurredAt) return;
  }
  await raise(tx, { tenant, service, call: stream }, { need: ringBack(stream, occurredAt), now });
}

/** A caller who gave up before and was answered now needs no ring-back. */
async function rangAgain(tx: Tx, { tenant, stream }: StoredEvent, now: Instant): Promise<void> {
  for (const { id } of await owedToNumber(tx, tenant, stream))
    await end(tx, { tenant, id, ending: { type: 'WorkWithdrawn', data: { reason: 'rang-again' }, at: now }, now });
}

/** A ring-back that reached nobody is made again, so many times in all. */
async function triedInVain(tx: Tx, { tenant, stream, occurredAt, data }: StoredEvent, now: Instant): Promise<void> {
  const line = await workLine(tx, tenant, stream);
  if (line?.kind !== 'ring-back-abandoned' || line.call === undefined) return;
  const tries = (await workOf(tx, tenant, { call: line.call })).filter(({ result }) => result !== undefined).length;
  if (!ringsAgain(String(data.result), tries)) return;
  const { service, call } = line;
  await raise(tx, { tenant, service, call }, { need: ringBack(call, occurredAt, tries), now });
}

async function lookAtCase(tx: Tx, { tenant, stream }: StoredEvent, now: Instant): Promise<void> {
  const loaded = await loadCase(tx, tenant, stream);
  if (!loaded) return;
  const { service } = loaded.state;
  await passToAmbulance(tx, { tenant, case: loaded.state, now });
  const events = asCaseEvents(loaded.events);
  const { contact } = await readSettings(tx, { tenant, service });
  const needs = needsOf(stream, events, contact);
  const owed = (await workOf(tx, tenant, { case: stream })).filter(({ endedAt }) => endedAt === undefined);
  for (const line of owed) {
    const ending = endingOf(line, needs, events);
    if (ending) await end(tx, { tenant, id: line.id, ending, now });
  }
  const moving = owed.find((line) => line.kind === 'move-booked' && !endingOf(line, needs, events));
  for (const need of needs) {
    if (need.ending) continue;
    const about = { tenant, service, case: stream, place: need.place };
    await raise(tx, about, { need, now, ...(need.kind === 'failed-contact' && moving ? { with: moving } : {}) });
  }
}

/** By the history from which it was raised, else by what has happened since. */
function endingOf(
  line: WorkLine,
  needs: readonly (Need & { ending?: Ended })[],
  events: readonly RecordedCaseEvent[],
): Ended | undefined {
  const need = needs.find(({ id }) => id === line.id);
  if (need) return need.ending;
  for (const event of events) {
    const ending = event.recordedAt >= line.raisedAt ? endedAt(line, event) : undefined;
    if (ending) return ending;
  }
  return undefined;
}

/** What time alone makes due, and what is owed no more because its case is closed. */
async function byTheClock(tx: Tx, tenant: number, now: Instant): Promise<void> {
  for (const id of await owedOnClosed(tx, tenant))
    await end(tx, { tenant, id, ending: { type: 'WorkWithdrawn', data: { reason: 'case-closed' }, at: now }, now });
  await releaseUnvalidated(tx, tenant, now);
  for (const waiting of await waitingCases(tx, tenant, plus(now, minutes(15)))) {
    const need = comfortDue(waiting, now);
    if (need) await raise(tx, { tenant, service: waiting.service, case: waiting.id }, { need, now });
  }
}

type About = { tenant: number; service: number; case?: string; call?: string; place?: number };

/** `with`: somebody rings this patient already, to move them; the next try is the same call, and so the same person's. */
type Raising = { need: Need; now: Instant; with?: WorkLine };

async function raise(tx: Tx, about: About, { need, now, with: other }: Raising): Promise<void> {
  const { id: _, ...what } = need;
  const { place = about.place } = need;
  const { tenant, service, case: of, call } = about;
  const subject = { ...(of === undefined ? {} : { case: of }), ...(call === undefined ? {} : { call }) };
  const where = place === undefined ? {} : { place };
  const forRoles = other?.forRoles ?? workKinds[need.kind].forRoles;
  const { id, isNew } = await raiseWorkIn(tx, { tenant, service, ...what, ...subject, ...where, forRoles }, now);
  if (!isNew || other?.takenBy === undefined) return;
  const taken = { type: 'WorkTaken', occurredAt: now, data: { by: other.takenBy } } as const;
  await writeWork(tx, { tenant, id, events: [taken], now });
}

async function end(tx: Tx, { tenant, id, ending, now }: { tenant: number; id: string; ending: Ended; now: Instant }) {
  const { at: occurredAt, ...event } = ending;
  await writeWork(tx, { tenant, id, events: [{ ...event, occurredAt }], now });
}
