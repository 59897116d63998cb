import type { FailureCode } from '../codes.ts';
import type { Content } from '../content.ts';

/** What a channel carries: a version of a message, or a reminder that one is unread. */
export type Outgoing = {
  /** The same for the same version, whatever happens: whoever gets it twice can tell. */
  key: string;
  kind: 'message' | 'reminder';
  /** No patient is named in it: subjects and file names are read by everybody. */
  subject: string;
  text: string;
  html: string;
  content: Content | null;
};

export type Carried = { ok: true } | { ok: false; code: FailureCode };

/** A way to a practice's system. It answers within its time limit, never throws, and may be asked twice for one key. */
export type Channel = { send(outgoing: Outgoing, address: string): Promise<Carried> };
