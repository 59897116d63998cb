import { addDays, showDate } from '#shared';

/** How a message reaches a practice. What is behind each is the handover's. */
export const messageChannels = { folder: 'A folder of its system', smtp: 'Secure email' } as const;
export type MessageChannel = keyof typeof messageChannels;

/** What a person is at a practice. Either may write its notes and raise its concerns. */
export const posts = { manager: 'Practice manager', clinician: 'Clinician of the practice' } as const;
export type Post = keyof typeof posts;

export type Practice = {
  id: number;
  /** The organisation data service's code, by which forms and files name it. */
  code: string;
  name: string;
  address: string;
  telephone: string;
  channel: MessageChannel;
  channelAddress: string;
  /** The last day on which it was open, where it closes for good. */
  closedOn?: string;
  successor?: number;
};

/** Whether a practice is there on a day: open, or closed for good, with or without another that took its patients. */
export type Standing =
  | { state: 'open'; practice: Practice }
  | { state: 'closed'; practice: Practice; closedOn: string; successor: Practice }
  | { state: 'closed-without-successor'; practice: Practice; closedOn: string };

/** Follows successors until one that is open; a chain that ends in a closed one, or goes in a circle, has none. */
export function standingOf(practice: Practice, known: ReadonlyMap<number, Practice>, on: string): Standing {
  const { closedOn } = practice;
  if (closedOn === undefined || closedOn >= on) return { state: 'open', practice };
  const seen = new Set([practice.id]);
  for (let next = successorOf(practice, known); next && !seen.has(next.id); next = successorOf(next, known)) {
    if (next.closedOn === undefined || next.closedOn >= on)
      return { state: 'closed', practice, closedOn, successor: next };
    seen.add(next.id);
  }
  return { state: 'closed-without-successor', practice, closedOn };
}

function successorOf({ successor }: Practice, known: ReadonlyMap<number, Practice>): Practice | undefined {
  return successor === undefined ? undefined : known.get(successor);
}

/** Why a practice that was to close for good, or had, is open. */
export const reopenReasons = {
  mistake: 'It was closed by mistake',
  'stays-open': 'It does not close after all',
  'opened-again': 'It has opened again',
} as const;
export type ReopenReason = keyof typeof reopenReasons;

/** The last day of a practice is known a month after it at the latest, and a year before it at the earliest: anything else is a slip. */
export const closingBounds = { backDays: 31, aheadDays: 366 } as const;

export function isClosingDay(on: string, today: string): boolean {
  return on >= addDays(today, -closingBounds.backDays) && on <= addDays(today, closingBounds.aheadDays);
}

/**
 * Who else has this folder or this address: what is sent there is read there. A practice and the one that took its patients may share one;
 * nobody else takes over the folder of a practice that has closed, which its old system may still read.
 */
export function holderOf(
  wanted: Pick<Practice, 'code' | 'channel' | 'channelAddress'>,
  known: readonly Practice[],
): Practice | undefined {
  const own = known.find(({ code }) => code === wanted.code);
  const isFollowed = (one: Practice, by: Practice | undefined) => by !== undefined && one.successor === by.id;
  return known.find(
    (one) =>
      one.code !== wanted.code &&
      one.channel === wanted.channel &&
      one.channelAddress.toLowerCase() === wanted.channelAddress.toLowerCase() &&
      !isFollowed(one, own) &&
      !(own && isFollowed(own, one)),
  );
}

/** What a page says beside the name of a practice that has closed, or that will. */
export function closedWords(standing: Standing): string {
  if (standing.state === 'open') {
    const { closedOn } = standing.practice;
    return closedOn === undefined ? '' : `closes for good after ${showDate(closedOn)}`;
  }
  const since = `closed for good after ${showDate(standing.closedOn)}`;
  return standing.state === 'closed'
    ? `${since}: ${standing.successor.name} took its patients`
    : `${since}, with no successor`;
}

/** A name as it is looked for: small letters, without accents or marks, single spaces. */
export function searchable(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ');
}
