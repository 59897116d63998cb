import type { ComponentChildren } from 'preact';
import { type Instant, type Period, type Problem, showTime, withOffset } from '#shared';
import { BoardButton, type Column, DataTable, type StaffFrame, StaffPage } from '#web';
import { AskForm, type AskFormProps } from './askForm.tsx';
import { Bars } from './bars.tsx';
import type { FigureLine } from './figureLine.ts';
import { Recorded } from './figuresPage.tsx';
import { Matrix } from './matrix.tsx';
import { dayWords, periodWords } from './words.ts';

export type PeriodsPageProps = {
  frame: StaffFrame;
  asOf: Instant;
  by: 'day' | 'hour';
  period: Period;
  periods: readonly Period[];
  /** Lines in the order of the measures, then of the periods. */
  lines: readonly FigureLine[];
  group: string;
  /** The measure that the picture shows, and the hours table where there are many days. */
  measure: string;
  /** What the picture can show. */
  choices: readonly Pick<FigureLine, 'measure' | 'words'>[];
  span?: { first: Instant; last: Instant };
  ask: AskFormProps;
  links: {
    month: string;
    day: string;
    hour?: string;
    csv: string;
    group(group: string): string;
    measure(measure: string): string;
    within(period: Period): string;
  };
  groups: readonly string[];
  problems?: readonly Problem[];
};

/** The same figures, day by day or hour by hour: a picture of one of them, and the table behind it. */
export function PeriodsPage(props: PeriodsPageProps) {
  const { period, asOf, by, links, groups, group } = props;
  const title = `Service figures by ${by}: ${periodWords(period, asOf)}`;
  return (
    <StaffPage frame={props.frame} title={title} problems={props.problems}>
      <div class="page__head">
        <h1>{title}</h1>
        <p class="page__facts">
          As at {dayWords(asOf, period.from)} {showTime(asOf)}. <Recorded span={props.span} period={period} />
          {by === 'day' ? 'A day' : 'An hour'} is not banded: bands are of the month so far. Each figure stands with its
          two counts.
        </p>
      </div>
      <AskForm {...props.ask} />
      <div class="choices">
        <BoardButton words="Month" href={links.month} />
        <BoardButton words="By day" href={links.day} isCurrent={by === 'day'} />
        {links.hour && <BoardButton words="By hour" href={links.hour} isCurrent={by === 'hour'} />}
        <BoardButton words="CSV" href={links.csv} />
      </div>
      {groups.length > 1 && (
        <Choice label="Lines" of={groups} current={group} href={links.group} words={(name) => name} />
      )}
      <Shown {...props} />
    </StaffPage>
  );
}

/** More than two days by hour are a table of days by hours. */
export function hasManyDays({ from, to }: Period): boolean {
  return to - from > 2 * 25 * 3_600_000;
}

function Shown(props: PeriodsPageProps) {
  const measures = measuresOf(props.lines);
  const shown = measures.find(({ measure }) => measure === props.measure) ?? measures.find(hasAny) ?? measures[0];
  if (!shown) return <p class="panel">This service has no figures yet.</p>;
  return (
    <>
      <Choice
        label="Picture"
        of={props.choices.map(({ measure }) => measure)}
        current={shown.measure}
        href={props.links.measure}
        words={(slug) => props.choices.find(({ measure }) => measure === slug)?.words ?? slug}
      />
      {props.by === 'hour' && hasManyDays(props.period) ? (
        <Matrix line={shown} lines={shown.lines} within={props.links.within} />
      ) : (
        <>
          <Bars
            line={shown}
            lines={drawn(shown.lines)}
            labels={drawn(shown.lines).map(({ period }) => labelOf(period, props.by))}
          />
          <PeriodsTable {...props} measures={measures} />
        </>
      )}
      {props.lines.some(({ gap }) => gap) && <Gaps lines={props.lines} />}
    </>
  );
}

export type MeasureLines = Pick<FigureLine, 'measure' | 'words' | 'clause'> & { lines: FigureLine[] };

/** The lines of each measure that has figures, in the order of the lines. */
export function measuresOf(lines: readonly FigureLine[]): MeasureLines[] {
  const measures = new Map<string, MeasureLines>();
  for (const line of lines) {
    if (line.gap) continue;
    const known = measures.get(line.measure) ?? { ...line, lines: [] };
    known.lines.push(line);
    measures.set(line.measure, known);
  }
  return [...measures.values()];
}

function PeriodsTable({ by, periods, measures, links, period, asOf }: PeriodsPageProps & { measures: MeasureLines[] }) {
  const rows = rowsOf(periods, measures);
  const columns: Column<Row>[] = [
    {
      key: 'period',
      heading: by === 'day' ? 'Day' : 'Hour',
      cell: ({ at, until }) =>
        by === 'day' && !until ? <a href={links.within(at)}>{labelOf(at, by)}</a> : runLabel(at, until, by),
      isRowHeading: true,
    },
    ...measures.map(({ measure, words, clause }, index) => ({
      key: measure,
      heading: `${words} (${clause})`,
      cell: ({ lines }: Row) => <Amount line={lines[index]} />,
      look: 'number' as const,
    })),
  ];
  return (
    <div class="figures figures--periods">
      <DataTable
        caption={`Figures by ${by}, ${periodWords(period, asOf)}`}
        columns={columns}
        rows={rows}
        keyOf={({ at }) => withOffset(at.from)}
        empty="Nothing is asked for."
      />
    </div>
  );
}

type Row = { at: Period; until?: Period; lines: (FigureLine | undefined)[] };

/** A row for each period; neighbours at which nothing was recorded share one. */
export function rowsOf(periods: readonly Period[], measures: readonly MeasureLines[]): Row[] {
  const rows: Row[] = [];
  periods.forEach((at, index) => {
    const lines = measures.map((measure) => measure.lines[index]);
    const last = rows.at(-1);
    if (last && isSilent(lines) && isSilent(last.lines)) last.until = at;
    else rows.push({ at, lines });
  });
  return rows;
}

function isSilent(lines: readonly (FigureLine | undefined)[]): boolean {
  return lines.every((line) => line?.isSilent);
}

function runLabel(at: Period, until: Period | undefined, by: 'day' | 'hour'): string {
  return until ? `${labelOf(at, by)} to ${labelOf(until, by)}` : labelOf(at, by);
}

const hasAny = ({ lines }: MeasureLines) => lines.some(({ amount }) => amount !== null);

/** From the first period with a record to the last, for the picture. */
function drawn(lines: readonly FigureLine[]): FigureLine[] {
  const first = lines.findIndex((line) => !line.isSilent);
  return lines.slice(Math.max(first, 0), lines.findLastIndex((line) => !line.isSilent) + 1);
}

function Amount({ line }: { line: FigureLine | undefined }) {
  if (!line) return null;
  if (line.amount === null) return <span class="second">{line.value}</span>;
  if (line.of === '') return <>{line.count || line.value}</>;
  return (
    <>
      <strong>{line.value}</strong>
      <span class="second second--line">
        {line.count} of {line.of}
      </span>
    </>
  );
}

function Gaps({ lines }: { lines: readonly FigureLine[] }) {
  const gaps = new Map(lines.flatMap((line) => (line.gap ? [[line.measure, line] as const] : [])));
  return (
    <p class="second">
      {[...gaps.values()].map(({ words, clause, gap }) => `${words} (${clause}): no figure. ${gap}.`).join(' ')}
    </p>
  );
}

type ChoiceProps = {
  label: string;
  of: readonly string[];
  current: string;
  href(one: string): string;
  words(one: string): ComponentChildren;
};

function Choice({ label, of, current, href, words }: ChoiceProps) {
  return (
    <nav class="pick" aria-label={label}>
      <span class="second">{label}:</span>
      {of.map((one) => (
        <a key={one} href={href(one)} aria-current={one === current ? 'true' : undefined}>
          {words(one)}
        </a>
      ))}
    </nav>
  );
}

/** `Mon 1 Feb`, `07:00`; an hour of another day than the first says its day, the doubled hour its offset. */
export function labelOf({ from, to }: Period, by: 'day' | 'hour'): string {
  if (by === 'day') return dayWords(from, from);
  const wall = (at: number) => withOffset(at as Instant).slice(11, 16);
  const doubled = wall(from) === wall(to) || wall(from - 3_600_000) === wall(from);
  return doubled ? `${wall(from)} (${withOffset(from).slice(19)})` : wall(from);
}
