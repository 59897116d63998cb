import { type Instant, showDecimal, showMinutes, showTime } from '#shared';
import { type Age, type Column, DataTable, Tag, Tile } from '#web';
import { moveBy } from '../../moves/moveBy.ts';
import { isHere } from '../atBase.ts';
import { type BaseSummary, mustMove, shutFrom, type Told, touchedBy } from '../baseView.ts';
import { happenedTags, isInRoom, leftTag, nameWords, soonWords } from '../words.ts';
import { peopleWords } from './baseHead.tsx';

export type ListProps = {
  summary: BaseSummary;
  rows: readonly Told[];
  now: Instant;
  age: Age;
  nameOf(account: string): string;
  placeOf(place: number): string;
  /** Whose job it is to move those who are still booked here. */
  ownerOf(row: Told): string;
  /** By when, as it was written down with the job; worked out where no job is yet. */
  dueOf?(row: Told): Instant | undefined;
};

/** Everybody of this base tonight: a work list when it is shut, the day's list when it is open. */
export function BaseList(props: ListProps) {
  return props.summary.now?.shut ? <ShutList {...props} /> : <OpenList {...props} />;
}

function ShutList(props: ListProps) {
  const { summary, now, age } = props;
  const shut = summary.now?.shut;
  const from = shutFrom(summary) ?? now;
  const people = touchedBy(props.rows, from) as Told[];
  const isToMove = (row: Told) => mustMove(row, shut);
  const toMove = people.filter(isToMove);
  const rows = [...toMove, ...people.filter((row) => !isToMove(row))];
  const since = shut?.since ?? now;
  const due = (row: Told) => props.dueOf?.(row) ?? moveBy(row.slotAt, since);
  return (
    <Tile
      name="reception"
      kind="list"
      heading={`${peopleWords(people.length)} ${people.length === 1 ? 'was' : 'were'} booked or arrived after ${showTime(from)}. ${toMove.length} still to move.`}
      age={age}
      notLiveNote="Ring those still to move from this list."
    >
      <p class="base-list__said">
        Nothing is cancelled until somebody has spoken to the patient. <SentWords people={people} from={from} />
      </p>
      <div data-rows>
        <DataTable
          caption={`People booked or arrived at ${summary.place.name} after ${showTime(from)}`}
          rows={rows}
          keyOf={(row) => row.id}
          markOf={(row) => `${row.state} ${row.gone?.at ?? ''}`}
          isSelected={isToMove}
          empty="Nobody was booked here and nobody has come."
          columns={[
            { key: 'booked', heading: 'Booked', look: 'strong', cell: bookedWords },
            ...whoColumns(props),
            { key: 'move', heading: 'Move by', cell: (row) => (isToMove(row) || row.gone ? showTime(due(row)) : '') },
            {
              key: 'job',
              heading: 'Whose job',
              cell: (row) => (row.gone ? props.nameOf(row.gone.by) : isToMove(row) ? props.ownerOf(row) : ''),
            },
            {
              key: 'told',
              heading: 'Told at',
              cell: (row) => (row.gone ? showTime(row.gone.at) : isToMove(row) ? <strong>Not yet</strong> : ''),
            },
            { key: 'where', heading: 'Where to', cell: (row) => whereWords(row, props.placeOf) },
            {
              key: 'miles',
              heading: 'Miles',
              look: 'number',
              cell: ({ gone }) => (gone?.miles === undefined ? '' : showDecimal(gone.miles)),
            },
            { key: 'what', heading: 'What happened', cell: (row) => <What {...props} row={row} due={due(row)} /> },
          ]}
        />
      </div>
    </Tile>
  );
}

function What({ row, now, due, summary }: ListProps & { row: Told; due: Instant }) {
  if (!mustMove(row, summary.now?.shut)) return <Tags row={row} now={now} />;
  return (
    <span class="base-list__do">
      <Tag {...leftTag(due, now)} />{' '}
      <a class="board-button" href={`/bases/${summary.place.slug}/people/${row.id}`}>
        {isInRoom(row) ? 'Tell them' : row.tries.length > 0 ? 'Ring again' : 'Ring'}{' '}
        <span class="nhsuk-u-visually-hidden">case {short(row.number)}</span> <kbd>Enter</kbd>
      </a>
    </span>
  );
}

function OpenList(props: ListProps) {
  const { summary, now, age } = props;
  const ahead = props.rows.filter(isHere);
  // Whoever is still to be seen stands above the fold; of those who are done the last is looked for first.
  const rows = [...ahead, ...props.rows.filter((row) => !isHere(row)).reverse()];
  const first = summary.waiting[0];
  const waiting = first?.arrivedAt === undefined ? '' : `, the first since ${showTime(first.arrivedAt)}`;
  return (
    <Tile
      name="reception"
      kind="list"
      heading={`${peopleWords(ahead.length)} to be seen, ${summary.waiting.length} in the waiting room${waiting}.`}
      age={age}
      notLiveNote="Write who comes on paper."
    >
      <div data-rows class={ahead.length > 0 ? 'base-today' : undefined}>
        <DataTable
          caption={`Today at ${summary.place.name}, in order of time`}
          rows={rows}
          keyOf={(row) => row.id}
          markOf={(row) => row.state}
          groupOf={(row) =>
            isHere(row) ? 'To be seen, in order of time' : 'Seen, or gone elsewhere, the latest first'
          }
          empty="Nobody is booked here and nobody has come in the last 12 hours."
          columns={[
            { key: 'booked', heading: 'Booked', look: 'strong', cell: bookedWords },
            ...whoColumns(props),
            {
              key: 'arrived',
              heading: 'Arrived',
              cell: ({ arrivedAt, walkedInAt }) => timeOr(arrivedAt ?? walkedInAt),
            },
            { key: 'waiting', heading: 'Waiting', cell: (row) => waitingWords(row, now) },
            { key: 'due', heading: 'Due', cell: (row) => (isHere(row) ? timeOr(row.dueAt) : '') },
            {
              key: 'what',
              heading: 'What happened',
              cell: (row) => <Tags row={row} now={now} place={row.gone && whereWords(row, props.placeOf)} />,
            },
          ]}
        />
      </div>
      <p class="base-list__note second">
        Due: by then the consultation must have begun (NQR 12), or the assessment of somebody who walked in (NQR 10).
        That the patient has arrived stops no clock.
      </p>
    </Tile>
  );
}

function whoColumns({ summary, now }: ListProps): Column<Told>[] {
  return [
    {
      key: 'case',
      heading: 'Case',
      cell: ({ id, number }) => <a href={`/bases/${summary.place.slug}/people/${id}`}>{short(number)}</a>,
    },
    { key: 'patient', heading: 'Patient', isRowHeading: true, cell: ({ patient }) => nameWords(patient, now) },
    { key: 'priority', heading: 'Priority', cell: soonWords },
  ];
}

function Tags({ row, now, place }: { row: Told; now: Instant; place?: string }) {
  return (
    <span class="base-list__do">
      {place && <span>{place}. </span>}
      {happenedTags(row, now).map((tag) => (
        <Tag key={tag.words} {...tag} />
      ))}
    </span>
  );
}

function bookedWords({ slotAt, walkedInAt, sentHereAt }: Told): string {
  if (walkedInAt !== undefined) return `Walk-in ${showTime(walkedInAt)}`;
  if (slotAt !== undefined) return showTime(slotAt);
  return sentHereAt === undefined ? 'Not booked' : 'Sent here';
}

function whereWords({ gone, tries, nextTryAt }: Told, placeOf: (place: number) => string): string {
  if (gone) {
    const where = gone.to === undefined ? '' : placeOf(gone.to);
    return gone.how === 'visit' ? ['Home visit', where].filter(Boolean).join(', ') : where;
  }
  const last = tries.at(-1);
  if (!last) return '';
  const rung = `Rung ${showTime(last.at)}, ${last.result.replace('-', ' ')}`;
  return nextTryAt === undefined || last.result === 'spoke' ? rung : `${rung}: again at ${showTime(nextTryAt)}`;
}

function waitingWords(row: Told, now: Instant): string {
  const since = row.state === 'arrived' ? row.arrivedAt : row.state === 'to-assess' ? row.walkedInAt : undefined;
  if (since === undefined) return '';
  const limit = row.dueAt !== undefined && row.dueAt > since ? ` of ${showMinutes(row.dueAt - since)}` : '';
  return `${showMinutes(now - since)}${limit}`;
}

function timeOr(at: Instant | undefined): string {
  return at === undefined ? '' : showTime(at);
}

/** "7 sent elsewhere, on average 5.1 miles (35.7 miles in all), 1 changed to a home visit." */
export function SentWords({ people, from }: { people: readonly Told[]; from: Instant }) {
  const gone = people.flatMap((row) => (row.gone && row.gone.at >= from ? [row.gone] : []));
  const sent = gone.filter(({ how }) => how !== 'visit');
  const far = sent.flatMap(({ miles }) => (miles === undefined ? [] : [miles]));
  const ofHow = far.length === sent.length ? '' : `, of ${far.length} whose distance is known`;
  const visits = gone.length - sent.length;
  const sum = far.reduce((total, one) => total + one, 0);
  if (gone.length === 0) return <>Nobody has been sent elsewhere.</>;
  return (
    <>
      <strong>
        {sent.length} sent elsewhere{far.length > 0 && `, on average ${showDecimal(sum / far.length)} miles${ofHow}`}
      </strong>
      {far.length > 0 && ` (${showDecimal(sum)} miles in all)`}
      {visits > 0 && `, ${visits} changed to a home visit`}.
    </>
  );
}

/** `131` of `2803-131`: on a list of one night the day is known. */
export function short(number: string): string {
  return number.slice(5);
}
