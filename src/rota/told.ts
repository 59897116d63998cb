import { correctionReasons } from '#api';
import { instant, showDay, showTime } from '#shared';
import type { StreamTeller } from '#standards';
import { type RecordedShiftEvent, type ShiftEvents, shiftRoles, withdrawalReasons } from './events.ts';
import { replayShift } from './shift.ts';
import { shiftLifecycle, shiftStepWords } from './shiftSteps.ts';

/** A required shift on the page of one of its hours. */
export const shiftTeller: StreamTeller = {
  birth: 'ShiftRequired',
  kind: 'Post',
  isPatientData: false,
  title: ({ data }, place) => {
    const { place: id, role } = data as ShiftEvents['ShiftRequired'];
    return `${place(id) ?? 'A place that is gone'}, ${shiftRoles[role].toLowerCase()}`;
  },
  what: (event) => shiftWhat(event as unknown as RecordedShiftEvent),
  reasons: { ...withdrawalReasons, ...correctionReasons },
  correction: {
    roles: shiftLifecycle.steps['correct-shift-time'].roles,
    action: (stream) => `/shifts/${stream}/correct-time`,
    reasons: correctionReasons,
    steps: (events) => {
      const state = replayShift(events[0]?.stream ?? '', events as unknown as RecordedShiftEvent[]);
      const steps = state.state === 'none' ? [] : state.steps;
      return steps.map(({ version, type, at }) => {
        const words = shiftStepWords(type);
        return { version, at, words: words.charAt(0).toUpperCase() + words.slice(1) };
      });
    },
  },
};

function shiftWhat(event: RecordedShiftEvent): string {
  switch (event.type) {
    case 'ShiftRequired': {
      const { role, from, to } = event.data;
      const start = instant(from);
      return `${shiftRoles[role]} required ${showDay(start)} ${showTime(start)} to ${showTime(instant(to))}`;
    }
    case 'CoverBooked':
      return 'Somebody booked';
    case 'CoverConfirmed':
      return 'Booking confirmed';
    case 'CoverWithdrawn':
      return `Booking withdrawn: ${withdrawalReasons[event.data.reason].toLowerCase()}`;
    case 'CoverArrived':
      return 'Somebody came';
    case 'CoverLeft':
      return 'They left';
    case 'ShiftEnded':
      return 'Shift ended';
    case 'TimeCorrected':
      return 'Time corrected';
    default:
      return event satisfies never;
  }
}
