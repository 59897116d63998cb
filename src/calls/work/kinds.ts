import type { Role } from '#api';
import { minutes } from '#shared';
import type { Source } from '#standards';

const clinicians: readonly Role[] = ['triage-nurse', 'doctor', 'visiting-doctor', 'medical-director'];
const desk: readonly Role[] = ['health-advisor', 'receptionist', 'shift-lead'];
const ours = (says: string): Source => ({ tag: ['D'], says: `Ours: ${says}` });

/** One kind of work: in which words, by whom, within what, and how it ends. Data: each limit a setting of ours with its source. */
export type KindOfWork = {
  words: string;
  forRoles: readonly Role[];
  dueMs: number;
  source: Source;
  /**
   * What may be answered when it is done. Absent: it ends by what is recorded on the case, by this step, and by nothing else, so that
   * nobody can say of a call to the patient that it was made without its standing there.
   */
  results?: { readonly [code: string]: string };
  onCase?: string;
  /** It ends by the message, as the case's kinds end by the case: neither done nor withdrawn while nobody has the message. */
  onMessage?: true;
  /** Not reached: the same again, this long after, so many times in all. */
  again?: { results: readonly string[]; afterMs: number; most: number };
};

const KINDS = {
  'ring-back-abandoned': {
    words: 'Ring back: hung up before anybody answered',
    forRoles: ['health-advisor', 'triage-nurse', 'shift-lead'],
    dueMs: minutes(10),
    source: ours('no national rule asks for it; a caller who gave up may be the one who can wait least.'),
    results: {
      reached: 'Reached them',
      'no-reply': 'No reply',
      engaged: 'Engaged',
      'wrong-number': 'Wrong number',
      'no-number': 'No number is known',
      'no-help-needed': 'They need no help now',
    },
    again: { results: ['no-reply', 'engaged'], afterMs: minutes(10), most: 3 },
  },
  'move-booked': {
    words: 'Move a booked patient',
    forRoles: desk,
    dueMs: minutes(30),
    source: ours('nobody travels to a door that is shut; the case says where they were sent.'),
    onCase: 'redirect',
  },
  'ring-did-not-wait': {
    words: 'Ring back: did not wait, or did not come',
    forRoles: [...clinicians, ...desk],
    dueMs: minutes(30),
    source: ours('nobody is written off for having left: somebody speaks to them.'),
    onCase: 'try-contact',
  },
  'comfort-call': {
    words: 'Comfort call: they wait longer than they were told',
    forRoles: [...clinicians, ...desk],
    dueMs: minutes(15),
    source: ours('asks whether the patient is worse. It never stops a clock.'),
    onCase: 'comfort-call',
  },
  'failed-contact': {
    words: 'Ring the patient again: not reached',
    forRoles: clinicians,
    dueMs: minutes(10),
    source: ours('due when the next try counts by the policy of failed contact.'),
    onCase: 'try-contact',
  },
  'welfare-check': {
    words: 'Have somebody look whether they are safe',
    forRoles: [...clinicians, 'shift-lead'],
    dueMs: minutes(30),
    source: ours('asked for by the policy of failed contact once the tries are made.'),
    onCase: 'welfare-check',
  },
  'wrong-number': {
    words: 'Find the right number',
    forRoles: desk,
    dueMs: minutes(15),
    source: ours('the patient waits while a stranger is rung.'),
    onCase: 'try-contact',
  },
  'message-exception': {
    words: 'A message to a practice needs somebody',
    forRoles: ['shift-lead', 'receptionist', 'administrator', 'medical-director'],
    dueMs: minutes(60),
    source: ours('the practice acts on what it has read, and on nothing else.'),
    onMessage: true,
  },
  'stuck-lease': {
    words: 'Somebody has a case and has stopped work on it',
    forRoles: ['shift-lead', 'medical-director'],
    dueMs: minutes(5),
    source: ours('a patient must not wait behind a screen that nobody sits at.'),
    results: { released: 'The case was given back', 'still-at-work': 'They are still at work on it' },
  },
  'visit-without-crew': {
    words: 'Find a car: nobody is in the one that has the visit',
    forRoles: ['shift-lead', 'health-advisor'],
    dueMs: minutes(10),
    source: ours('a visit in a car that nobody is in is with nobody; the next crew does not know of it (H17).'),
    onCase: 'assign-visit',
  },
  'open-base': {
    words: 'Open a base again: its time has come',
    forRoles: ['shift-lead', 'receptionist', 'medical-director', 'administrator'],
    dueMs: minutes(5),
    source: ours('a base that stays shut beyond its time takes nobody, and nobody has decided that.'),
    results: { opened: 'It is open', 'stays-shut': 'It stays shut' },
  },
} satisfies Record<string, KindOfWork>;

export type WorkKind = keyof typeof KINDS;
export const workKinds: { readonly [K in WorkKind]: KindOfWork } = KINDS;

/** When a comfort call falls due by itself: data, ours. */
export const comfortRule = {
  /** Raised so long before the limit of a case that nobody has begun on. */
  beforeMs: minutes(5),
  /** Again so long after the last that reached them, and sooner after one that did not. */
  everyMs: minutes(30),
  unansweredMs: minutes(10),
  source: ours(
    'peers ring at the limit and then each half hour; a limit that will be missed is told as soon as it is seen.',
  ),
} as const;

/** What came of work that ended by what was recorded on the case. */
export const settledResults: { readonly [code: string]: string } = {
  settled: 'It has reached the practice',
  'by-telephone': 'Told the practice by telephone',
  'given-up': 'Nobody can take it',
  moved: 'They were moved',
  reached: 'Reached them',
  tried: 'They were rung',
  found: 'The right number was found',
  'not-found': 'Not found',
  spoke: 'Spoke to them',
  'no-reply': 'No reply',
  safe: 'They are safe',
  'needs-help': 'They need help',
  released: 'The case was given back',
  'still-at-work': 'They are still at work on it',
  given: 'Another car has the visit',
  'crew-there': 'Somebody is in the car again',
};
