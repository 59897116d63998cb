import { showDay, showTime } from '#shared';
import { BoardButton, DataTable, type StaffFrame, StaffPage, Tag } from '#web';
import { shortNumber } from '../rules/actionWords.ts';
import { type Namer, ringAnswers } from '../rules/log.ts';
import { roleWords } from '../tiles/nextHour.ts';
import type { DueShift, OnNow, Roll } from '../tiles/onNow.ts';
import { dueTags } from './sideTiles.tsx';

export type OnProps = {
  frame: StaffFrame;
  roll: Roll;
  name: Namer;
  slugOf(place: number): string;
  seesNames: boolean;
  mayRing: boolean;
};

/** Who is on now, where and since when; who is due on, whether they have said so, and when they were last rung. */
export function OnPage(props: OnProps) {
  const { frame, roll, mayRing } = props;
  const people = new Set(roll.on.map(({ person }) => person)).size;
  return (
    <StaffPage frame={frame} title="Who is on">
      <div class="page__head">
        <h1>
          {people} {people === 1 ? 'person is' : 'people are'} on now
        </h1>
        <p class="page__facts">
          From what was recorded: who came and has not left, and who has rung a patient or answered a call within the
          hour. {mayRing && <a href="/cover/sick">Somebody rings in sick</a>} <a href="/cover">Cover</a>{' '}
          <a href="/tonight/log">Shift log</a>
        </p>
      </div>
      {roll.missing.length > 0 && (
        <>
          <h2>Should be here, and nobody is</h2>
          <DueTable {...props} rows={roll.missing} caption="Posts without anybody now" isNow />
        </>
      )}
      <h2>On now</h2>
      <DataTable
        caption="Who is on now"
        rows={roll.on}
        keyOf={({ person, shift }) => `${person} ${shift}`}
        empty="Nobody is recorded as on."
        columns={[
          {
            key: 'who',
            heading: 'Who',
            cell: ({ person }) => props.name.person(person) ?? 'Somebody',
            isRowHeading: true,
          },
          { key: 'role', heading: 'As', cell: ({ role }) => (role ? roleWords[role] : 'On the telephone') },
          { key: 'place', heading: 'Where', cell: (one) => placeWords(one, props.name) },
          { key: 'since', heading: 'Since', cell: ({ since }) => showTime(since), look: 'strong' },
          { key: 'to', heading: 'To', cell: ({ to }) => (to === undefined ? '' : showTime(to)) },
          { key: 'cases', heading: 'Has', cell: ({ cases }) => cases.map(shortNumber).join(', ') || 'No case' },
        ]}
      />
      <h2>Due on in the next 12 hours</h2>
      <DueTable {...props} rows={roll.due} caption="Who is due on" />
    </StaffPage>
  );
}

const placeWords = ({ place }: OnNow, name: Namer) => (place === undefined ? '' : (name.place(place) ?? ''));

function DueTable({
  rows,
  caption,
  name,
  mayRing,
  slugOf,
  isNow = false,
}: OnProps & { rows: readonly DueShift[]; caption: string; isNow?: boolean }) {
  return (
    <DataTable
      caption={caption}
      rows={rows}
      keyOf={({ shift }) => shift}
      empty="Nobody is due on."
      columns={[
        {
          key: 'at',
          heading: 'When',
          cell: ({ at, to }) => `${showDay(at)} ${showTime(at)} to ${showTime(to)}`,
          look: 'strong',
        },
        {
          key: 'post',
          heading: 'Post',
          cell: ({ shift, role, place }) => (
            <a href={`/shifts/${shift}`}>{`${roleWords[role]}, ${name.place(place) ?? ''}`}</a>
          ),
          isRowHeading: true,
        },
        {
          key: 'who',
          heading: 'Who',
          cell: ({ person }) => (person ? (name.person(person) ?? 'Somebody') : <strong>Nobody</strong>),
        },
        {
          key: 'state',
          heading: 'State',
          cell: ({ state }) =>
            isNow ? (
              <Tag state="no-doctor" words={state === 'nobody' ? 'Nobody booked' : 'Has not come'} />
            ) : (
              <Tag {...dueTags[state]} />
            ),
        },
        {
          key: 'rung',
          heading: 'Last rung',
          cell: ({ rung }) =>
            rung
              ? `${showTime(rung.at)}${rung.answer ? `, ${ringAnswers[rung.answer].toLowerCase()}` : ''}${(rung.try ?? 1) > 1 ? `, ${rung.try} tries` : ''}`
              : 'Not yet',
          look: 'second',
        },
        ...(mayRing
          ? [
              {
                key: 'ring',
                heading: 'Ring',
                cell: ({ shift, place, person }: DueShift) => (
                  <BoardButton
                    words={person ? `Ring ${name.person(person) ?? ''}`.trim() : 'Ring somebody'}
                    href={`/tonight/log?kind=rang&shift=${shift}&place=${slugOf(place)}${person ? `&person=${person}` : ''}#new`}
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
