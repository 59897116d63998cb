import type { Problem } from '#shared';
import type { FaceToFace, Outcome } from '../codes.ts';
import type { Note } from './note.ts';

type Part = 'complaint' | 'examination' | 'impression' | 'allergies' | 'safetyNet' | 'plan' | 'forPractice';

const spoken: readonly Part[] = ['complaint', 'impression', 'allergies', 'safetyNet', 'plan', 'forPractice'];
const seen: readonly Part[] = [
  'complaint',
  'examination',
  'impression',
  'allergies',
  'safetyNet',
  'plan',
  'forPractice',
];
/** To people who will see the patient within the hour: their own advice takes the place of ours. */
const passedOn: readonly Part[] = ['complaint', 'impression', 'allergies', 'plan', 'forPractice'];
/** Nobody was spoken to: what was tried, and what the practice is to know. */
const notReached: readonly Part[] = ['plan', 'forPractice'];

/** To somebody who will see the patient later tonight, and who reads first what was said by telephone and what for. */
const beforeSeen: readonly Part[] = ['complaint', 'plan'];

/** What a note must say before a case may close with an outcome. Decision 0024 gives the reasons. */
const required: { readonly [O in Outcome]: readonly Part[] } = {
  advice: spoken,
  'seen-at-base': seen,
  'seen-at-home': seen,
  'ambulance-999': ['complaint', 'plan', 'forPractice'],
  'emergency-department': passedOn,
  admitted: passedOn,
  'community-service': spoken,
  pharmacy: spoken,
  'own-gp': spoken,
  'death-verified': ['examination', 'plan', 'forPractice'],
  'no-reply': notReached,
  'did-not-attend': notReached,
  'did-not-wait': notReached,
  cancelled: notReached,
};

const asks: { readonly [P in Part]: string } = {
  complaint: 'Write the complaint and its history.',
  examination: 'Write what the examination found.',
  impression: 'Write your impression.',
  allergies: 'Say of allergies: none known, which ones, or that they were not asked about.',
  safetyNet: 'Write the safety-net advice: what to look out for, and what to do then.',
  plan: 'Write the plan, or why the case is closed.',
  forPractice: 'Say whether the practice is asked to act, or only told.',
};

/** What a note still lacks before a case can close with this outcome; none, and it is complete. */
export function missingFrom(note: Note | undefined, outcome: Outcome): Problem[] {
  const lacking = required[outcome].filter((part) => note?.[part] === undefined);
  const problems = lacking.map((part) => ({ field: `note.${part}`, code: 'note-incomplete', message: asks[part] }));
  return note && givenUnasked(note) ? [...problems, unasked] : problems;
}

/** What a note still lacks before a base or a car is asked to see the patient. */
export function missingBeforeSeen(note: Note | undefined): Problem[] {
  return beforeSeen
    .filter((part) => note?.[part] === undefined)
    .map((part) => ({ field: `note.${part}`, code: 'note-incomplete', message: asks[part] }));
}

const unasked: Problem = {
  field: 'note.allergies.asked',
  code: 'allergies-not-asked',
  message: 'A medicine was given or prescribed: ask about allergies, and write down the answer.',
};

function givenUnasked({ medicines = [], allergies }: Note): boolean {
  return medicines.some(({ how }) => how !== 'advised') && (allergies?.asked ?? 'not-asked') === 'not-asked';
}

/** Whether a note says all that a case closed with this outcome must. */
export function isWhole(note: Note | undefined, outcome: Outcome): boolean {
  return missingFrom(note, outcome).length === 0;
}

/** Whether a note says all that a consultation of its kind must: what is written into the event beside its version. */
export function noteComplete(note: Note | undefined, place?: FaceToFace): boolean {
  return isWhole(note, place === 'base' ? 'seen-at-base' : place === 'visit' ? 'seen-at-home' : 'advice');
}
