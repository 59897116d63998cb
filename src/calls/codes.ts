/** The closed lists of this module: code, and the words that a person reads. Codes go into events and never change. */
export const priorities = { urgent: 'Urgent', other: 'Other' } as const;
export const urgencies = { emergency: 'Emergency', urgent: 'Urgent', 'less-urgent': 'Less urgent' } as const;
export const places = { advice: 'Advice', base: 'Base', visit: 'Visit' } as const;

export const entryRoutes = {
  telephone: 'Telephone',
  'nhs-111': 'NHS 111',
  'health-professional': 'Health professional',
  'walk-in': 'Walk-in',
  'other-service': 'Another service',
} as const;

export const queues = {
  'to-assess-urgent': 'To ring back, urgent',
  'to-assess-other': 'To ring back, other',
  'in-assessment': 'Being assessed',
  'to-book': 'To book',
  base: 'At a base',
  visit: 'Home visits',
  'in-consultation': 'Being seen',
  'to-close': 'To close',
} as const;

/** Why a priority or an urgency went up. */
export const raisingReasons = {
  'got-worse': 'The patient has got worse',
  'new-information': 'Something new was learnt',
  'repeat-contact': 'They have rung again',
  'entered-wrong': 'It was entered wrongly',
} as const;

/** Why it went down: always a clinician's judgement, or a slip put right by a clinician. */
export const loweringReasons = {
  'clinician-reviewed': 'A clinician has reviewed it',
  improved: 'The patient has improved',
  'entered-wrong': 'It was entered wrongly',
} as const;

export const moveReasons = {
  'needs-other-pool': 'Another pool must deal with it',
  'shift-change': 'The person has gone off duty',
  interrupted: 'It was interrupted',
  'moved-by-mistake': 'It was moved by mistake',
} as const;

export const placeReasons = {
  'cannot-travel': 'The patient cannot travel',
  'can-travel': 'The patient can travel after all',
  'base-shut': 'The base is shut',
  'patient-asked': 'The patient asked',
  'entered-wrong': 'It was entered wrongly',
  'came-to-base': 'They came to a base',
} as const;

export const redirectReasons = {
  'base-shut': 'The base is shut',
  'no-doctor': 'There is no doctor at the base',
  'base-full': 'The base is full',
} as const;

/** What came of ringing the patient. Only `spoke` is contact. */
export const contactResults = {
  'no-reply': 'No reply',
  engaged: 'Engaged',
  'message-left': 'A message was left',
  'wrong-number': 'Wrong number',
  spoke: 'Spoke to them',
} as const;

export const comfortResults = { spoke: 'Spoke to them', 'no-reply': 'No reply' } as const;

export const welfareBy = {
  police: 'Police',
  ambulance: 'Ambulance',
  neighbour: 'Neighbour or relative',
  visit: 'A visit of ours',
} as const;

export const welfareResults = { safe: 'Safe', 'not-found': 'Not found', 'needs-help': 'Needs help' } as const;

export const linkKinds = {
  repeat: 'The same matter again',
  duplicate: 'The same contact, entered twice',
  'same-patient': 'The same patient, another matter',
} as const;

export const unlinkReasons = {
  'linked-by-mistake': 'They were linked by mistake',
  'another-patient': 'They are of two patients',
  'another-matter': 'They are of two matters',
} as const;

export const replaceReasons = {
  'wrong-patient': 'The wrong patient was chosen',
  'merged-record': 'Two records of one patient were made one',
} as const;

/** What of a patient changed while the case was open. */
export const detailKinds = {
  'ring-back': 'Number to ring back',
  'where-now': 'Where they are now',
  caller: 'Who rings for them',
  restricted: 'Restricted address',
  practice: 'Registered practice',
} as const;

/** Why a third contact in 96 hours is not passed to a clinician. */
export const repeatReasons = {
  'another-matter': 'It is about another matter',
  'clinician-has-it': 'A clinician has the case already',
  'caller-declined': 'The caller does not want it',
  'asked-for-a-time': 'They asked only when they will be rung',
} as const;

/** An answered call from which no case comes: about no patient at all. A call that is about somebody has a case, or is noted on theirs. */
export const noCaseReasons = {
  'wrong-number': 'A wrong number',
  question: 'A question about no patient',
  'our-own': 'One of our own people, about no patient',
  'another-service': 'Another service, about no patient',
} as const;

/** With whom the patient is. A child who is alone, or with nobody but children, is nobody's afterthought. */
export const withWhom = { alone: 'Alone', adult: 'With an adult', children: 'With children only' } as const;

/** What a clinician asks first beside the age. `other` is also whoever is not sure or would rather not say. */
export const sexes = { female: 'Female', male: 'Male', other: 'Other' } as const;

export const forPractice = { action: 'Action', information: 'Information only' } as const;

export const outcomes = {
  advice: 'Advice given',
  'seen-at-base': 'Seen at a base',
  'seen-at-home': 'Seen at home',
  'no-reply': 'No reply',
  'did-not-attend': 'Did not attend',
  'did-not-wait': 'Did not wait',
  cancelled: 'Cancelled by the patient',
  'ambulance-999': 'Passed to 999',
  'emergency-department': 'Sent to an emergency department',
  admitted: 'Admitted',
  'community-service': 'Passed to a community service',
  pharmacy: 'Sent to a pharmacy',
  'own-gp': 'Own GP',
  'death-verified': 'Death verified',
} as const;

export type Priority = keyof typeof priorities;
export type Urgency = keyof typeof urgencies;
export type Place = keyof typeof places;
export type FaceToFace = Exclude<Place, 'advice'>;
export type EntryRoute = keyof typeof entryRoutes;
export type Queue = keyof typeof queues;
export type RaisingReason = keyof typeof raisingReasons;
export type LoweringReason = keyof typeof loweringReasons;
export type PriorityReason = RaisingReason | LoweringReason;
export type UrgencyReason = PriorityReason;
export type MoveReason = keyof typeof moveReasons;
export type PlaceReason = keyof typeof placeReasons;
export type RedirectReason = keyof typeof redirectReasons;
export type Outcome = keyof typeof outcomes;
export type ContactResult = keyof typeof contactResults;
export type ComfortResult = keyof typeof comfortResults;
export type WelfareBy = keyof typeof welfareBy;
export type WelfareResult = keyof typeof welfareResults;
export type LinkKind = keyof typeof linkKinds;
export type UnlinkReason = keyof typeof unlinkReasons;
export type DetailKind = keyof typeof detailKinds;
export type ReplaceReason = keyof typeof replaceReasons;
export type RepeatReason = keyof typeof repeatReasons;
export type NoCaseReason = keyof typeof noCaseReasons;
export type WithWhom = keyof typeof withWhom;
export type Sex = keyof typeof sexes;
export type ForPractice = keyof typeof forPractice;

/** What is only true of a patient who was advised, or seen there. */
export const onlyAfter: { readonly [O in Outcome]?: 'advice' | FaceToFace } = {
  advice: 'advice',
  'seen-at-base': 'base',
  'seen-at-home': 'visit',
};
