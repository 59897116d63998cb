import { type Instant, showMinutes, showTime, showTimeSeconds, showWhen } from '#shared';
import { type Column, DataTable, Tag } from '#web';
import type { Board } from '../board.ts';
import type { NextHour, NextRow } from '../tiles/nextHour.ts';
import { nameIn, type View } from '../view.ts';
import { TimeTag } from './timeTag.tsx';

const FITS = 9;
/** Who can still be helped in time stays in sight, however many are late. */
const IN_TIME = 5;

type Props = { value: NextHour; now: Instant; view: View; board: Pick<Board, 'nameOf'>; isLive: boolean };

export const nextHourHeading = 'The next hour, in order of time due';

/** What fits, and never less than everything that is late and the first few that are not. */
export function shownOf({ rows }: NextHour): readonly NextRow[] {
  const late = rows.filter(({ state }) => state === 'late').length;
  return rows.slice(0, Math.max(FITS, late + IN_TIME));
}

/** "late first, then soonest. 14 in all, 3 more after 23:20" */
export function nextHourNote(value: NextHour): string {
  const shown = shownOf(value);
  const people = shown.reduce((sum, { others }) => sum + 1 + (others?.count ?? 0), 0);
  const last = shown.at(-1);
  const after = last && showTime(last.others?.until ?? last.dueAt);
  const more = value.inAll - people;
  return `late first, then soonest. ${value.inAll} in all${more > 0 ? `, ${more} more after ${after}` : ''}`;
}

export function NextHourBody(props: Props) {
  const { value, view } = props;
  return (
    <DataTable
      caption={nextHourHeading}
      kind="board"
      empty="Nothing is due in the next hour."
      columns={view.kind === 'wall' ? columnsOf(props).slice(0, 5) : columnsOf(props)}
      rows={shownOf(value)}
      keyOf={(row) => row.id}
      markOf={(row) => `${row.state} ${row.pool} ${JSON.stringify(row.holder)}`}
    />
  );
}

function columnsOf({ value, now, view, board, isLive }: Props): Column<NextRow>[] {
  const isWall = view.kind === 'wall';
  const short = shortNumbers(value.rows.filter(({ number }) => number !== ''));
  return [
    {
      key: 'state',
      heading: 'State',
      cell: ({ state, dueAt, isExact }) => (
        <TimeTag state={state} leftMs={dueAt - now} isShort={isWall} isExact={isExact} isLive={isLive} />
      ),
    },
    {
      key: 'due',
      heading: 'Due',
      cell: ({ dueAt, isExact }) => (isExact ? showTimeSeconds(dueAt) : showWhen(dueAt, now)),
      look: 'strong',
    },
    { key: 'what', heading: 'What', cell: (row) => whatWords(row, view) },
    {
      key: 'case',
      heading: 'Case',
      cell: ({ id, number, href, others }) => (
        <>
          {isWall ? short(number) : <a href={href ?? `/cases/${id}`}>{number ? short(number) : 'Open'}</a>}
          {others && ` +${others.count}`}
        </>
      ),
    },
    { key: 'who', heading: 'Who has it', cell: (row) => <Who row={row} now={now} view={view} board={board} /> },
    {
      key: 'why',
      heading: 'Who could, or why',
      cell: (row) => <Why row={row} now={now} view={view} board={board} />,
      look: 'second',
    },
  ];
}

function whatWords({ what, detail, others }: NextRow, view: View): string {
  if (others) return `${what}: ${others.count + 1}${view.kind === 'desk' ? `, to ${showTime(others.until)}` : ''}`;
  return detail && view.names && view.kind === 'desk' ? `${what}: ${detail}` : what;
}

function Who({
  row: { holder, arrives, forecast },
  now,
  view,
  board,
}: {
  row: NextRow;
  now: Instant;
  view: View;
  board: Pick<Board, 'nameOf'>;
}) {
  const isWall = view.kind === 'wall';
  if (isWall && forecast !== undefined) return <Tag state="nobody" words="Will be late" />;
  if (holder.kind === 'nobody') return <Tag state="nobody" words="Nobody" />;
  if (holder.kind === 'place') {
    if (!isWall && arrives !== undefined) return <>{`${holder.place}, arrives about ${showWhen(arrives, now)}`}</>;
    const name = isWall ? undefined : nameIn(view, board, holder.person);
    return <>{[holder.place, name && shortName(name)].filter(Boolean).join(', ')}</>;
  }
  const name = nameIn(view, board, holder.account) ?? 'Taken';
  if (holder.since === undefined) return <>{name}</>;
  return <Tag state="locked" words={isWall ? name : `${name} since ${showWhen(holder.since, now)}`} />;
}

/** What is expected to be late is said in bold and never in red: it is not late yet. */
function Why({
  row: { why, forecast, dueAt, also },
  now,
  view,
  board,
}: {
  row: NextRow;
  now: Instant;
  view: View;
  board: Pick<Board, 'nameOf'>;
}) {
  if (forecast !== undefined)
    return (
      <>
        <strong>Will be late</strong> {showMinutes(forecast - dueAt)}
      </>
    );
  if (also && also.dueAt < now) return <>{`${also.what} late ${showMinutes(now - also.dueAt)}`}</>;
  if (why.account === undefined) return <>{why.words}</>;
  return <>{`${nameIn(view, board, why.account) ?? 'A clinician'} ${why.words}`}</>;
}

/** `131` for `2803-131` where most are of that day; a case of another day keeps its date. */
export function shortNumbers(rows: readonly { number: string }[]): (number: string) => string {
  const days = new Map<string, number>();
  for (const { number } of rows) days.set(number.slice(0, 5), (days.get(number.slice(0, 5)) ?? 0) + 1);
  const [most] = [...days].sort(([, a], [, b]) => b - a)[0] ?? [];
  return (number) => (most !== undefined && number.startsWith(most) ? number.slice(5) : number);
}

/** "Dr Rourke" for "Dr A. Rourke", where the place beside the name says which. */
function shortName(name: string): string {
  return name.replace(/^Dr [A-Z]\. /, 'Dr ');
}
