/** The closed lists of special notes: code, and the words that a person reads. */
export const noteKinds = {
  'care-plan': 'Care plan',
  allergy: 'Allergy',
  safeguarding: 'Safeguarding',
  'violence-risk': 'Risk of violence',
  'key-safe': 'Key safe',
  dnacpr: 'Do not attempt resuscitation',
} as const;
export type NoteKind = keyof typeof noteKinds;

export const endReasons = {
  'no-longer-true': 'It is no longer true',
  'left-practice': 'The patient has left the practice',
  died: 'The patient has died',
  'wrong-patient': 'It was about another patient',
  'written-twice': 'It was written twice',
} as const;
export type EndReason = keyof typeof endReasons;

/** Why a practice that was asked for a note writes none. */
export const declineReasons = {
  'not-needed': 'A note would not help this patient',
  'not-ours': 'The patient is not registered here',
  'patient-declined': 'The patient does not want one',
} as const;
export type DeclineReason = keyof typeof declineReasons;

export const useKinds = {
  read: 'Read',
  true: 'Said to be still true',
  untrue: 'Said to be no longer true',
  'not-read': 'Not read before the case was closed',
} as const;
export type UseKind = keyof typeof useKinds;
