import { minutes } from '#shared';
import type { LimitLine, SpanRule } from '../clock/rule.ts';
import { startsBy } from './nqr2006Clocks.ts';
import type { Settings } from './pack.ts';

const calendar = 'round-the-clock';

/** NQR 9a and 10a: what was found life-threatening is with the ambulance service, not only on its way there. */
export const pass: SpanRule = {
  kind: 'span',
  family: 'pass-999',
  says: 'Starts when somebody finds the condition life-threatening, stops when the ambulance service has confirmed that it has the call.',
  birth: 'PassNeeded',
  start: [{ on: 'PassNeeded' }],
  stop: [{ on: 'PassConfirmed' }],
  exclude: [{ on: 'PassStoodDown', reason: 'stood-down', withinLimit: true }],
  attributes: { at: [{ on: 'PassNeeded', field: 'at' }] },
  lines: [
    passLine('pass-999-telephone-3min', 'NQR 9a', 'telephone', 'Life-threatening, passed to 999 within 3 min'),
    passLine('pass-999-walk-in-3min', 'NQR 10a', 'base', 'Walked in, life-threatening, passed to 999 within 3 min'),
  ],
};

function passLine(measure: string, clause: string, at: 'telephone' | 'base', words: string): LimitLine {
  return { measure, clause, words, where: { at }, withinMs: minutes(3), calendar };
}

/** NQR 13. Closing the case without one does not make the interpreter any less needed: missed. */
export function interpreter(policy: Settings['clockStartPolicy']): SpanRule {
  return {
    kind: 'span',
    family: 'interpreter',
    says: 'Starts at the first contact of a patient who needs an interpreter, stops when the interpreter is connected.',
    birth: 'CaseOpened',
    start: startsBy(policy, { has: 'interpreter' }),
    stop: [{ on: 'InterpreterConnected' }],
    fail: [{ on: 'CaseClosed', reason: 'closed-without-interpreter' }],
    attributes: {},
    lines: [
      {
        measure: 'interpreter-15min',
        clause: 'NQR 13',
        words: 'Interpreter connected within 15 min',
        withinMs: minutes(15),
        calendar,
      },
    ],
  };
}

/** Not in any rule book: whoever raised the work said when it is due. Never a figure. */
export const work: SpanRule = {
  kind: 'span',
  family: 'work',
  says: 'Starts when a piece of work is raised, stops when somebody has done it. Whoever raised it said when it is due.',
  birth: 'WorkRaised',
  start: [{ on: 'WorkRaised' }],
  stop: [{ on: 'WorkDone' }],
  exclude: [{ on: 'WorkWithdrawn', reason: 'withdrawn', withinLimit: true }],
  attributes: {},
  lines: [{ measure: 'work-item', clause: 'Own', words: 'Work done when it was due', due: { field: 'dueAt' } }],
};

const ends = { sent: 'MessageSent', received: 'MessageReceived', read: 'MessageRead' } as const;
type MessageSettings = Pick<Settings, 'messageDue' | 'messageCountsWhen' | 'withoutPractice' | 'messageReturned'>;

/**
 * NQR 2. A message that the practice or a mail server gives back was not sent to the patient's practice: it does not count, and the wait
 * goes on from the same consultation. Told by hand is sent; a patient who does not want it sent is left out, in time.
 */
export function message({
  messageDue,
  messageCountsWhen,
  withoutPractice,
  messageReturned,
}: MessageSettings): SpanRule {
  const stop = ends[messageCountsWhen];
  // What the practice has by another way is not owed to it any more.
  const returned = messageReturned === 'sent' ? [] : [{ on: 'MessageReturned', where: { arrived: false } }];
  const nobody = { on: 'MessageSettled', reason: 'no-practice' };
  return {
    kind: 'span',
    family: 'message',
    says: `Starts when the consultation is complete, stops when its message is ${messageCountsWhen}; due at 08:00 on a working day.`,
    birth: 'MessageDue',
    start: [
      { on: 'MessageDue', at: 'consultedAt' },
      { on: 'MessageRejected', at: 'consultedAt' },
      ...returned.map((came) => ({ ...came, at: 'consultedAt' })),
    ],
    stop: [{ on: stop }, { on: 'MessageSettled', where: { how: 'by-hand' } }],
    exclude: [
      { on: 'MessageRejected', reason: 'given-back' },
      ...returned.map((came) => ({ ...came, reason: 'returned' })),
      { on: 'MessageSettled', where: { how: 'declined' }, reason: 'declined', withinLimit: true },
      ...(withoutPractice === 'excluded' ? [nobody] : []),
    ],
    ...(withoutPractice === 'excluded' ? {} : { unmeasurable: [nobody] }),
    attributes: {},
    lines: [
      {
        measure: 'message-by-0800',
        clause: 'NQR 2',
        words: 'Message at the practice by 08:00 on the next working day',
        due: { nextWorkingDayAt: '08:00', policy: messageDue },
      },
    ],
    laps: true,
  };
}
