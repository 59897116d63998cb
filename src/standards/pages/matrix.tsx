import { localDate, type Period, showCount, showDecimal, showTime, withOffset } from '#shared';
import type { FigureLine } from './figureLine.ts';
import { dayWords } from './words.ts';

export type MatrixProps = {
  line: Pick<FigureLine, 'measure' | 'words' | 'clause'>;
  lines: readonly FigureLine[];
  within(period: Period): string;
};

type Row = { day: string; period: Period; cells: Map<string, FigureLine> };

/** One figure for many days, a row each, by hour of the day. Hours in which nothing ever happened are left out. */
export function Matrix({ line, lines, within }: MatrixProps) {
  const rows = rowsOf(lines);
  const all = [...new Set(lines.map(({ period }) => hourOf(period)))].sort();
  const hours = all.filter((hour) => rows.some(({ cells }) => happened(cells.get(hour))));
  const shade = shadeOf(lines);
  const isShare = lines.some(({ of }) => of !== '');
  const caption = `${line.words}, by day and hour`;
  return (
    <section class="panel matrix">
      <h2>{caption}</h2>
      <p class="second">
        {line.clause}. {isShare && 'In each box the share, and under it its two counts. '}
        {shade.words} An empty box: nothing to count in that hour.
        {hours.length < all.length &&
          ` Left out, because nothing was recorded in any of these days: ${runs(all, hours)}.`}
      </p>
      <section class="matrix__frame" tabindex={0} aria-label={caption}>
        <table class="matrix__table">
          <caption class="nhsuk-u-visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              {hours.map((hour) => (
                <th key={hour} scope="col">
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ day, period, cells }) => (
              <tr key={day}>
                <th scope="row">
                  <a href={within(period)}>{dayWords(period.from, period.from)}</a>
                </th>
                {isSilent(cells) && (
                  <td class="matrix__silent" colspan={hours.length}>
                    nothing is recorded
                  </td>
                )}
                {!isSilent(cells) && hours.map((hour) => <Box key={hour} line={cells.get(hour)} step={shade.step} />)}
              </tr>
            ))}
          </tbody>
          {isShare && lines.some(({ of }) => !of.endsWith('h')) && <Together rows={rows} hours={hours} />}
        </table>
      </section>
    </section>
  );
}

function isSilent(cells: Row['cells']): boolean {
  return [...cells.values()].every((line) => line.isSilent);
}

type Shade = { words: string; step(amount: number): number };

/** Five steps, never bands: darker is worse where a line says which way that is, else darker is more. */
function shadeOf(lines: readonly FigureLine[]): Shade {
  const worse = lines.find((line) => line.worse)?.worse;
  const capped = (step: number) => Math.max(0, Math.min(4, Math.floor(step + 1e-9)));
  if (worse === 'less')
    return { words: 'Darker is worse, in steps of 12 points.', step: (amount) => capped((1 - amount) / 0.12) };
  if (worse === 'more')
    return { words: 'Darker is worse, in steps of 5 points.', step: (amount) => capped(amount / 0.05) };
  const highest = Math.max(0, ...lines.map(({ amount }) => amount ?? 0));
  return { words: 'Darker is more.', step: (amount) => (highest === 0 ? 0 : capped((5 * amount) / highest)) };
}

function Box({ line, step }: { line: FigureLine | undefined; step: Shade['step'] }) {
  if (!line || line.amount === null || !happened(line)) return <td />;
  return (
    <td class={`matrix__box matrix__box--${step(line.amount)}`}>
      {line.of === '' ? line.count || line.value.replace(' s', '') : line.value}
      {line.of !== '' && (
        <span class="matrix__counts">
          {line.count}/{line.of}
        </span>
      )}
    </td>
  );
}

/** The hours of all days together: counts added up, and the share of the sums. */
function Together({ rows, hours }: { rows: readonly Row[]; hours: readonly string[] }) {
  return (
    <tfoot>
      <tr>
        <th scope="row">All days</th>
        {hours.map((hour) => {
          const lines = rows.flatMap(({ cells }) => cells.get(hour) ?? []);
          const [count, of] = [sum(lines.map((line) => line.count)), sum(lines.map((line) => line.of))];
          return (
            <td key={hour} class="matrix__box">
              {of === 0 ? '' : `${showDecimal((100 * count) / of)}%`}
              <span class="matrix__counts">
                {showCount(count)}/<wbr />
                {showCount(of)}
              </span>
            </td>
          );
        })}
      </tr>
    </tfoot>
  );
}

const sum = (counts: readonly string[]) => counts.reduce((total, text) => total + Number(text.replaceAll(',', '')), 0);

function rowsOf(lines: readonly FigureLine[]): Row[] {
  const rows = new Map<string, Row>();
  for (const line of lines) {
    const day = localDate(line.period.from);
    const row = rows.get(day) ?? { day, period: line.period, cells: new Map() };
    row.period = { from: row.period.from, to: line.period.to };
    row.cells.set(hourOf(line.period), line);
    rows.set(day, row);
  }
  return [...rows.values()];
}

/** `01`; the second of a doubled hour by its offset. */
function hourOf({ from }: Period): string {
  const hour = showTime(from).slice(0, 2);
  const before = withOffset((from - 3_600_000) as typeof from).slice(11, 13);
  return before === hour ? `${hour} second` : hour;
}

function happened(line: FigureLine | undefined): boolean {
  if (!line) return false;
  return line.of === '' ? line.amount !== null && line.amount > 0 : line.amount !== null;
}

/** `00 to 06, 23` */
function runs(all: readonly string[], kept: readonly string[]): string {
  const parts: string[][] = [[]];
  for (const hour of all) {
    if (kept.includes(hour)) parts.push([]);
    else parts.at(-1)?.push(hour);
  }
  return parts
    .filter(({ length }) => length > 0)
    .map((part) => (part.length === 1 ? part[0] : `${part[0]} to ${part.at(-1)}`))
    .join(', ');
}
