import { commandsOf, type Facts, time } from '#api';
import { type Instant, NotFound, type Problem, type Result, refused, uuidv7FromKey } from '#shared';
import type { ChannelName } from './codes.ts';
import type { Content } from './content.ts';
import type { Episode } from './episode.ts';
import type { MessageEvent } from './events.ts';
import type { MessageState } from './message.ts';
import { type MessageStepName, messageLifecycle, practiceRoles } from './messageSteps.ts';

/** A practice that is open, and how it is reached. */
export type Recipient = { id: number; code: string; name: string; channel: ChannelName; channelAddress: string };

export type MessageFacts = Facts & {
  /** The closed case, as its note says it now. */
  episode?: Episode;
  /** Who it goes to: the successor, where the practice has closed for good. */
  recipient?: Recipient;
  serviceName?: string;
  /** The practices that the actor speaks for. */
  mine?: readonly number[];
};

/** The words of a version; never changed once written. */
export type BodyWrite = { table: 'body'; version: number; content: Content };
/** What somebody wrote of what they did with it. */
export type WordsWrite = {
  table: 'words';
  id: string;
  kind: 'rejected' | 'settled' | 'rerouted' | 'acted';
  body: string;
};
export type MessageWrite = BodyWrite | WordsWrite;

export type MessageKind = { state: MessageState; event: MessageEvent; facts: MessageFacts; write: MessageWrite };

export const messageCommand = commandsOf<MessageKind, MessageStepName>({
  module: 'handover',
  folder: 'messages',
  lifecycle: messageLifecycle,
  guard(state, step, facts) {
    if (step.roles === practiceRoles) ownOrNothing(state, facts);
    return undefined;
  },
});

/** A practice does not learn that a message of another is there. */
function ownOrNothing(state: MessageState, { mine = [] }: MessageFacts): void {
  const isOurs = state.state !== 'none' && state.practice !== undefined && mine.includes(state.practice);
  if (!isOurs) throw new NotFound('there is no such message');
}

export const occurredAt = time('when it happened').optional();

/** Never before it was due, never later than now. */
export function momentOf(said: Instant | undefined, state: MessageState, now: Instant): Result<Instant> {
  const at = said ?? now;
  const before = state.state === 'none' ? 0 : state.consultedAt;
  if (at <= now && at >= before) return { ok: true, value: at };
  const problem: Problem = {
    field: 'occurredAt',
    code: 'time-out-of-order',
    message: 'Give a time after the consultation and not later than now.',
  };
  return refused(problem);
}

/** The row of what was written beside a step; none where nothing was. */
export function wordsOf(
  state: MessageState,
  { kind, body, now }: { kind: WordsWrite['kind']; body: string | undefined; now: Instant },
): WordsWrite[] {
  if (body === undefined || state.state === 'none') return [];
  return [{ table: 'words', id: uuidv7FromKey(now, `${state.id} ${kind} ${state.version}`), kind, body }];
}
