import type { Instant } from '#shared';
import { atLocal, plus } from '#shared';
import { Alert } from './alert.tsx';
import { ActionList, Board, BoardButton } from './board.tsx';
import { CoverKey, type CoverRow, type CoverState, CoverStrip } from './coverStrip.tsx';
import { type Column, DataTable } from './dataTable.tsx';
import { WallCover } from './galleryWall.tsx';
import { type StaffFrame, StaffPage } from './staffPage.tsx';
import { Tag, type TagProps } from './tag.tsx';
import { Pool, type PoolProps, Tile, Tiles } from './tile.tsx';

type Props = { frame: StaffFrame; now: Instant; isWall?: boolean; ages?: number[] };

export function BoardPage({ frame, now, isWall = false, ages = [1000, 1000, 1000, 2000, 1000, 2000] }: Props) {
  const age = (index: number) => ({ ms: ages[index] ?? 1000, asAt: plus(now, -(ages[index] ?? 1000)) });
  const work = age(1);
  return (
    <StaffPage frame={frame} title="Tonight" live={{ url: '/tonight/live' }} isWall={isWall}>
      <Board
        title="Tonight"
        alert={
          <Alert
            tone="red"
            icon="cross"
            heading="Canal Bridge: no doctor since 20:00 (2 h 47 min). Shut 20:34 by Dana Okafor."
            action={isWall ? undefined : <BoardButton words="See all 9" href="/cases?base=canal-bridge" />}
          >
            <p>7 people sent elsewhere, on average 5.1 miles. 1 booked patient still to move, by 23:00.</p>
          </Alert>
        }
        pools={
          <Tiles>
            {pools.map(({ heading, ...pool }, index) => (
              <Tile key={heading} name={`pool-${index}`} heading={heading} kind="pool" age={age(index)}>
                <Pool {...pool} {...(isWall ? wallPool(pool) : {})} />
              </Tile>
            ))}
          </Tiles>
        }
        next={
          <Tile
            name="next-hour"
            heading="The next hour, in order of time due"
            note="late first, then soonest. 14 in all, 3 more after 23:20"
            kind="list"
            age={work}
            notLiveNote="Time left is not counted down. Due times still hold: check before you ring."
          >
            <DataTable
              caption="The next hour, in order of time due"
              kind="board"
              empty="Nothing is due in the next hour."
              columns={isWall ? wallColumns : columns}
              rows={rows}
              keyOf={(row) => row.number}
              markOf={(row) => row.state.state + row.who}
            />
          </Tile>
        }
        actions={
          <Tile
            name="actions"
            heading="What you can do now, best first"
            kind="actions"
            age={work}
            withheld={<p class="data-table-empty">We do not rank actions on old information.</p>}
          >
            <ActionList actions={actions} />
          </Tile>
        }
        cover={
          <Tile name="cover" heading="Cover: now and next" kind="cover" age={age(3)}>
            {isWall ? <WallCover /> : <DeskCover now={now} />}
          </Tile>
        }
        side={
          isWall ? undefined : (
            <>
              <Tile name="due-on" heading="On now 14, due on next" aside={<a href="/cover">Who is on</a>}>
                <ul class="lines">
                  <li>
                    <strong>23:00</strong> Nurse, phones: R. Vane <Tag state="confirmed" words="confirmed" />
                  </li>
                  <li>
                    <strong>00:00</strong> Driver, Car 2: J. Sayle <Tag state="not-confirmed" words="not confirmed" />
                  </li>
                </ul>
              </Tile>
              <Tile name="log" heading="Shift log">
                <ul class="lines">
                  <li>
                    <strong>22:41</strong> Called Dr Lowe for Canal Bridge. No reply, 3rd try.
                  </li>
                  <li>
                    <strong>20:34</strong> Canal Bridge shut. Sign on door: ring 111.
                  </li>
                </ul>
              </Tile>
            </>
          )
        }
      />
    </StaffPage>
  );
}

function DeskCover({ now }: { now: Instant }) {
  return (
    <>
      <CoverStrip caption="Cover of bases and cars" period={{ from: at(20), to: at(32) }} now={now} rows={cover} />
      <CoverKey />
    </>
  );
}

const strong = (words: string) => <strong>{words}</strong>;

const pools: ({ heading: string } & PoolProps)[] = [
  {
    heading: 'Calls ringing',
    count: 2,
    unit: 'waiting',
    tag: { state: 'waiting', words: '26 s left' },
    lines: [<>Longest {strong('34 s')} of 60 s</>, <>{strong('3')} answering</>],
  },
  {
    heading: 'Ring back, urgent',
    count: 3,
    unit: 'waiting',
    tag: { state: 'late', words: '1 late' },
    lines: [<>Longest {strong('23 min')} of 20 min</>, <>{strong('2')} clinicians on the phone</>],
  },
  {
    heading: 'Ring back, other',
    count: 6,
    unit: 'waiting',
    tag: { state: 'waiting', words: '20 min left' },
    lines: [<>Longest {strong('39 min')} of 60 min</>, 'None late'],
  },
  {
    heading: 'Bases',
    count: 4,
    unit: 'waiting',
    tag: { state: 'shut', words: '1 shut' },
    lines: [
      <>Next due {strong('23:20')}</>,
      <>
        {strong('1')} to move, {strong('7')} sent elsewhere
      </>,
    ],
  },
  {
    heading: 'Home visits',
    count: 4,
    unit: 'waiting',
    tag: { state: 'late', words: '1 late' },
    lines: [<>Late {strong('16 min')}, of 2 h</>, <>{strong('2')} cars on</>],
  },
  {
    heading: 'To practices',
    count: 38,
    unit: 'unsent',
    tag: { state: 'asks-for-action', words: '1 failed' },
    lines: [<>Oldest {strong('6 h 10 min')}</>, 'Due Tue 30 Mar 08:00'],
  },
];

function wallPool({ tag, lines }: PoolProps): Partial<PoolProps> {
  return { tag: tag && { ...tag, words: short(tag.words) }, lines: lines.slice(0, 1) };
}

type Row = { state: TagProps; due: string; what: string; number: string; who: string; since?: string; why: string };

const rows: Row[] = [
  row('late', 'Late 16 min', '22:31', 'Home visit, urgent', '103', 'Car 2, arrives about 22:58', 'Car 1 free 23:05'),
  row(
    'late',
    'Late 3 min',
    '22:44',
    'Ring back, urgent: child, 4',
    '124',
    'P. Iyer since 22:46',
    'Ringing the patient',
  ),
  row('due-soon', '4 min left', '22:52', 'Ring back, urgent', '126', 'Nobody', 'Dr Achterberg free now'),
  row('waiting', '12 min left', '23:00', 'Move a booked patient', '112', 'T. Brandreth', 'Canal Bridge shut'),
  row('waiting', '14 min left', '23:01', 'Ring back, urgent: 3rd call', '131', 'Nobody', 'Nurse Iyer next free'),
  row('waiting', '20 min left', '23:08', 'Ring back, other: 3, to 23:18', '119', 'Nobody', 'Nurse Iyer next free'),
  row('waiting', '32 min left', '23:20', 'Base, urgent', '117', 'Foundry Lane, Dr Rourke', 'In the waiting room'),
  row(
    'waiting',
    '32 min left',
    '23:20',
    'Home visit, urgent',
    '121',
    'Car 2, arrives about 23:41',
    'Will be late 21 min',
  ),
];

function row(...[state, words, due, what, number, who, why]: [TagProps['state'], ...string[]]): Row {
  return {
    state: { state, words: words ?? '' },
    due: due ?? '',
    what: what ?? '',
    number: number ?? '',
    who: who ?? '',
    why: why ?? '',
  };
}

const columns: Column<Row>[] = [
  { key: 'state', heading: 'State', cell: ({ state }) => <Tag {...state} /> },
  { key: 'due', heading: 'Due', cell: ({ due }) => due, look: 'strong' },
  { key: 'what', heading: 'What', cell: ({ what }) => what },
  { key: 'case', heading: 'Case', cell: ({ number }) => <a href={`/cases/${number}`}>{number}</a> },
  { key: 'who', heading: 'Who has it', cell: holder },
  { key: 'why', heading: 'Who could, or why', cell: ({ why }) => why, look: 'second' },
];

function holder({ who }: Row) {
  if (who === 'Nobody') return <Tag state="nobody" words={who} />;
  return who.includes('since') ? <Tag state="locked" words={who} /> : who;
}

// Nothing to press on a wall, and no more words than can be read at three metres.
const wallColumns: Column<Row>[] = columns.slice(0, 5).map((column) => {
  if (column.key === 'state') return { ...column, cell: ({ state }) => <Tag {...state} words={short(state.words)} /> };
  if (column.key === 'case') return { ...column, cell: ({ number }) => number };
  if (column.key === 'what') return { ...column, cell: ({ what }) => what.replace(/: .*/, '') };
  return column.key === 'who'
    ? { ...column, cell: (row) => holder({ ...row, who: row.who.replace(/,.*| since.*/, '') }) }
    : column;
});

const short = (words: string) => words.replace(/ left$/, '');

const actions = [
  {
    key: '1',
    heading: 'Ask Dr Achterberg to ring case 126',
    effect: 'Keeps 1 person in time (due 22:52). She is free; last call ended 22:45.',
    control: <BoardButton words="Ask" href="#ask" pressKey="1" />,
  },
  {
    key: '2',
    heading: 'Move visit 121 from Car 2 to Car 1',
    effect: 'Seen about 23:14, not 23:41 (due 23:20). Nobody else becomes later.',
    control: <BoardButton words="Move" href="#move" pressKey="2" />,
  },
  {
    key: '3',
    heading: 'Ring the driver for Car 2 at 00:00',
    effect: 'Not confirmed. Without a driver, 3 visits are likely late by 02:00.',
    control: <BoardButton words="Ring" href="#ring" pressKey="3" />,
  },
];

const at = (hour: number) =>
  hour < 24 ? atLocal('2027-03-28', `${hour}:00`) : atLocal('2027-03-29', `${String(hour - 24).padStart(2, '0')}:00`);

function base(name: string, ...spans: [number, number, CoverState, string][]): CoverRow {
  return {
    key: name,
    name,
    spans: spans.map(([from, to, state, words]) => ({ period: { from: at(from), to: at(to) }, state, words })),
  };
}

const cover: CoverRow[] = [
  base('Foundry Lane', [20, 24, 'here', 'Doctor here'], [24, 32, 'confirmed', 'Doctor to 08:00, confirmed']),
  base('Canal Bridge', [20, 24, 'nobody', 'NO DOCTOR'], [24, 32, 'not-needed', 'Closed, as planned']),
  base('Priory Road', [20, 22, 'here', 'Doctor'], [22, 32, 'not-needed', 'Closed, as planned']),
  base('Car 1', [20, 32, 'here', 'Doctor, driver']),
  base(
    'Car 2',
    [20, 24, 'here', 'Doctor, driver'],
    [24, 32, 'not-confirmed', 'From 00:00 driver booked, not confirmed'],
  ),
];
