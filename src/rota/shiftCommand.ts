import { commandsOf, type Facts, idOf, text, time } from '#api';
import type { Problem } from '#shared';
import type { ShiftEvent } from './events.ts';
import type { ShiftState } from './shift.ts';
import { type ShiftStepName, shiftLifecycle } from './shiftSteps.ts';

export type ShiftFacts = Facts & {
  /** The bases and cars of the service. */
  places?: readonly { id: number; slug: string; kind: 'base' | 'car' | 'elsewhere' }[];
  /** False where the person that the body names has no account here. */
  personKnown?: boolean;
  /** False where that person does not hold a role that fits the post. */
  personFits?: boolean;
};

/** Why a time was corrected, in words: one audit row. */
export type ShiftWrite = {
  table: 'audit';
  entity: 'shift-correction';
  key: string;
  change: Record<string, string | number>;
};
export type CoverKind = { state: ShiftState; event: ShiftEvent; facts: ShiftFacts; write: ShiftWrite };

export const shiftCommand = commandsOf<CoverKind, ShiftStepName>({
  module: 'rota',
  folder: 'shifts',
  lifecycle: shiftLifecycle,
});

export const occurredAt = time('when it happened').optional();
/** An account; the person who asks, where nobody is named. */
export const person = idOf('a person').optional();
export const slug = (what: string) => text(what, 60);

/** Cover is somebody of the post's own trade: anybody else is refused before they are counted. */
export function whoCannot({ personKnown, personFits }: ShiftFacts): Problem | undefined {
  if (personKnown === false) return unknownPerson;
  return personFits === false ? unfitPerson : undefined;
}

const unknownPerson = {
  field: 'person',
  code: 'person-unknown',
  message: 'There is nobody of that id here. Choose somebody from the list.',
};
const unfitPerson = {
  field: 'person',
  code: 'person-unfit',
  message: 'They do not hold a role that this post needs. Choose somebody from the list.',
};
