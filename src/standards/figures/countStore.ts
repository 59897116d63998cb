import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#database';
import type { Instant } from '#shared';
import { amendedSql } from '../clockStore.ts';
import type { Rule } from '../packs/pack.ts';
import type { FigureAsk } from './figure.ts';
import { shareOf } from './share.ts';
import type { CountedAs, Counts, P95, Tally } from './tally.ts';

/** How a clock counts as of an instant, now and as first recorded: the SQL of `CountedAs`. */
export function countedSql(pack: Rule, asOf: Instant): { now: RawBuilder<CountedAs>; first: RawBuilder<CountedAs> } {
  const settled = (outcome: string, reason: string, ms: string) => sql<CountedAs>`case
    when ${sql.ref(outcome)} = 'missed' and ${sql.ref(reason)} = 'abandoned' then
      case when ${sql.ref(ms)} > ${pack.settings.abandonedAfterMs}::bigint then 'abandoned' else 'gave-up' end
    when ${sql.ref(outcome)} = 'excluded' and ${sql.ref(reason)} = 'hung-up-in-message' then 'hung-up'
    else ${sql.ref(outcome)} end`;
  const open = sql<CountedAs>`case when outcome = 'open' and due_at < ${new Date(asOf)} then 'overdue' else 'open' end`;
  const now = sql<CountedAs>`case when outcome in ('open', 'paused') then ${open} else ${settled('outcome', 'reason', 'counted_ms')} end`;
  const first = sql<CountedAs>`case when first_outcome is null then ${now}
    else ${settled('first_outcome', 'first_reason', 'first_counted_ms')} end`;
  return { now, first };
}

/** Measures of the clocks that the pack's figures count, and those among them that count only once they have begun. */
function measuresOf(pack: Rule): { all: string[]; begun: string[] } {
  const shares = pack.figures.flatMap((rule) => {
    const share = shareOf(rule, pack.settings);
    return share ? [{ measure: share.measure, hours: rule.kind === 'hours' }] : [];
  });
  return {
    all: [...new Set(shares.map(({ measure }) => measure))],
    begun: shares.filter(({ hours }) => hours).map(({ measure }) => measure),
  };
}

/** Counts every clock that any figure needs, for all measures and periods, in one statement. */
export async function countClocks(tx: Tx, ask: FigureAsk): Promise<Counts> {
  const { periods, asOf, pack, tenant, service } = ask;
  refuseDisorder(periods);
  const [from, to] = [periods[0]?.from, periods.at(-1)?.to];
  if (from === undefined || to === undefined) return { tallies: [], p95: [] };
  const { now, first } = countedSql(pack, asOf);
  const { all, begun } = measuresOf(pack);
  const starts = sql`${periods.map((period) => new Date(period.from).toISOString())}::timestamptz[]`;
  const ends = sql`${periods.map((period) => new Date(period.to).toISOString())}::timestamptz[]`;
  const ours = sql`tenant = ${tenant} and service = ${service.id} and measure = any (${all})`;
  const firstMs = sql`coalesce(case when first_outcome is null then counted_ms else first_counted_ms end, 0)`;
  // A clock whose start was corrected counts now by counts_at and first by first_counts_at: in two periods, it is two rows.
  const inOnePeriod = sql`width_bucket(first_counts_at, ${starts}) = width_bucket(counts_at, ${starts})
    and greatest(first_counts_at, counts_at) < (${ends})[width_bucket(counts_at, ${starts})]`;
  const { rows } = await sql<{ tallies: Tally[] | null; p95: P95[] | null }>`
    with counted as materialized (
      select measure, width_bucket(counts_at, ${starts}) as bucket, counts_at, ${now} as now,
        case when first_counts_at is null or ${inOnePeriod} then ${first} else 'elsewhere' end as first,
        coalesce(counted_ms, 0) as ms, ${firstMs} as first_ms, ${amendedSql} as amended
      from clock
      where ${ours} and counts_at >= ${new Date(from)} and counts_at < ${new Date(to)}
        and (measure <> all (${begun}) or counts_at < ${new Date(asOf)})
      union all
      select measure, width_bucket(first_counts_at, ${starts}), first_counts_at, 'elsewhere', ${first}, 0, ${firstMs}, ${amendedSql}
      from clock
      where ${ours} and first_counts_at is not null
        and first_counts_at >= ${new Date(from)} and first_counts_at < ${new Date(to)} and (${inOnePeriod}) is not true),
    inside as (select * from counted where counts_at < (${ends})[bucket]),
    tally as (
      select measure, bucket - 1 as period, now, first, count(*) as clocks, count(*) filter (where amended) as amended,
        sum(ms) as ms, sum(first_ms) as "firstMs"
      from inside group by measure, bucket, now, first),
    p95 as (
      select measure, bucket - 1 as period,
        percentile_disc(0.95) within group (order by ms) filter (where now in ('met', 'missed')) as now,
        percentile_disc(0.95) within group (order by first_ms) filter (where first in ('met', 'missed')) as first
      from inside where measure = any (${waits(pack)}) group by measure, bucket)
    select (select json_agg(tally) from tally) as tallies, (select json_agg(p95) from p95) as p95`.execute(tx);
  return { tallies: rows[0]?.tallies ?? [], p95: rows[0]?.p95 ?? [] };
}

function waits(pack: Rule): string[] {
  return pack.figures.flatMap((rule) => (rule.kind === 'calls' && rule.show === 'p95-wait' ? [rule.clock] : []));
}

function refuseDisorder(periods: FigureAsk['periods']): void {
  periods.forEach((period, index) => {
    const before = periods[index - 1];
    if (period.from >= period.to || (before && before.to > period.from)) {
      throw new RangeError('periods of figures are in order and do not overlap');
    }
  });
}
