import type { Problem } from '#shared';
import type { Choice, Field, Values } from '#web';
import { priorities, withWhom } from '../codes.ts';
import { nhsNumberFields } from '../nhsNumberFields.ts';
import { sexField } from '../sexField.ts';
import { practiceAnswers } from '../taking/form.ts';
import { interpreterAnswers, languages } from '../taking/languages.ts';

/** Ways in that are no telephone call of a patient: each with the questions that it needs. */
export const entryForms = {
  'health-professional': {
    heading: 'A health professional rings about a patient',
    says: 'Straight to a clinician: urgent unless you say otherwise.',
    priority: 'urgent',
  },
  'walk-in': {
    heading: 'A patient has walked in',
    says: 'The clock runs from when they came in (NQR 10b, 10c), not from when this is typed.',
    priority: 'other',
  },
  'other-service': {
    heading: 'Another service sends a patient',
    says: 'Ambulance crew, emergency department, pharmacy, another out-of-hours service.',
    priority: 'other',
  },
} as const;
export type EntryForm = keyof typeof entryForms;

export function isEntryForm(route: string | undefined): route is EntryForm {
  return route !== undefined && Object.hasOwn(entryForms, route);
}

type Shown = { values?: Values; problems?: readonly Problem[] };

const time = (name: string, label: string): Field => ({
  kind: 'time',
  name,
  label,
  hint: 'Leave empty for now. A time today, such as 20:34.',
});

const professional: readonly Field[] = [
  { kind: 'text', name: 'referrerName', label: 'Who is ringing', width: 20 },
  { kind: 'text', name: 'referrerRole', label: 'Their role', width: 20 },
  { kind: 'text', name: 'referrerOrganisation', label: 'Where they work', width: 30 },
  { kind: 'telephone', name: 'referrerNumber', label: 'Number to ring them past the switchboard' },
];

const service: readonly Field[] = [
  { kind: 'text', name: 'referrerOrganisation', label: 'Which service', width: 30 },
  { kind: 'text', name: 'referrerName', label: 'Who is ringing', width: 20 },
  { kind: 'text', name: 'referrerRole', label: 'Their role', width: 20 },
  { kind: 'telephone', name: 'referrerNumber', label: 'Number to ring them' },
];

const spoken: readonly Field[] = [
  {
    kind: 'list',
    name: 'language',
    label: 'Language',
    blank: 'Not asked',
    choices: Object.entries(languages).map(([value, words]) => ({ value, words })),
  },
  {
    kind: 'choice',
    name: 'interpreter',
    label: 'Interpreter',
    choices: Object.entries(interpreterAnswers).map(([value, words]) => ({ value, words })),
    isInline: true,
  },
];

const company = (label: string): Field => ({
  kind: 'choice',
  name: 'withWhom',
  label,
  choices: Object.entries(withWhom).map(([value, words]) => ({ value, words })),
  isInline: true,
});

const restricted: Field = {
  kind: 'choice',
  name: 'addressRestricted',
  label: 'If nobody else may know the address',
  choices: [{ value: 'yes', words: 'Restricted' }],
};

const beside: readonly Field[] = [
  { kind: 'text', name: 'callerName', label: 'Who speaks for the patient, if somebody does', width: 20 },
  { kind: 'text', name: 'callerRelation', label: 'They are the patient’s', width: 20 },
];

const patientFields = (shown: Shown): Field[] => [
  { kind: 'text', name: 'patientName', label: 'Patient’s name', width: 30 },
  { kind: 'date', name: 'dateOfBirth', label: 'Date of birth', hint: 'For example, 31 3 1980' },
  sexField,
  ...nhsNumberFields('NHS number, if known', shown),
  { kind: 'telephone', name: 'ringBack', label: 'Number to ring the patient' },
];

const last: readonly Field[] = [
  { kind: 'long-text', name: 'complaint', label: 'What is wrong', rows: 3 },
  {
    kind: 'choice',
    name: 'priority',
    label: 'First priority',
    choices: [
      { value: 'life', words: 'Life-threatening: 999' },
      ...Object.entries(priorities).map(([value, words]) => ({ value, words })),
    ],
    isInline: true,
  },
];

const practiceFields = (practices: readonly Choice[]): Field[] => [
  {
    kind: 'list',
    name: 'practiceId',
    label: 'Practice',
    blank: 'Not asked yet',
    choices: [...practices, ...Object.entries(practiceAnswers).map(([value, words]) => ({ value, words }))],
  },
  { kind: 'text', name: 'practice', label: 'Practice that is not in the list', width: 30 },
];

const home = (label: string): Field => ({ kind: 'text', name: 'homeAddress', label, width: 30 });

/** The questions of a way in, in the order in which they are asked. */
export function entryFields(
  route: EntryForm,
  { bases, practices }: { bases: readonly Choice[]; practices: readonly Choice[] },
  shown: Shown = {},
): Field[] {
  const patient = patientFields(shown);
  const where: Field = { kind: 'long-text', name: 'whereNow', label: 'Where the patient is now', rows: 2 };
  if (route === 'walk-in') {
    return [
      { kind: 'list', name: 'place', label: 'Base', blank: 'Choose the base', choices: bases },
      time('arrivedAt', 'When they came in'),
      ...patient,
      ...practiceFields(practices),
      home('Home address'),
      restricted,
      company('Who came with them'),
      ...beside,
      ...spoken,
      ...last,
    ];
  }
  const from = route === 'health-professional' ? professional : service;
  return [
    ...from,
    time('answeredAt', 'When a person answered'),
    ...patient,
    ...practiceFields(practices),
    where,
    home('Home address, where it is another'),
    restricted,
    company('Who is with the patient'),
    ...beside,
    ...spoken,
    ...last,
  ];
}
