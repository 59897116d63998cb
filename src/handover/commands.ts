import type { Stage } from '#api';
import type { Fragment, StoredEvent, Tx } from '#database';
import { practiceIdsOf, practicesSpokenFor } from '#practices';
import { ok } from '#shared';
import { clockRows, foldClocks, ruleFor } from '#standards';
import { failedRow, tookRow } from './channelStore.ts';
import { episodeOf } from './episodeStore.ts';
import type { RecordedMessageEvent } from './events.ts';
import type { MessageState } from './message.ts';
import type { MessageFacts, MessageKind } from './messageCommand.ts';
import { bodyRow, foldMessage, messageRow, wordsRow } from './messageStore.ts';
import { recipientNamed, recipientOf } from './recipientStore.ts';

export type Around = { serviceName(service: number): string };

/** Where load, decide and append meet for messages. */
export function messageStage({ serviceName }: Around): Stage<MessageKind> {
  return {
    fold: foldMessage,
    async facts(tx, { needs, body, state, setting }) {
      const { tenant, service, now: at, account } = setting;
      const facts: Partial<MessageFacts> = service === undefined ? {} : { serviceName: serviceName(service) };
      if (needs.includes('mine')) {
        facts.mine = (await practicesSpokenFor(tx, { tenant, account, at })).flatMap(practiceIdsOf);
      }
      const about = state.state === 'none' ? String(body.case ?? '') : state.case;
      if (needs.includes('episode')) facts.episode = await episodeOf(tx, tenant, about);
      if (!needs.includes('recipient')) return facts;
      if (typeof body.practice === 'string')
        return { ...facts, recipient: await recipientNamed(tx, { tenant, text: body.practice, at }) };
      const practice = state.state === 'none' ? facts.episode?.practice : state.practice;
      return { ...facts, recipient: await recipientOf(tx, { tenant, practice, at }) };
    },
    serviceOf: (state) => (state.state === 'none' ? undefined : state.service),
    patientData: true,
    async rows({ setting, before, after, state, decision }, tx) {
      const { tenant, stream, now, account } = setting;
      const rule = await ruleOfStream(tx, after);
      const clocks = { before: foldClocks(rule, before), after: foldClocks(rule, after) };
      const writes = (decision.writes ?? []).map((write) =>
        write.table === 'body'
          ? bodyRow(tenant, stream, write, now)
          : wordsRow(tenant, stream, write, { by: account, at: now }),
      );
      const channel = channelRows(tenant, state, after.slice(before.length) as unknown as RecordedMessageEvent[]);
      return ok([
        messageRow(tenant, state),
        ...clockRows({ tenant, subject: stream, ...clocks }),
        ...writes,
        ...channel,
      ]);
    },
  };
}

function channelRows(tenant: number, state: MessageState, events: readonly RecordedMessageEvent[]): Fragment[] {
  if (state.state === 'none' || state.practice === undefined || state.channel === undefined) return [];
  const { practice, channel } = state;
  return events.flatMap((event) => {
    const about = { tenant, practice, channel, at: event.occurredAt };
    if (event.type === 'MessageSent') return [tookRow(about)];
    if (event.type === 'MessageReturned') return [failedRow({ ...about, code: event.data.code })];
    return event.type === 'SendFailed' ? [failedRow({ ...about, code: event.data.code })] : [];
  });
}

/** The rule that a stream is measured by is that of its birth. */
function ruleOfStream(tx: Tx, events: readonly StoredEvent[]) {
  const birth = events[0];
  if (!birth || typeof birth.data.service !== 'number') throw new Error('a birth names its service');
  return ruleFor(tx, birth.data.service, birth.occurredAt);
}
