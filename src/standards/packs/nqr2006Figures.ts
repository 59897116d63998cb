import type { BandRule, CallsShow, FigureGroup, FigureRule, Source } from './pack.ts';

/** Standards 1.2: points short of a requirement of 100 %; 95 is the floor of full compliance, not the requirement. */
const outOfAll: BandRule = {
  kind: 'points-short',
  requirementPercent: 100,
  fullWithin: 5,
  partialWithin: 10,
  source: {
    tag: ['M-high', 'F4'],
    says: 'Full within 5 points of 100 %, partial within 10, else non-compliant; unrounded.',
  },
};

function ceiling(mostPercent: number, source: Source): BandRule {
  return { kind: 'ceiling', mostPercent, source };
}

const nqr8: Source = { tag: ['M-high'], says: 'NQR July 2006, requirement 8 (standards 1.3).' };
const nqr9: Source = { tag: ['M-high'], says: 'NQR July 2006, requirement 9 (standards 1.3).' };
const nqr12: Source = {
  tag: ['M-high'],
  says: 'NQR July 2006, requirement 12, reported as six lines (standards 1.3).',
};
const nqr2: Source = { tag: ['F3'], says: 'NQR July 2006, requirement 2 (standards 1.3, 1.4).' };
const nqr10: Source = { tag: ['M-high'], says: 'NQR July 2006, requirement 10 (standards 1.3).' };
const nqr13: Source = { tag: ['M-high'], says: 'NQR July 2006, requirement 13 (standards 1.3).' };
const counted: Source = { tag: ['D'], says: 'A count beside NQR 8: offered is answered plus abandoned in the queue.' };
const hoursOwn: Source = {
  tag: ['F3', 'D'],
  says: 'NQR 7 asks for capacity matched to demand; uncovered hours of a required post are our own measure of it.',
};

function calls(
  measure: string,
  clause: string,
  words: string,
  show: CallsShow,
): Extract<FigureRule, { kind: 'calls' }> {
  return { kind: 'calls', measure, clause, words, group: 'Telephone', source: counted, clock: 'answer', show };
}

function within(
  measure: string,
  clause: string,
  words: string,
  about: { group: FigureGroup; source: Source },
): FigureRule {
  return { kind: 'within', measure, clause, words, ...about, band: outOfAll };
}

const telephone = { group: 'Telephone', source: nqr9 } as const;
const walkedIn = { group: 'Seen at a base', source: nqr10 } as const;
const base = { group: 'Seen at a base', source: nqr12 } as const;
const home = { group: 'Seen at home', source: nqr12 } as const;

/** In the order of every list and page. */
export const nqr2006Figures: readonly FigureRule[] = [
  {
    ...calls('calls-answered-in-60', 'NQR 8c', 'Calls answered within 60 s', 'answered-in-time'),
    source: nqr8,
    band: outOfAll,
  },
  {
    ...calls('calls-abandoned', 'NQR 8b', 'Calls given up after 30 s', 'abandoned-share'),
    source: nqr8,
    band: ceiling(5, nqr8),
  },
  {
    kind: 'not-reported',
    measure: 'calls-engaged',
    clause: 'NQR 8a',
    words: 'Calls that found the line engaged',
    group: 'Telephone',
    source: nqr8,
    band: ceiling(0.1, nqr8),
  },
  calls('offered', 'NQR 8', 'Calls offered', 'offered'),
  calls('answered', 'NQR 8', 'Calls answered', 'answered'),
  calls('abandoned', 'NQR 8', 'Calls given up in the queue', 'abandoned'),
  calls('mean-wait-seconds', 'NQR 8', 'Mean wait of answered calls, in seconds', 'mean-wait'),
  calls('p95-wait-seconds', 'NQR 8', '95 in 100 answered calls waited no longer than, in seconds', 'p95-wait'),
  within('pass-999-telephone-3min', 'NQR 9a', 'Life-threatening, passed to 999 within 3 min', telephone),
  within('assessment-urgent-in-20', 'NQR 9b', 'Urgent, rung back within 20 min', telephone),
  within('assessment-other-in-60', 'NQR 9c', 'Other, rung back within 60 min', telephone),
  within('interpreter-15min', 'NQR 13', 'Interpreter connected within 15 min', { ...telephone, source: nqr13 }),
  within('pass-999-walk-in-3min', 'NQR 10a', 'Walked in, life-threatening, passed to 999 within 3 min', walkedIn),
  within('walk-in-urgent-in-20', 'NQR 10b', 'Walked in, urgent, assessed within 20 min', walkedIn),
  within('walk-in-other-in-60', 'NQR 10c', 'Walked in, other, assessed within 60 min', walkedIn),
  within('face-to-face-emergency-1h-base', 'NQR 12a', 'Emergency, within 1 h', base),
  within('face-to-face-urgent-2h-base', 'NQR 12b', 'Urgent, within 2 h', base),
  within('face-to-face-less-urgent-6h-base', 'NQR 12c', 'Less urgent, within 6 h', base),
  within('face-to-face-emergency-1h-visit', 'NQR 12a', 'Emergency, within 1 h', home),
  within('face-to-face-urgent-2h-visit', 'NQR 12b', 'Urgent, within 2 h', home),
  within('face-to-face-less-urgent-6h-visit', 'NQR 12c', 'Less urgent, within 6 h', home),
  {
    kind: 'within',
    measure: 'message-by-0800',
    clause: 'NQR 2',
    words: 'Notes at the practice by 08:00',
    group: 'Messages and cover',
    source: nqr2,
    band: outOfAll,
    of: 'messages',
  },
  {
    kind: 'hours',
    measure: 'uncovered-base-hours',
    clause: 'NQR 7',
    words: 'Base-hours not covered',
    group: 'Messages and cover',
    source: hoursOwn,
    clock: 'uncovered-base-hours',
    band: ceiling(0, { tag: ['D'], says: 'Every required hour is to be covered; a contract may allow some.' }),
  },
];
