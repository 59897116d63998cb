import { sql } from 'kysely';
import type { Fragment, Tx } from '#database';
import { type Instant, instantFromMs, toIso } from '#shared';
import type { ChannelName, FailureCode } from './codes.ts';
import { handoverSettings } from './settings.ts';
import { tables } from './tables.ts';

type About = { tenant: number; practice: number; channel: ChannelName; at: Instant };

/** The channel has taken something: whatever failed before is over. */
export function tookRow({ tenant, practice, channel, at }: About): Fragment {
  return sql`insert into message_channel (tenant, practice, channel, last_sent_at, failures)
    values (${tenant}::int, ${practice}::int, ${channel}, ${toIso(at)}::timestamptz, 0)
    on conflict (tenant, practice) do update set channel = excluded.channel, last_sent_at = excluded.last_sent_at,
      failing_since = null, failure = null, failures = 0`;
}

export function failedRow({ tenant, practice, channel, at, code }: About & { code: FailureCode }): Fragment {
  return sql`insert into message_channel (tenant, practice, channel, failing_since, failure, failures)
    values (${tenant}::int, ${practice}::int, ${channel}, ${toIso(at)}::timestamptz, ${code}, 1)
    on conflict (tenant, practice) do update set channel = excluded.channel, failure = excluded.failure,
      failing_since = coalesce(message_channel.failing_since, excluded.failing_since), failures = message_channel.failures + 1`;
}

/** A practice whose channel takes nothing. */
export type Dropped = {
  practice: number;
  channel: ChannelName;
  since: Instant;
  lastSentAt?: Instant;
  failure: FailureCode;
  failures: number;
};

/** Channels with failures and no success for the time that a service sets, the longest first. */
export async function droppedChannels(tx: Tx, { tenant, now }: { tenant: number; now: Instant }): Promise<Dropped[]> {
  const before = new Date(now - handoverSettings.droppedAfterMs);
  const rows = await tables(tx)
    .selectFrom('message_channel')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('failing_since', '<=', before)
    .orderBy('failing_since')
    .execute();
  return rows.flatMap((row) =>
    row.failing_since === null
      ? []
      : [
          {
            ...{ practice: row.practice, channel: row.channel as ChannelName, failures: row.failures },
            since: instantFromMs(row.failing_since.getTime()),
            failure: (row.failure ?? 'unknown') as FailureCode,
            ...(row.last_sent_at === null ? {} : { lastSentAt: instantFromMs(row.last_sent_at.getTime()) }),
          },
        ],
  );
}
