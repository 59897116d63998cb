import { type Problem, showDay, showTime } from '#shared';
import { Button, DataTable, FormField, HiddenKey, type StaffFrame, StaffPage, Tag, type Values } from '#web';
import { shiftRoles } from '../events.ts';
import type { Shift } from '../shift.ts';

export type SickProps = {
  frame: StaffFrame;
  service: string;
  people: readonly { account: string; name: string; shifts: readonly Shift[] }[];
  /** The next shifts that nobody has: what those who rang in before left open is among them. */
  open: readonly Shift[];
  place(id: number): string;
  id: string;
  problems: readonly Problem[];
  values: Values;
};

/** Somebody rings in sick. Who has most to lose stands first in nobody's list: names in order, with what they are booked for. */
export function SickPage({ frame, service, people, open, place, id, problems, values }: SickProps) {
  const booked = people.filter(({ shifts }) => shifts.length > 0);
  return (
    <StaffPage frame={frame} title="Somebody rings in sick" problems={problems}>
      <div class="page__head">
        <h1>Somebody rings in sick</h1>
        <p class="page__facts">
          Every shift of theirs in those days is a gap at once, on Cover and on Tonight. <a href="/cover">Cover</a>{' '}
          <a href="/tonight/on">Who is on</a>
        </p>
      </div>
      <div class="case">
        <form method="post" action="/cover/sick" class="panel" novalidate>
          <HiddenKey value={id} />
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="service" value={service} />
          <FormField
            field={{
              kind: 'list',
              name: 'person',
              label: 'Who is ill',
              blank: 'Choose somebody',
              choices: people.map(({ account, name, shifts }) => ({ value: account, words: nameWords(name, shifts) })),
            }}
            values={values}
            problems={problems}
          />
          <FormField
            field={{ kind: 'number', name: 'days', label: 'For how many days', hint: 'From now, 1 to 28' }}
            values={{ days: '1', ...values }}
            problems={problems}
          />
          <FormField
            field={{
              kind: 'text',
              name: 'note',
              label: 'What else there is to know',
              hint: 'Not what they are ill with. You may leave it empty.',
            }}
            values={values}
            problems={problems}
          />
          <Button text="They are sick: give up their shifts" preventDoubleClick />
        </form>
        <section class="panel" aria-labelledby="booked-heading">
          <h2 id="booked-heading">Who is booked in the next 28 days</h2>
          <DataTable
            caption="Who is booked"
            rows={booked}
            keyOf={({ account }) => account}
            empty="Nobody is booked."
            columns={[
              { key: 'who', heading: 'Who', cell: ({ name }) => name, isRowHeading: true },
              { key: 'next', heading: 'Next', cell: ({ shifts }) => shifts[0] && shiftWords(shifts[0], place) },
              { key: 'count', heading: 'Shifts', cell: ({ shifts }) => shifts.length, look: 'number' },
            ]}
          />
        </section>
      </div>
      <h2>Shifts that nobody has</h2>
      <DataTable
        caption="Shifts that nobody has, the next first"
        rows={[...open].sort((a, b) => a.from - b.from)}
        keyOf={(shift) => shift.id}
        empty="Every shift of the next 28 days has somebody."
        columns={[
          { key: 'state', heading: 'State', cell: () => <Tag state="no-doctor" words="Nobody booked" /> },
          {
            key: 'shift',
            heading: 'Shift',
            cell: (shift) => <a href={`/shifts/${shift.id}`}>{shiftWords(shift, place)}</a>,
            isRowHeading: true,
          },
        ]}
      />
    </StaffPage>
  );
}

const nameWords = (name: string, { length }: readonly Shift[]) =>
  length === 0 ? name : `${name} (${length} ${length === 1 ? 'shift' : 'shifts'})`;

const shiftWords = (shift: Shift, place: SickProps['place']) =>
  `${place(shift.place)}, ${shiftRoles[shift.role].toLowerCase()}, ${showDay(shift.from)} ${showTime(shift.from)} to ${showTime(shift.to)}`;
