import { sql } from 'kysely';
import type { Tx } from '#database';
import { type Instant, NotFound, type Period } from '#shared';
import { type ClockRow, readClock, type StoredClock } from '../clockRow.ts';
import { allClockColumns, amendedSql, everIn } from '../clockStore.ts';
import type { FigureRule, Rule } from '../packs/pack.ts';
import { type Change, changesFrom } from './changes.ts';
import { countClocks, countedSql } from './countStore.ts';
import { type Figure, type FigureAsk, figuresFrom } from './figure.ts';
import { shareOf } from './share.ts';
import type { CountedAs } from './tally.ts';

/** What a pack promises, in the order of every list. */
export function figureRules(pack: Pick<Rule, 'figures'>): readonly FigureRule[] {
  return pack.figures;
}

/** Every figure of the pack, in the order of the pack, then of the periods. One statement, whatever the number. */
export async function computeFigures(tx: Tx, ask: FigureAsk): Promise<Figure[]> {
  return figuresFrom(ask, await countClocks(tx, ask));
}

/** The figures, and what corrections have done to them since they were first recorded, from the same one statement. */
export async function figuresAndChanges(tx: Tx, ask: FigureAsk): Promise<{ figures: Figure[]; changes: Change[] }> {
  const counts = await countClocks(tx, ask);
  return { figures: figuresFrom(ask, counts), changes: changesFrom(ask, counts) };
}

export type Only = 'counted' | 'met' | 'late' | 'excluded' | 'unmeasurable' | 'amended';
export type Place = { countsAt: Instant; subject: string; lap: number };
export type BehindAsk = Omit<FigureAsk, 'periods'> & {
  measure: string;
  period: Period;
  only?: Only;
  after?: Place;
  limit?: number;
};
export type Behind = {
  clocks: (StoredClock & { countedAs: CountedAs })[];
  total: number;
  /** Where the next page begins; undefined on the last. */
  next?: Place;
};

/**
 * The clocks that a figure was counted from, oldest first, a page (100) at a time. NotFound for a measure that the pack
 * does not have; nothing for one that is not reported yet.
 */
export async function clocksBehindFigure(tx: Tx, ask: BehindAsk): Promise<Behind> {
  const { pack, period, after, asOf } = ask;
  const rule = pack.figures.find(({ measure }) => measure === ask.measure);
  if (!rule) throw new NotFound(`${pack.slug} has no measure ${ask.measure}`);
  const share = shareOf(rule, pack.settings);
  if (!share) return { clocks: [], total: 0 };
  const limit = Math.min(ask.limit ?? 100, 1000);
  const until = rule.kind === 'hours' ? Math.min(period.to, asOf) : period.to;
  const counted = countedSql(pack, asOf);
  const inside =
    ask.only === 'amended'
      ? everIn({ from: period.from, to: until as Instant })
      : sql`counts_at >= ${new Date(period.from)} and counts_at < ${new Date(until)}`;
  const page = after
    ? sql`where (counts_at, subject, lap) > (${new Date(after.countsAt)}, ${after.subject}::uuid, ${after.lap}::smallint)`
    : sql``;
  const { rows } = await sql<ClockRow & { counted_as: CountedAs; total: string }>`
    with behind as materialized (
      select ${allClockColumns}, ${counted.now} as counted_as from clock
      where tenant = ${ask.tenant} and service = ${ask.service.id} and measure = ${share.measure}
        and ${inside}),
    chosen as (select * from behind where ${chosen(ask.only ?? 'counted', share)})
    select *, (select count(*) from chosen) as total from chosen ${page} order by counts_at, subject, lap limit ${limit + 1}`.execute(
    tx,
  );
  const clocks = rows.slice(0, limit).map((row) => ({ ...readClock(row), countedAs: row.counted_as }));
  const last = clocks.at(-1);
  const next =
    rows.length > limit && last?.countsAt
      ? { countsAt: last.countsAt, subject: last.subject, lap: last.lap }
      : undefined;
  return { clocks, total: Number(rows[0]?.total ?? 0), ...(next ? { next } : {}) };
}

function chosen(only: Only, share: NonNullable<ReturnType<typeof shareOf>>) {
  const counted = [...share.numerator, ...share.denominator];
  const kinds: Record<Exclude<Only, 'amended'>, readonly CountedAs[]> = {
    counted,
    met: counted.filter((kind) => kind !== 'unmeasurable' && !share.late.includes(kind)),
    late: share.late,
    excluded: share.excluded,
    unmeasurable: ['unmeasurable'],
  };
  if (only !== 'amended') return sql`counted_as = any (${kinds[only]}::text[])`;
  return amendedSql;
}

/** People late in any line: each once, however many lines were late for them; a message is nobody. Callers who gave up are counted apart, in 8b. */
export async function peopleLate(tx: Tx, ask: FigureAsk): Promise<number> {
  const lines = ask.pack.figures.filter(
    (rule) =>
      (rule.kind === 'within' && rule.of !== 'messages') || (rule.kind === 'calls' && rule.show === 'answered-in-time'),
  );
  const measures = lines.map((rule) => (rule.kind === 'calls' ? rule.clock : rule.measure));
  const [from, to] = [ask.periods[0]?.from, ask.periods.at(-1)?.to];
  if (from === undefined || to === undefined) return 0;
  const { rows } = await sql<{ people: number }>`select count(distinct subject)::int as people from clock
    where tenant = ${ask.tenant} and service = ${ask.service.id} and measure = any (${measures})
      and counts_at >= ${new Date(from)} and counts_at < ${new Date(to)}
      and ${countedSql(ask.pack, ask.asOf).now} in ('missed', 'overdue')`.execute(tx);
  return rows[0]?.people ?? 0;
}
