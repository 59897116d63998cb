import { correctionReasons } from '#api';
import type { StoredEvent } from '#database';
import {
  type Instant,
  localDate,
  type Period,
  showDay,
  showLength,
  showMinutes,
  showTime,
  showTimeSeconds,
} from '#shared';
import type { StoredClock } from '#standards';
import { sourceWords, type TagProps, type TimelineEntry } from '#web';
import { type RecordedShiftEvent, type ShiftRole, shiftRoles, withdrawalReasons } from '../events.ts';
import { gapIn } from '../night.ts';
import { bookingOf, presentIn, type Shift } from '../shift.ts';

/** "Canal Bridge, doctor, Sun 28 Mar 20:00 to 00:00" */
export function shiftTitle(place: string, { role, from, to }: Pick<Shift, 'role' | 'from' | 'to'>): string {
  return `${place}, ${shiftRoles[role].toLowerCase()}, ${showDay(from)} ${showTime(from)} to ${showTime(to)}`;
}

/** How a shift stands now: of the past what was recorded, of the future what is booked. */
export function shiftTag(shift: Shift, now: Instant): TagProps {
  const role = shiftRoles[shift.role];
  if (shift.to <= now) {
    const gap = gapIn(shift, shift);
    return gap === 0
      ? { state: 'met', words: 'Covered' }
      : { state: 'no-doctor', words: `Nobody for ${showMinutes(gap)}` };
  }
  if (presentIn(shift).length > 0) return { state: 'confirmed', words: `${role} here` };
  if (shift.from <= now) return { state: 'no-doctor', words: `NO ${role.toUpperCase()}` };
  const booked = bookingOf(shift);
  if (!booked) return { state: 'no-doctor', words: 'Nobody booked' };
  return booked.confirmed
    ? { state: 'confirmed', words: 'Confirmed' }
    : { state: 'not-confirmed', words: 'Not confirmed' };
}

/** One required hour as its clock tells of it. */
export function hourTag(clock: StoredClock, role: ShiftRole, now: Instant): TagProps {
  if (clock.outcome === 'met') return { state: 'met', words: 'Covered' };
  if (clock.outcome === 'missed') return { state: 'no-doctor', words: 'Not covered' };
  if (clock.startedAt !== null && clock.startedAt > now) return { state: 'waiting', words: 'Still to come' };
  if (clock.dueAt === null) return { state: 'confirmed', words: 'Covered so far' };
  if (clock.dueAt >= now) return { state: 'waiting', words: 'Still to come' };
  const since = clock.dueAt === clock.startedAt ? '' : ` since ${showTime(clock.dueAt)}`;
  return { state: 'no-doctor', words: `NO ${role.toUpperCase()}${since}` };
}

/** "20:00 to 21:00" */
export function hourWords({ startedAt, countedMs }: StoredClock): string {
  if (startedAt === null) return 'An hour';
  return `${showTime(startedAt)} to ${showTime((startedAt + (countedMs ?? 0)) as Instant)}`;
}

export type NameOf = (account: string) => string;

/** What one event of a shift says, people by name. */
export function eventWords(stored: StoredEvent, nameOf: NameOf): string {
  const event = stored as unknown as RecordedShiftEvent;
  switch (event.type) {
    case 'ShiftRequired':
      return `${shiftRoles[event.data.role]} required`;
    case 'CoverBooked':
      return `${nameOf(event.data.person)} booked`;
    case 'CoverConfirmed':
      return `${nameOf(event.data.person)} confirmed`;
    case 'CoverWithdrawn':
      return `${nameOf(event.data.person)} withdrawn: ${withdrawalReasons[event.data.reason].toLowerCase()}`;
    case 'CoverArrived':
      return `${nameOf(event.data.person)} came`;
    case 'CoverLeft':
      return `${nameOf(event.data.person)} left`;
    case 'ShiftEnded':
      return 'The shift ended';
    case 'TimeCorrected':
      return `Time of step ${event.corrects} corrected: ${reasonWords(event.reason)}`;
    default:
      return event satisfies never;
  }
}

function reasonWords(code: string | undefined): string {
  const words: { [code: string]: string } = correctionReasons;
  return (words[code ?? ''] ?? code ?? '').toLowerCase();
}

/** A line of the timeline; the day stands beside the time where it is not the day on which the shift begins. */
export function entryOf(
  event: StoredEvent,
  { day, nameOf, all }: { day: string; nameOf: NameOf; all: readonly StoredEvent[] },
): TimelineEntry {
  const late = event.recordedAt - event.occurredAt;
  const moment = (at: Instant) =>
    localDate(at) === day ? showTimeSeconds(at) : `${showDay(at)} ${showTimeSeconds(at)}`;
  return {
    key: String(event.version),
    happened: moment(event.occurredAt),
    written: Math.abs(late) < 5_000 ? 'at once' : moment(event.recordedAt),
    ...(late >= 60_000 ? { later: `${showLength(late)} later` } : {}),
    what: eventWords(event, nameOf),
    // What the product does by itself is done by nobody.
    who: event.source === 'job' ? 'Vigil' : nameOf(event.recordedBy),
    source: sourceWords(event.source),
    isCorrection: event.corrects !== undefined,
    isReplaced: all.some((other) => other.corrects === event.version),
  };
}

/** "15:52", or "Sat 27 Mar 23:50" where it is another day than that of `beside`. */
export function timeBeside(at: Instant, beside: Instant): string {
  return localDate(at) === localDate(beside) ? showTime(at) : `${showDay(at)} ${showTime(at)}`;
}

/** "15:52" inside the period, whose heading says its days; with its day outside. */
export function timeWithin(at: Instant, { from, to }: Period): string {
  return from <= at && at <= to ? showTime(at) : `${showDay(at)} ${showTime(at)}`;
}
