import type { TimedStep } from '#api';
import { type Instant, instant } from '#shared';
import type { RecordedShiftEvent, ShiftKind, ShiftRole } from './events.ts';

type Required = {
  id: string;
  version: number;
  service: number;
  place: number;
  kind: ShiftKind;
  role: ShiftRole;
  from: Instant;
  to: Instant;
  /** Who was there and when, corrections applied; open-ended while somebody has not left. */
  attendance: readonly Attendance[];
  /** Arrivals and leavings, in the order of recording. */
  steps: readonly PresenceStep[];
};
export type Attendance = { person: string; from: Instant; to?: Instant };
export type PresenceStep = TimedStep & { type: 'CoverArrived' | 'CoverLeft'; person: string };

export type Booking = { person: string; confirmed: boolean };

/** One post for one stretch of time. Being booked says something of the future; only arriving says anything of the past. */
export type ShiftState =
  | { state: 'none' }
  | (Required & { state: 'unfilled' })
  | (Required & { state: 'booked' | 'confirmed'; booking: Booking })
  | (Required & { state: 'attended'; booking?: Booking })
  | (Required & { state: 'ended' });

export type Shift = Exclude<ShiftState, { state: 'none' }>;

export const noShift: ShiftState = { state: 'none' };

export function replayShift(id: string, events: readonly RecordedShiftEvent[]): ShiftState {
  return events.reduce((state: ShiftState, event) => evolveShift(state, id, event), noShift);
}

/** The people who are there as far as anybody has recorded. */
export function presentIn(state: ShiftState): string[] {
  return state.state === 'none' ? [] : state.attendance.flatMap(({ person, to }) => (to === undefined ? [person] : []));
}

export function bookingOf(state: ShiftState): Booking | undefined {
  return 'booking' in state ? state.booking : undefined;
}

/** The state after one more event. Throws on an event that no command of ours could have written there. */
export function evolveShift(state: ShiftState, id: string, event: RecordedShiftEvent): ShiftState {
  if (event.type === 'ShiftRequired') return required(id, event);
  if (state.state === 'none') throw new Error(`${event.type} before the shift was required`);
  const now = { ...state, version: event.version };
  switch (event.type) {
    case 'CoverBooked':
      return standing(now, { person: event.data.person, confirmed: false });
    case 'CoverConfirmed':
      return standing(now, { person: event.data.person, confirmed: true });
    case 'CoverWithdrawn':
      return standing(now, undefined);
    case 'CoverArrived':
    case 'CoverLeft':
      return attended(now, event);
    case 'ShiftEnded':
      return { ...common(now), state: 'ended' };
    case 'TimeCorrected':
      return corrected(now, event);
    default:
      return event satisfies never;
  }
}

function required(id: string, event: RecordedShiftEvent & { type: 'ShiftRequired' }): ShiftState {
  const { from, to, ...post } = event.data;
  const stretch = { from: instant(from), to: instant(to) };
  return { state: 'unfilled', id, version: event.version, ...post, ...stretch, attendance: [], steps: [] };
}

/** From who is booked and who is there follows the name of the state. */
function standing(shift: Shift, booking: Booking | undefined): ShiftState {
  const kept = common(shift);
  if (shift.state === 'ended') return { ...kept, state: 'ended' };
  if (presentIn(shift).length > 0) return { ...kept, state: 'attended', ...(booking ? { booking } : {}) };
  if (!booking) return { ...kept, state: 'unfilled' };
  return { ...kept, state: booking.confirmed ? 'confirmed' : 'booked', booking };
}

type PresenceEvent = RecordedShiftEvent & { type: 'CoverArrived' | 'CoverLeft' };

function attended(shift: Shift, event: PresenceEvent): ShiftState {
  const booking = bookingOf(shift);
  // Once the person who was booked has come, the booking has done its work: only presence speaks for them from here.
  const came = event.type === 'CoverArrived' && booking?.person === event.data.person;
  return standing(withStep(shift, event), came ? undefined : booking);
}

function corrected(shift: Shift, event: RecordedShiftEvent): ShiftState {
  const steps = shift.steps.map((step) => (step.version === event.corrects ? { ...step, at: event.occurredAt } : step));
  return { ...shift, steps, attendance: attendanceOf(steps) };
}

function withStep(shift: Shift, event: PresenceEvent): Shift {
  const { version, type, occurredAt, data } = event;
  const steps = [...shift.steps, { version, type, at: occurredAt, person: data.person }];
  return { ...shift, steps, attendance: attendanceOf(steps) };
}

/** In the order of time, not of recording: an arrival may be entered after the fact. */
function attendanceOf(steps: readonly PresenceStep[]): Attendance[] {
  const attendance: Attendance[] = [];
  for (const { type, at, person } of inTime(steps)) {
    const here = attendance.findLast((one) => one.person === person && one.to === undefined);
    if (type === 'CoverArrived' && !here) attendance.push({ person, from: at });
    if (type === 'CoverLeft' && here) here.to = at;
  }
  return attendance;
}

export function inTime<Step extends TimedStep>(steps: readonly Step[]): Step[] {
  return [...steps].sort((a, b) => a.at - b.at || a.version - b.version);
}

function common(shift: Shift): Required {
  const { id, version, service, place, kind, role, from, to, attendance, steps } = shift;
  return { id, version, service, place, kind, role, from, to, attendance, steps };
}
