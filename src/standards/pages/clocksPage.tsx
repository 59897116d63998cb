import type { ComponentChildren } from 'preact';
import { type Instant, type Period, type Problem, showCount, showTime } from '#shared';
import { BoardButton, type Column, DataTable, type StaffFrame, StaffPage, Tag } from '#web';
import { amended, settled } from '../clock/clock.ts';
import { inWords } from '../clock/explain.ts';
import type { StoredClock } from '../clockRow.ts';
import { type About, rowTag } from './verdict.ts';
import { dayWords, exactLength, limitWords, momentWords, periodWords } from './words.ts';

/** A clock of a list with what it is of: "Case 2803-081". */
export type ListedClock = StoredClock & { title: string; isCover: boolean; promise?: string };

export type ClocksPageProps = {
  frame: StaffFrame;
  asOf: Instant;
  period: Period;
  heading: string;
  clause: string;
  /** `118 of 131, 90.1%` and how it counts. */
  figure?: string;
  figuresHref: string;
  clocks: readonly ListedClock[];
  total: number;
  /** The first row shown, counted from 1. */
  from: number;
  next?: string;
  first?: string;
  shows: readonly { words: string; count?: number; href: string; isCurrent: boolean }[];
  explained?: string;
  problems?: readonly Problem[];
};

/** The clocks behind a figure, the oldest first. */
export function ClocksPage(props: ClocksPageProps) {
  const { frame, heading, period, asOf } = props;
  const title = `${heading}, ${periodWords(period, asOf)}`;
  return (
    <StaffPage frame={frame} title={title} problems={props.problems}>
      <p class="steps">
        <a href={props.figuresHref}>Figures, {periodWords(period, asOf)}</a> › {heading}
      </p>
      <div class="page__head">
        <h1>{title}</h1>
        <p class="page__facts">
          {props.clause}. {props.figure && <strong class="figures__head">{props.figure}. </strong>}
          As at {dayWords(asOf, period.from)} {showTime(asOf)}.
        </p>
      </div>
      {props.explained && <p class="second">{props.explained}</p>}
      <div class="choices">
        {props.shows.map(({ words, count, href, isCurrent }) => (
          <BoardButton
            key={words}
            words={count === undefined ? words : `${words} ${showCount(count)}`}
            href={href}
            isCurrent={isCurrent}
          />
        ))}
      </div>
      <DataTable
        caption={title}
        columns={columnsOf(props)}
        rows={props.clocks}
        keyOf={(clock) => `${clock.subject} ${clock.measure} ${clock.lap}`}
        groupOf={props.clocks.some(({ promise }) => promise) ? ({ promise }) => promise ?? '' : undefined}
        empty="There is none in this period."
      />
      <Pages {...props} />
    </StaffPage>
  );
}

function Pages({ clocks, total, from, next, first }: ClocksPageProps) {
  if (clocks.length === 0) return null;
  return (
    <nav class="pager" aria-label="Pages of clocks">
      <span>
        {total === 1
          ? '1 clock'
          : `${showCount(from)} to ${showCount(from + clocks.length - 1)} of ${showCount(total)} clocks`}
      </span>
      {first && <a href={first}>From the beginning</a>}
      {next && (
        <a rel="next" href={next}>
          Later
        </a>
      )}
    </nav>
  );
}

function columnsOf({ asOf, period, clocks }: ClocksPageProps): Column<ListedClock>[] {
  const isCover = clocks.every((clock) => clock.isCover);
  const beside = period.from;
  const about = (clock: ListedClock): About => ({ asOf, isCover: clock.isCover });
  const moment = (at: Instant | null) => (at === null ? '' : momentWords(at, beside));
  return [
    {
      key: 'subject',
      heading: 'Case, call or post',
      cell: (clock) => <a href={clockHref(clock)}>{clock.title}</a>,
      isRowHeading: true,
    },
    { key: 'started', heading: 'Started', cell: ({ startedAt }) => moment(startedAt) },
    ...(isCover
      ? []
      : [
          { key: 'due', heading: 'Due', cell: (clock: ListedClock) => (clock.isCover ? '' : moment(clock.dueAt)) },
          {
            key: 'stopped',
            heading: 'Stopped',
            cell: (clock: ListedClock) => (clock.isCover ? '' : moment(clock.stoppedAt)),
          },
        ]),
    { key: 'length', heading: isCover ? 'Length' : 'Length, of its limit', cell: lengthOf, look: 'number' },
    { key: 'now', heading: 'Now, as amended', cell: (clock) => <Tag {...rowTag(clock, about(clock))} /> },
    { key: 'first', heading: 'As first recorded', cell: (clock) => firstRecorded(clock) },
  ];
}

export function clockHref({ subject, measure, lap }: Pick<StoredClock, 'subject' | 'measure' | 'lap'>): string {
  return `/clocks/${subject}/${measure}/${lap}`;
}

function lengthOf(clock: ListedClock): string {
  const { countedMs, startedAt, dueAt, isCover } = clock;
  if (isCover) return countedMs === null ? '' : limitWords(countedMs);
  const limit = startedAt === null || dueAt === null ? undefined : dueAt - startedAt;
  if (countedMs === null) return limit === undefined ? '' : `running, of ${limitWords(limit)}`;
  return limit === undefined ? exactLength(countedMs) : `${exactLength(countedMs)} of ${limitWords(limit)}`;
}

function firstRecorded(clock: ListedClock): ComponentChildren {
  if (clock.firstOutcome === null) return settled(clock.outcome) ? '' : <span class="second">not settled yet</span>;
  if (!amended(clock)) return <span class="second">the same</span>;
  const length = clock.firstCountedMs === null || clock.isCover ? '' : `, ${exactLength(clock.firstCountedMs)}`;
  return <Tag state="amended" words={`${firstWords(clock)}${length}`} />;
}

const outcomes = { met: 'In time', missed: 'Missed', excluded: 'Excluded', unmeasurable: 'Not measurable' } as const;

function firstWords({ firstOutcome, firstReason, isCover }: ListedClock): string {
  if (firstOutcome === null) return '';
  if (isCover) return firstOutcome === 'met' ? 'Covered' : 'Not covered';
  const reason = firstReason === null || firstReason === 'changed-after-limit' ? '' : `: ${inWords(firstReason)}`;
  return `${outcomes[firstOutcome]}${reason}`;
}
