import type pg from 'pg';
import { asSealer, type Database, firstUuid, readSlice, type Tx, tenantWithEventsAfter } from '#database';
import { NotFound, toIso } from '#shared';
import type { Clock, Folded } from './clock/clock.ts';
import { foldClocks } from './clock/fold.ts';
import { clockText, keyOf, sameClock } from './clockRow.ts';
import { readClocksOf, readClockTexts, tenantWithClocksAfter } from './clockSlices.ts';

import type { Rule } from './packs/pack.ts';
import { createRuleBook, defaultRule, type RuleBook } from './ruleStore.ts';

/** A clock in words that can be compared by eye: instants as ISO text; null where there is none. */
export type Shown = Record<string, string | number | null>;
export type Mismatch = {
  subject: string;
  measure: string;
  lap: number;
  stored: Shown | null;
  recomputed: Shown | null;
};
/** `clocks`: how many were compared. The list ends at 10,000, so that memory stays flat however wrong a table is. */
export type ClockVerdict = { clocks: number; mismatches: Mismatch[] };

const sliceRows = 20_000;
const most = 10_000;

/**
 * Recomputes every clock of every organisation from events alone, on a connection of its own with one snapshot, and
 * compares with what is stored, both ways: missing, extra, different. By organisation, subject, measure and lap.
 */
export async function verifyClocks(db: Database, rows = sliceRows): Promise<ClockVerdict> {
  return asSealer(db, async (tx, client) => {
    const verdict: ClockVerdict = { clocks: 0, mismatches: [] };
    const check: Check = { tx, client, book: createRuleBook(), verdict, rows };
    for (
      let tenant = await tenantAfter(client, 0);
      tenant < Number.POSITIVE_INFINITY;
      tenant = await tenantAfter(client, tenant)
    ) {
      await verifyTenant(check, tenant);
    }
    return verdict;
  });
}

/** The next organisation that has an event or a clock. */
async function tenantAfter(client: pg.ClientBase, tenant: number): Promise<number> {
  const [events, clocks] = [await tenantWithEventsAfter(client, tenant), await tenantWithClocksAfter(client, tenant)];
  return Math.min(events ?? Number.POSITIVE_INFINITY, clocks ?? Number.POSITIVE_INFINITY);
}

type Check = { tx: Tx; client: pg.ClientBase; book: RuleBook; verdict: ClockVerdict; rows: number };

async function verifyTenant(check: Check, tenant: number): Promise<void> {
  const { tx, client, book, verdict, rows } = check;
  for (let after = firstUuid, last = false; !last; ) {
    const slice = await readSlice(client, { tenant, after, rows });
    const stored = await readClockTexts(client, { tenant, after, to: slice.to });
    const doubtful: { subject: string; recomputed: Clock[] }[] = [];
    for (const { stream, events } of slice.streams) {
      const recomputed = foldClocks(await ruleOf(tx, book, events), events);
      if (alike(stored.get(stream) ?? [], recomputed)) verdict.clocks += recomputed.length;
      else doubtful.push({ subject: stream, recomputed });
      stored.delete(stream);
    }
    for (const subject of stored.keys()) doubtful.push({ subject, recomputed: [] });
    doubtful.sort((a, b) => (a.subject < b.subject ? -1 : 1));
    for (const { subject, recomputed } of doubtful)
      compare(verdict, subject, { stored: await readClocksOf(client, tenant, subject), recomputed });
    after = slice.to;
    last = slice.last;
  }
}

/** Whether the stored texts are those of the recomputed clocks; where not, the rows themselves are read and compared. */
function alike(stored: readonly string[], recomputed: readonly Clock[]): boolean {
  return stored.length === recomputed.length && recomputed.every((clock) => stored.includes(clockText(clock)));
}

/** The rule under which a stream is measured: that of its service when it was born, else the default. */
export async function ruleOf(tx: Tx, book: RuleBook, events: readonly Folded[]): Promise<Rule> {
  const birth = events[0];
  if (typeof birth?.data.service !== 'number') return defaultRule(tx);
  return book.ruleFor(tx, birth.data.service, birth.occurredAt).catch((error) => {
    if (error instanceof NotFound) return defaultRule(tx);
    throw error;
  });
}

function compare(
  verdict: ClockVerdict,
  subject: string,
  { stored, recomputed }: { stored: Clock[]; recomputed: Clock[] },
): void {
  const left = new Map(stored.map((clock) => [keyOf(clock), clock]));
  for (const clock of recomputed) {
    const was = left.get(keyOf(clock));
    left.delete(keyOf(clock));
    if (!was || !sameClock(was, clock)) note(verdict, subject, { stored: was, recomputed: clock });
  }
  for (const clock of left.values()) note(verdict, subject, { stored: clock });
  verdict.clocks += recomputed.length + left.size;
}

function note({ mismatches }: ClockVerdict, subject: string, pair: { stored?: Clock; recomputed?: Clock }): void {
  const clock = pair.recomputed ?? pair.stored;
  if (!clock || mismatches.length >= most) return;
  const { measure, lap } = clock;
  mismatches.push({ subject, measure, lap, stored: shown(pair.stored), recomputed: shown(pair.recomputed) });
}

function shown(clock: Clock | undefined): Shown | null {
  if (!clock) return null;
  const iso = (at: Clock['startedAt']) => (at === null ? null : toIso(at));
  const {
    rule,
    service,
    part,
    through,
    countedMs,
    outcome,
    reason,
    firstOutcome,
    firstCountedMs,
    firstThrough,
    firstReason,
    firstCountsAt,
  } = clock;
  const { startedAt, dueAt, stoppedAt, countsAt } = clock;
  const instants = { startedAt: iso(startedAt), dueAt: iso(dueAt), stoppedAt: iso(stoppedAt), countsAt: iso(countsAt) };
  const first = { firstOutcome, firstCountedMs, firstThrough, firstReason, firstCountsAt: iso(firstCountsAt) };
  return { outcome, reason, ...instants, countedMs, rule, service, part, through, ...first };
}
