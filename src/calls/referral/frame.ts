import { addWorkingDays, atLocal, hours, type Instant, localDate, minutes, nextWorkingDayAt, plus } from '#shared';
import type { Place, Priority, Urgency } from '../codes.ts';
import type { Disposition, Frame, Read } from './dispositions/index.ts';

/** What a disposition asks of us: a first priority, where and how soon, and the end of its time. */
export type Asks = {
  priority: Priority;
  place?: Place;
  urgency?: Urgency;
  dueBy?: Instant;
  /** To be passed to 999 at once: an ambulance was decided on. */
  passTo999?: true;
  /** A clinician looks first; by then, or the ambulance goes. */
  validateBy?: Instant;
  /** Our table does not know it: treated as urgent, and said so. */
  isUnknown?: true;
};

/** An unknown code is read as the shortest that we would be asked to speak to, for the patient's sake. */
const UNKNOWN_MS = minutes(20);
/** "Next working day" and "3 working days" end with the practices' day. */
const DAY_ENDS = '18:30';

export function asksOf({ known }: Read, triagedAt: Instant): Asks {
  if (!known) return { priority: 'urgent', dueBy: plus(triagedAt, UNKNOWN_MS), isUnknown: true };
  const dueBy = endOf(known.within, triagedAt);
  const due = dueBy === undefined ? {} : { dueBy };
  if (known.family === 'ambulance') return { priority: 'urgent', ...due, passTo999: true };
  if (known.family === 'validation')
    return { priority: 'urgent', ...due, ...(dueBy === undefined ? {} : { validateBy: dueBy }) };
  const place = placeOf(known);
  const urgency = urgencyOf(known.within);
  return {
    priority: isUrgent(known) ? 'urgent' : 'other',
    ...due,
    ...(place ? { place } : {}),
    ...(urgency ? { urgency } : {}),
  };
}

/** Triage end and minutes; the calendar for days. Undefined where no time was given, or the calendar does not reach so far. */
export function endOf(within: Frame, triagedAt: Instant): Instant | undefined {
  if ('minutes' in within) return plus(triagedAt, minutes(within.minutes));
  if ('hours' in within) return plus(triagedAt, hours(within.hours));
  if ('none' in within) return undefined;
  // A night belongs to the working day that follows it: a Tuesday 03:00 has Tuesday as its next working day.
  const first = nextWorkingDayAt(triagedAt, '08:00');
  if (!first.known) return undefined;
  const more = 'nextWorkingDay' in within ? 0 : within.workingDays - 1;
  const date = addWorkingDays(localDate(first.value), more);
  return date.known ? atLocal(date.value, DAY_ENDS) : undefined;
}

/** Standards 9.2: within 60 min is emergency, within 120 urgent, within 360 less urgent; longer stands outside NQR 12. */
function urgencyOf(within: Frame): Urgency | undefined {
  if (!('minutes' in within) || within.minutes > 360) return undefined;
  if (within.minutes <= 60) return 'emergency';
  return within.minutes <= 120 ? 'urgent' : 'less-urgent';
}

function isUrgent({ family, within }: Disposition): boolean {
  return family === 'emergency-department' || ('minutes' in within && within.minutes <= 120);
}

function placeOf({ family }: Disposition): Place | undefined {
  return family === 'be-seen' ? 'base' : family === 'speak-to' || family === 'pharmacy' ? 'advice' : undefined;
}
