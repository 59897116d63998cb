import { readStream, type Tx } from '#database';
import { namesWithin } from '#people';
import type { Instant } from '#shared';
import { openClocks } from '#standards';
import { answeredWithoutCase } from '../withoutCase.ts';

export type RingingCall = { id: string; since: Instant; due: Instant };
export type AnsweredCall = { id: string; answeredAt: Instant; by: string; account: string };
export type CallList = { ringing: readonly RingingCall[]; answered: readonly AnsweredCall[] };

type About = { tenant: number; service: number };

/** Calls that ring, the longest waiting first. */
export async function ringingCalls(tx: Tx, about: About): Promise<RingingCall[]> {
  const clocks = (await openClocks(tx, about)).filter(({ measure }) => measure === 'answer');
  return clocks
    .flatMap(({ subject, startedAt, dueAt }) =>
      startedAt === null || dueAt === null ? [] : [{ id: subject, since: startedAt, due: dueAt }],
    )
    .sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
}

/** The same with the calls that were answered and have no case yet, and who answered each. */
export async function callList(tx: Tx, { tenant, service, now }: About & { now: Instant }): Promise<CallList> {
  const ringing = await ringingCalls(tx, { tenant, service });
  const answered = await answeredWithoutCase(tx, { tenant, service, now });
  const accounts = new Map<string, string>();
  for (const { id } of answered) {
    const by = (await readStream(tx, tenant, id)).findLast(({ type }) => type === 'CallAnswered')?.recordedBy;
    if (by) accounts.set(id, by);
  }
  const names = await namesWithin(tx, accounts.values());
  return {
    ringing,
    answered: answered.map((call) => {
      const account = accounts.get(call.id) ?? '';
      return { ...call, account, by: names.get(account) ?? (account ? 'somebody' : 'rung back') };
    }),
  };
}
