import type { EventOf, Happened } from '#api';

export const shiftKinds = { base: 'Base', car: 'Car' } as const;
export const shiftRoles = { doctor: 'Doctor', nurse: 'Nurse', driver: 'Driver', receptionist: 'Receptionist' } as const;
export const withdrawalReasons = {
  sick: 'Sick',
  'family-emergency': 'Family emergency',
  'double-booked': 'Booked elsewhere',
  'booked-by-mistake': 'Booked by mistake',
  other: 'Another reason',
} as const;

export type ShiftKind = keyof typeof shiftKinds;
export type ShiftRole = keyof typeof shiftRoles;
export type WithdrawalReason = keyof typeof withdrawalReasons;

/** One post, for one stretch of time. `place` is a base or a car; `from` and `to` are UTC, ISO 8601, half open. */
export type ShiftEvents = {
  ShiftRequired: {
    service: number;
    place: number;
    kind: ShiftKind;
    role: ShiftRole;
    from: string;
    to: string;
  };
  CoverBooked: { person: string };
  CoverConfirmed: { person: string };
  CoverWithdrawn: { person: string; reason: WithdrawalReason };
  CoverArrived: { person: string };
  CoverLeft: { person: string };
  ShiftEnded: Nothing;
  TimeCorrected: Nothing;
};

type Nothing = Record<string, never>;

export type ShiftEvent = EventOf<ShiftEvents>;
export type RecordedShiftEvent = Happened<ShiftEvent>;

/** By name, for packs, which name events by string. */
export const shiftEventTypes = [
  'ShiftRequired',
  'CoverBooked',
  'CoverConfirmed',
  'CoverWithdrawn',
  'CoverArrived',
  'CoverLeft',
  'ShiftEnded',
  'TimeCorrected',
] as const satisfies readonly (keyof ShiftEvents)[];
