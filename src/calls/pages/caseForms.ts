import type { Field } from '#web';
import type { CaseStepName } from '../caseSteps.ts';
import { caseLifecycle } from '../caseSteps.ts';
import { entryRoutes, outcomes, places, priorities, queues, urgencies } from '../codes.ts';

type Choices = { [code: string]: string };
const choices = (list: Choices) => Object.entries(list).map(([value, words]) => ({ value, words }));

/** What a form offers that depends on the hour: places of the service, free times, steps whose time can be corrected. */
export type Offered = {
  bases: Choices;
  cars: Choices;
  slots: Choices;
  steps: Choices;
};

const happened: Field = {
  kind: 'time',
  name: 'occurredAt',
  label: 'When it happened',
  hint: 'Leave empty for now. A time today, such as 20:34.',
};
const note = (label: string): Field => ({ kind: 'long-text', name: 'note', label, rows: 6 });
const reason = (step: CaseStepName): Field => ({
  kind: 'list',
  name: 'reason',
  label: 'Why',
  blank: 'Choose a reason',
  choices: choices(caseLifecycle.steps[step].reasons ?? {}),
});

/** The questions of each step of a case, in the order in which they are asked. */
export function fieldsOf(step: string, offered: Offered): Field[] {
  switch (step as CaseStepName) {
    case 'start-assessment':
    case 'start-consultation':
      return [happened];
    case 'finish-assessment':
      return [
        { kind: 'choice', name: 'place', label: 'Where', choices: choices(places), isInline: true },
        {
          kind: 'choice',
          name: 'urgency',
          label: 'How soon',
          hint: 'Leave empty for advice. Emergency 1 h, urgent 2 h, less urgent 6 h.',
          choices: choices(urgencies),
          isInline: true,
        },
        happened,
      ];
    case 'book-base':
      return [
        {
          kind: 'list',
          name: 'slot',
          label: 'Base and time',
          blank: 'Choose a free time',
          choices: choices(offered.slots),
        },
      ];
    case 'request-visit':
      return [
        {
          kind: 'list',
          name: 'car',
          label: 'Car',
          hint: 'Leave empty if a car is still to be found.',
          blank: 'No car yet',
          choices: choices(offered.cars),
        },
      ];
    case 'assign-visit':
      return [{ kind: 'list', name: 'car', label: 'Car', blank: 'Choose a car', choices: choices(offered.cars) }];
    case 'finish-consultation':
      return [note('Note'), happened];
    case 'close-case':
      return [
        { kind: 'list', name: 'outcome', label: 'Outcome', blank: 'Choose an outcome', choices: choices(outcomes) },
        note('Advice given, or why it is closed'),
      ];
    case 'change-priority':
      return [
        { kind: 'choice', name: 'to', label: 'Priority', choices: choices(priorities), isInline: true },
        reason('change-priority'),
      ];
    case 'change-urgency':
      return [
        { kind: 'choice', name: 'to', label: 'How soon', choices: choices(urgencies), isInline: true },
        reason('change-urgency'),
      ];
    case 'change-place':
      return [
        {
          kind: 'choice',
          name: 'to',
          label: 'Where',
          choices: choices({ base: places.base, visit: places.visit }),
          isInline: true,
        },
        reason('change-place'),
      ];
    case 'redirect':
      return [
        {
          kind: 'list',
          name: 'from',
          label: 'From',
          hint: 'Leave empty where they are booked.',
          blank: 'Where they are booked',
          choices: choices(offered.bases),
        },
        { kind: 'list', name: 'to', label: 'To', blank: 'Choose a base', choices: choices(offered.bases) },
        { kind: 'text', name: 'miles', label: 'Miles from where they are', hint: 'Such as 6.4', width: 5 },
        reason('redirect'),
      ];
    case 'move-case':
      return [
        { kind: 'list', name: 'to', label: 'Queue', blank: 'Choose a queue', choices: choices(queues) },
        reason('move-case'),
        { kind: 'long-text', name: 'explanation', label: 'More, if it helps', rows: 2 },
      ];
    case 'correct-case-time':
      return [
        { kind: 'list', name: 'version', label: 'Which step', blank: 'Choose a step', choices: choices(offered.steps) },
        { kind: 'text', name: 'to', label: 'The right date and time', hint: 'Such as 2027-03-28 20:58:00', width: 20 },
        reason('correct-case-time'),
        { kind: 'long-text', name: 'explanation', label: 'Explanation', rows: 2 },
      ];
    default:
      return [];
  }
}

/** The one form of a call taker: who, where, what number, what is wrong. */
export function openCaseFields(fromCall: boolean): Field[] {
  const route: Field[] = fromCall
    ? []
    : [
        { kind: 'list', name: 'entryRoute', label: 'How it came', choices: choices(entryRoutes) },
        {
          kind: 'time',
          name: 'answeredAt',
          label: 'When a person answered, or the patient arrived',
          hint: 'A time today, such as 20:34.',
        },
      ];
  return [
    ...route,
    { kind: 'text', name: 'patientName', label: 'Patient’s name', width: 30 },
    { kind: 'date', name: 'dateOfBirth', label: 'Date of birth', hint: 'For example, 31 3 1980' },
    { kind: 'telephone', name: 'ringBack', label: 'Number to ring back' },
    { kind: 'long-text', name: 'whereNow', label: 'Where the patient is now', rows: 2 },
    { kind: 'long-text', name: 'complaint', label: 'What is wrong', rows: 3 },
    { kind: 'choice', name: 'priority', label: 'First priority', choices: choices(priorities), isInline: true },
    { kind: 'text', name: 'callerName', label: 'Caller’s name, if not the patient', width: 30 },
    { kind: 'text', name: 'callerRelation', label: 'Who the caller is to the patient', width: 20 },
    { kind: 'nhs-number', name: 'nhsNumber', label: 'NHS number, if known' },
    {
      kind: 'choice',
      name: 'keepUnverified',
      label: 'If the NHS number does not check',
      choices: [{ value: 'yes', words: 'Keep it as unverified' }],
    },
    { kind: 'text', name: 'practice', label: 'Registered practice', width: 30 },
  ];
}
