import type { Field } from '#web';
import type { CaseStepName } from '../caseSteps.ts';
import { caseLifecycle } from '../caseSteps.ts';
import {
  comfortResults,
  contactResults,
  entryRoutes,
  forPractice,
  linkKinds,
  outcomes,
  places,
  priorities,
  queues,
  urgencies,
  welfareBy,
  welfareResults,
  withWhom,
} from '../codes.ts';
import { sexField } from '../sexField.ts';
import { allergiesAsked } from '../triage/note.ts';

type Choices = { [code: string]: string };
const choices = (list: Choices) => Object.entries(list).map(([value, words]) => ({ value, words }));

/** What a form offers that depends on the hour: places of the service, free times, steps whose time can be corrected. */
export type Offered = {
  bases: Choices;
  cars: Choices;
  slots: Choices;
  steps: Choices;
  /** Other cases of the same patient, or of the same number to ring back. */
  others: Choices;
  linked: Choices;
  specialNotes: Choices;
};

const happened: Field = {
  kind: 'time',
  name: 'occurredAt',
  label: 'When it happened',
  hint: 'Leave empty for now. A time today, such as 20:34.',
};
const words = (label: string, name = 'note', rows = 2): Field => ({ kind: 'long-text', name, label, rows });
const part = (name: string, label: string, rows = 3): Field => words(label, `note.${name}`, rows);
/** The rest of the note is written with the boxes of call-backs. */
const forWhoeverSees: readonly Field[] = [part('complaint', 'Complaint and history'), part('plan', 'Plan')];
const listOf = (name: string, label: string, list: Choices, blank = 'Choose one'): Field => ({
  kind: 'list',
  name,
  label,
  blank,
  choices: choices(list),
});
const inline = (name: string, label: string, list: Choices): Field => ({
  kind: 'choice',
  name,
  label,
  choices: choices(list),
  isInline: true,
});
const ticked = (name: string, label: string, yes: string): Field => ({
  kind: 'choice',
  name,
  label,
  choices: [{ value: 'yes', words: yes }],
});
/** The parts of a note as boxes; a box left empty keeps nothing back: the note says what is missing when the case is closed. */
const note: Field[] = [
  part('complaint', 'Complaint and history', 4),
  part('examination', 'Findings'),
  part('impression', 'Impression', 2),
  inline('note.allergies.asked', 'Allergies', allergiesAsked),
  part('allergies.list', 'Which allergies', 1),
  part('plan', 'Treatment and plan'),
  part('safetyNet', 'Safety-net advice', 2),
  inline('note.forPractice.kind', 'For the practice', forPractice),
  part('forPractice.text', 'What the practice is asked to do', 2),
];
const outcome = listOf('outcome', 'Outcome', outcomes, 'Choose an outcome');
const urgency: Field = {
  kind: 'choice',
  name: 'urgency',
  label: 'How soon',
  hint: 'Emergency 1 h, urgent 2 h, less urgent 6 h.',
  choices: choices(urgencies),
  isInline: true,
};
const worse = ticked('worse', 'How are they now?', 'They are worse');
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
      return [...note, happened];
    case 'finish-and-book':
      return [urgency, listOf('slot', 'Base and time', offered.slots, 'Choose a free time'), ...forWhoeverSees];
    case 'finish-and-visit':
      return [urgency, listOf('car', 'Car', offered.cars, 'No car yet'), ...forWhoeverSees];
    case 'finish-and-close':
    case 'close-case':
      return [outcome, ...note];
    case 'write-note':
      return [...note, words('Why something is added, once the case is closed', 'why')];
    case 'arrive':
      return [listOf('place', 'Where', offered.bases, 'Where they are booked'), happened];
    case 'come-to-base':
      return [
        listOf('place', 'Where', offered.bases, 'Choose the base'),
        words('What they say', 'said'),
        worse,
        happened,
      ];
    case 'did-not-wait':
    case 'did-not-attend':
    case 'set-off':
    case 'arrive-visit':
    case 'connect-interpreter':
      return [happened];
    case 'note-repeat':
      return [words('What they say now', 'said'), worse, happened];
    case 'decline-repeat':
      return [reason('decline-repeat')];
    case 'try-contact':
      return [
        inline('result', 'What came of it', contactResults),
        words('What was heard'),
        ticked('keep', 'And then', 'Keep the case'),
      ];
    case 'welfare-check':
      return [
        inline('by', 'Who went to look', welfareBy),
        inline('result', 'What they found', welfareResults),
        words('What they said'),
        happened,
      ];
    case 'comfort-call':
      return [inline('result', 'What came of it', comfortResults), worse];
    case 'read-special-note':
      return [listOf('note', 'Special note', offered.specialNotes)];
    case 'answer-special-note':
      return [
        listOf('note', 'Special note', offered.specialNotes),
        inline('stillTrue', 'Is it still true?', { yes: 'Yes', no: 'No' }),
        words('What is no longer true', 'what'),
      ];
    case 'link-case':
      return [listOf('to', 'Other case', offered.others, 'Choose a case'), listOf('as', 'What they share', linkKinds)];
    case 'unlink-case':
      return [listOf('to', 'Linked case', offered.linked, 'Choose a case'), reason('unlink-case')];
    case 'replace-patient':
      return [...identityFields, reason('replace-patient'), words('What happened', 'explanation', 3)];
    case 'change-details':
      return [...reachFields, words('How it came to be known, if it helps', 'explanation')];
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
        {
          kind: 'text',
          name: 'miles',
          label: 'Miles from where they are',
          hint: 'In a straight line, such as 6.4. Leave empty to have it measured from their postcode.',
          width: 5,
        },
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

/** Where they are and how they are reached: a box left empty keeps what stands. */
const reachFields: Field[] = [
  { kind: 'telephone', name: 'ringBack', label: 'Number to ring back', hint: 'Leave empty what has not changed.' },
  words('Where the patient is now', 'whereNow'),
  words('Home address, if they are elsewhere', 'homeAddress'),
  inline('withWhom', 'With whom', withWhom),
  { kind: 'text', name: 'callerName', label: 'Caller’s name, if not the patient', width: 30 },
  { kind: 'text', name: 'callerRelation', label: 'Who the caller is to the patient', width: 20 },
  ticked('addressRestricted', 'Is the address restricted?', 'Show it only to those who must get there'),
  { kind: 'text', name: 'practice', label: 'Registered practice', width: 30 },
];

/** Who the patient is, asked the same way wherever it is asked. */
const identityFields: Field[] = [
  { kind: 'text', name: 'patientName', label: 'Patient’s name', width: 30 },
  { kind: 'date', name: 'dateOfBirth', label: 'Date of birth', hint: 'For example, 31 3 1980' },
  sexField,
  { kind: 'telephone', name: 'ringBack', label: 'Number to ring back' },
  words('Where the patient is now', 'whereNow'),
  words('Home address, if they are elsewhere', 'homeAddress'),
  ticked('addressRestricted', 'Is the address restricted?', 'Show it only to those who must get there'),
  inline('withWhom', 'With whom', withWhom),
  { kind: 'text', name: 'callerName', label: 'Caller’s name, if not the patient', width: 30 },
  { kind: 'text', name: 'callerRelation', label: 'Who the caller is to the patient', width: 20 },
  { kind: 'nhs-number', name: 'nhsNumber', label: 'NHS number, if known' },
  ticked('keepUnverified', 'If the NHS number does not check', 'Keep it as unverified'),
  { kind: 'text', name: 'practice', label: 'Registered practice', width: 30 },
];

/** Whoever walks in stands at a base, which only the form of walk-ins asks: offered here, the way in could never be taken. */
const { 'walk-in': _, ...routesHere } = entryRoutes;

/** The one form of a call taker: who, where, what number, what is wrong. */
export function openCaseFields(fromCall: boolean): Field[] {
  const route: Field[] = fromCall
    ? []
    : [
        { kind: 'list', name: 'entryRoute', label: 'How it came', choices: choices(routesHere) },
        {
          kind: 'time',
          name: 'answeredAt',
          label: 'When a person answered',
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
