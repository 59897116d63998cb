import type { FailureCode } from '../codes.ts';

/** Which of our letters came back. */
export type LetterKey = { message: string; version: number; isReminder: boolean };

/** Why nobody can tell from a letter alone what became of ours. */
export type Unreadable = 'too-large' | 'not-mail' | 'no-report';

/** What came of a letter, as the mail server that had it says. `failed`: nobody tries it again. `delayed`: somebody still does. */
export type Bounce = { key?: LetterKey } & (
  | { kind: 'failed'; code: FailureCode; status?: string }
  | { kind: 'delayed'; status?: string }
  | { kind: 'delivered' }
  | { kind: 'unreadable'; why: Unreadable }
);

const ours =
  /\b([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})\.v([1-9]\d{0,3})(-reminder-\d{1,2})?(?![\w-])/i;

export const unreadableWords: { readonly [W in Unreadable]: string } = {
  'too-large': 'it is too large to be read',
  'not-mail': 'it cannot be read as a letter',
  'no-report': 'it is no report that a program can read',
};

/** What a person is told of a letter that came back. */
export function letterWords({
  kind,
  status,
  why,
}: {
  kind: Bounce['kind'];
  status?: string;
  why?: Unreadable;
}): string {
  if (kind === 'unreadable') return `A letter, and ${unreadableWords[why ?? 'no-report']}.`;
  const code = status === undefined ? '' : ` (${status})`;
  return kind === 'failed' ? `A letter came back undelivered${code}.` : `A letter is held up${code}.`;
}

/** Our own key in whatever a mail server gives back of a letter: an envelope's id, an address, a Message-ID. */
export function keyIn(text: string): LetterKey | undefined {
  const found = ours.exec(text);
  if (!found) return undefined;
  const [, message = '', version, reminder] = found;
  return { message: message.toLowerCase(), version: Number(version), isReminder: reminder !== undefined };
}

/** Enhanced status codes (RFC 3463): class, subject, detail. */
export function codeOfStatus(status: string | undefined): FailureCode {
  const [, subject, detail] = /^[245]\.(\d{1,3})\.(\d{1,3})$/.exec(status ?? '') ?? [];
  if (subject === '1') return 'address-refused';
  if (subject === '2' && detail === '2') return 'mailbox-full';
  if (subject === '4') return 'no-answer';
  return subject === '7' ? 'refused' : 'returned';
}
