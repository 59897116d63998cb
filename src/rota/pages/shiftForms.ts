import type { Field } from '#web';
import { shiftRoles } from '../events.ts';
import { type ShiftStepName, shiftLifecycle } from '../shiftSteps.ts';

type Choices = { readonly [code: string]: string };
const choices = (list: Choices) => Object.entries(list).map(([value, words]) => ({ value, words }));

/** What the forms of a shift offer that depends on the hour: people by account, steps whose time can be corrected by version. */
export type Offered = { fitting: Choices; present: Choices; steps: Choices };

const happened = (label: string): Field => ({
  kind: 'text',
  name: 'occurredAt',
  label,
  hint: 'Leave empty for now. A time of the shift such as 20:34, or with its date as 2027-03-28 20:34.',
  width: 20,
});
const reason = (step: ShiftStepName): Field => ({
  kind: 'list',
  name: 'reason',
  label: 'Why',
  blank: 'Choose a reason',
  choices: choices(shiftLifecycle.steps[step].reasons ?? {}),
});
const who = (label: string, people: Choices): Field => ({
  kind: 'list',
  name: 'person',
  label,
  blank: 'Choose somebody',
  choices: choices(people),
});

/** The questions of each step of a shift, in the order in which they are asked. */
export function fieldsOf(step: string, offered: Offered): Field[] {
  switch (step as ShiftStepName) {
    case 'book-cover':
      return [who('Who', offered.fitting)];
    case 'record-arrival':
      return [who('Who has come', offered.fitting), happened('When they came')];
    case 'record-leaving':
      return [who('Who has left', offered.present), happened('When they left')];
    case 'withdraw-cover':
      return [reason('withdraw-cover')];
    case 'correct-shift-time':
      return [
        { kind: 'list', name: 'version', label: 'Which step', blank: 'Choose a step', choices: choices(offered.steps) },
        { kind: 'text', name: 'to', label: 'The right date and time', hint: 'As 2027-03-28 20:34', width: 20 },
        reason('correct-shift-time'),
        { kind: 'long-text', name: 'explanation', label: 'Explanation', rows: 2 },
      ];
    default:
      return [];
  }
}

/** A post that has to be filled: where, by whom, from when to when. */
export function requireFields(places: Choices): Field[] {
  return [
    { kind: 'list', name: 'place', label: 'Base or car', blank: 'Choose a base or a car', choices: choices(places) },
    { kind: 'list', name: 'role', label: 'Role', blank: 'Choose a role', choices: choices(shiftRoles) },
    { kind: 'date', name: 'day', label: 'Day on which it begins', hint: 'For example, 28 3 2027' },
    { kind: 'time', name: 'from', label: 'From', hint: 'For example, 20:00' },
    {
      kind: 'time',
      name: 'to',
      label: 'To',
      hint: 'For example, 08:00. A time before the beginning is on the next day.',
    },
  ];
}
