import {
  type Cursor,
  type Database,
  factsAfter,
  inScope,
  readCursor,
  type StoredEvent,
  type Tx,
  writeCursor,
} from '#database';
import { everyTenant } from '#people';
import { hours, type Instant, outOfHoursPeriodAt, type Period, plus, toIso } from '#shared';
import { type Note, type NoteOf, notesOfKind } from './notes.ts';
import { keepRedirections, moveRedirections } from './redirectionStore.ts';
import { releaseDue, type Sources } from './release.ts';
import { type Due, dueBy, lookAgain, lookAgainAtShifts, releasedUntil, schedule } from './scheduleStore.ts';

/** What the follower is handed; it knows no streams itself. */
export type Following = Sources & {
  db: Database;
  /** The organisation's clock. */
  now(tenant: number): Instant;
  notesOf(fact: StoredEvent): Note[];
  /** Ends the shifts whose time is over and that nobody has ended. */
  endShifts(tenant: number, now: Instant): Promise<void>;
  /** Reads services and places again: a new one is on the schedule before it is known here. */
  refresh(): Promise<void>;
  failed(error: unknown, what: string): void;
};

export const FOLLOWER_NAME = 'releases';

/**
 * One round: reads what is new in the log, ends shifts whose time is over, and releases what is due, with nobody pressing.
 * Where it stands is in the database; a round that dies in the middle is taken up by the next.
 */
export async function followOnce(following: Following): Promise<void> {
  const { db } = following;
  const tenants = await everyTenant(db);
  if (tenants.length === 0) return;
  // What is due is asked of the clock before the log is read: what happened until then is in the log by then.
  const clocks = tenants.map((tenant) => ({ tenant, now: following.now(tenant) }));
  // A batch that is not full has reached the end. Reading until nothing is new would not end on a busy night.
  while ((await readOn(following, tenants)) === BATCH);
  for (const { tenant, now } of clocks) {
    await following.endShifts(tenant, now).catch((error) => following.failed(error, 'ending shifts'));
    const due = await inScope(db, { tenants: [tenant] }, (tx) => dueBy(tx, tenant, now));
    if (due.some((one) => !isKnown(one, following))) await following.refresh();
    for (const one of due) {
      await inScope(db, { tenants: [tenant] }, (tx) => releaseDue(tx, one, following)).catch((error) =>
        following.failed(error, `${one.kind} ${one.key}`),
      );
    }
  }
}

function isKnown({ service, place }: Due, { serviceOf, placeOf }: Following): boolean {
  return serviceOf(service) !== undefined && (place === null || placeOf(place) !== undefined);
}

const BATCH = 5_000;

async function readOn(following: Following, tenants: number[]): Promise<number> {
  return inScope(following.db, { tenants }, async (tx) => {
    const before = await readCursor(tx, FOLLOWER_NAME);
    const { facts, cursor } = await factsAfter(tx, before, BATCH);
    if (facts.length === 0) return 0;
    await take(tx, facts.flatMap(following.notesOf), following);
    await moveOn(tx, cursor);
    return facts.length;
  });
}

function moveOn(tx: Tx, cursor: Cursor): Promise<void> {
  return writeCursor(tx, FOLLOWER_NAME, cursor);
}

async function take(tx: Tx, notes: readonly Note[], { now }: Following): Promise<void> {
  const required = notesOfKind(notes, 'required');
  await schedule(tx, [...required.flatMap((note) => duesOf(note, now(note.tenant))), ...periodsOf(notes)]);
  await keepRedirections(tx, notesOfKind(notes, 'redirected'));
  const corrected = notesOfKind(notes, 'corrected');
  await moveRedirections(tx, corrected);
  await lookAgainAtShifts(tx, notesOfKind(notes, 'about-shift'));
  const late = lateStretches(notesOfKind(notes, 'happened'), await releasedUntil(tx));
  await lookAgain(tx, [...late, ...corrected.map(({ tenant, at }) => ({ tenant, ...around(at) }))]);
}

function duesOf({ tenant, service, shift, place, period }: NoteOf<'required'>, now: Instant): Due[] {
  const due = { tenant, service, place, key: shift, period };
  return [
    { ...due, kind: 'requirement', dueAt: now },
    { ...due, kind: 'shift', dueAt: period.to },
  ];
}

/** The out-of-hours periods in which something happened. Outside the calendar there is none to release. */
function periodsOf(notes: readonly Note[]): Due[] {
  const dues = new Map<string, Due>();
  for (const { tenant, service, at } of notesOfKind(notes, 'activity')) {
    const period = outOfHoursPeriodAt(at);
    if (!period.known || !period.value) continue;
    const key = toIso(period.value.from);
    const due = {
      tenant,
      service,
      kind: 'period',
      key,
      place: null,
      period: period.value,
      dueAt: period.value.to,
    } as const;
    dues.set(`${service} ${key}`, due);
  }
  return [...dues.values()];
}

/** Facts written down after what they are about was released, an hour at a time so that an import is few stretches. */
function lateStretches(notes: readonly NoteOf<'happened'>[], until: ReadonlyMap<number, Instant>) {
  const stretches = new Map<string, Period & { tenant: number }>();
  for (const { tenant, at } of notes) {
    if (at >= (until.get(tenant) ?? 0)) continue;
    const hour = Math.floor(at / hours(1)) * hours(1);
    const known = stretches.get(`${tenant} ${hour}`) ?? { tenant, from: at, to: at };
    const [from, to] = [Math.min(known.from, at) as Instant, Math.max(known.to, at) as Instant];
    stretches.set(`${tenant} ${hour}`, { tenant, from, to });
  }
  return [...stretches.values()];
}

/** A step that is corrected belongs to a case that began at most this long before or ends as long after. */
const AROUND = hours(7 * 24);

function around(at: Instant): Period {
  return { from: plus(at, -AROUND), to: plus(at, AROUND) };
}
