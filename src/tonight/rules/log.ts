import type { Instant } from '#shared';
import { ordinal } from './ordinal.ts';

/** What a line of the shift log is about. Whatever it is, a named person wrote it, and it is never changed. */
export const logKinds = {
  note: 'A note',
  rang: 'Somebody was rung',
  asked: 'Somebody was asked',
  sick: 'Somebody rang in sick',
  action: 'A ranked action',
  level: 'The pressure level',
  correction: 'A correction',
} as const;
export type LogKind = keyof typeof logKinds;

/** How somebody who was rung answered. */
export const ringAnswers = {
  'no-reply': 'No reply',
  'message-left': 'A message was left',
  coming: 'They are coming',
  'cannot-come': 'They cannot come',
  spoke: 'We spoke',
} as const;
export type RingAnswer = keyof typeof ringAnswers;

export type LogLine = {
  id: string;
  at: Instant;
  by: string;
  kind: LogKind;
  words: string;
  person?: string;
  place?: number;
  shift?: string;
  subject?: string;
  answer?: RingAnswer;
  try?: number;
  corrects?: string;
};

/** Which try this one is: those of the night to the same person that nobody answered, and this one. */
export function tryOf(lines: readonly LogLine[], person: string): number {
  const reached = lines.findLastIndex(
    (line) =>
      line.person === person && line.kind === 'rang' && line.answer !== 'no-reply' && line.answer !== 'message-left',
  );
  return 1 + lines.slice(reached + 1).filter((line) => line.kind === 'rang' && line.person === person).length;
}

export type Namer = { person(account: string): string | undefined; place(id: number): string | undefined };

/** "Called Dr Lowe for Canal Bridge. No reply, 3rd try." */
export function lineWords(line: LogLine, name: Namer): string {
  const who = line.person === undefined ? undefined : (name.person(line.person) ?? 'somebody');
  const where = line.place === undefined ? '' : ` for ${name.place(line.place) ?? 'a place that is gone'}`;
  const said = line.words.trim();
  switch (line.kind) {
    case 'rang': {
      const nth = line.try !== undefined && line.try > 1 ? `, ${ordinal(line.try)} try` : '';
      const answer = line.answer ? ` ${ringAnswers[line.answer]}${nth}.` : '';
      return [`Called ${who ?? 'somebody'}${where}.${answer}`, said].filter(Boolean).join(' ');
    }
    case 'asked':
      return `Asked ${who ?? 'somebody'}${where}: ${said}`;
    case 'sick':
      return `${who ?? 'Somebody'} rang in sick. ${said}`;
    case 'correction':
      return `Correction: ${said}`;
    default:
      return said;
  }
}

/** When somebody was last rung for a shift, or at all. */
export function lastRung(lines: readonly LogLine[], about: { person?: string; shift?: string }): LogLine | undefined {
  return lines.findLast(
    ({ kind, person, shift }) =>
      kind === 'rang' &&
      ((about.shift !== undefined && shift === about.shift) || (about.person !== undefined && person === about.person)),
  );
}
