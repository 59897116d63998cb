import { showDate, showTime } from '#shared';
import { Button, FormField, HiddenKey } from '#web';
import { openReasons, shutReasons } from '../../base/events.ts';
import { isHere } from '../atBase.ts';
import { mustMove, type Told } from '../baseView.ts';
import { nameWords, soonWords } from '../words.ts';
import type { BaseProps } from './base.tsx';
import { short } from './baseList.tsx';
import { PressForm } from './pressForm.tsx';

export type Doing = 'shut' | 'open' | 'arrived' | 'did-not-wait';

/** What is being done on the page of a base: asked before the list, so that the keyboard is there at once. */
export function DoForm(props: BaseProps & { doing: Doing }) {
  switch (props.doing) {
    case 'shut':
      return <ShutForm {...props} />;
    case 'open':
      return <OpenForm {...props} />;
    case 'arrived':
      return (
        <Whom
          {...props}
          heading="Who has arrived?"
          rows={props.rows.filter(mayArrive)}
          step="arrive"
          button="Arrived"
        />
      );
    case 'did-not-wait':
      return (
        <Whom
          {...props}
          heading="Who did not wait?"
          rows={props.rows.filter(mayLeave)}
          step="did-not-wait"
          button="Did not wait"
        />
      );
  }
}

/** Booked here, sent here, or missed before. */
export function mayArrive(row: Told): boolean {
  return isHere(row) && ['booked', 'sent-elsewhere', 'to-ring-back', 'to-book'].includes(row.state);
}

/** In the waiting room: with a time, or walked in and not yet assessed. */
export function mayLeave(row: Told): boolean {
  return isHere(row) && (row.state === 'arrived' || (row.state === 'to-assess' && row.walkedInAt !== undefined));
}

function ShutForm({ summary, others, newKey, problems = [], values, rows }: BaseProps) {
  const { place, doctor } = summary;
  // Whatever the reason will be: nobody is told that fewer are left behind than are.
  const people = rows.filter((row) => mustMove(row, { reason: 'unsafe' })).length;
  return (
    <section class="panel base-do" aria-labelledby="do-heading">
      <h2 id="do-heading">Shut {place.name}</h2>
      <p>
        From the moment that you press, no booking is taken here on any page or by any program, and the public page says
        that it is shut.{' '}
        {people === 0
          ? 'Nobody is booked, waiting or to be assessed here.'
          : `${people} booked, waiting or to be assessed here become ${people === 1 ? 'a job' : 'jobs'}, each with a time and an owner. Nobody is cancelled.`}
      </p>
      <form method="post" action={`/bases/${place.slug}/shut-base`} novalidate>
        <HiddenKey value={newKey()} />
        <input type="hidden" name="_next" value={`/bases/${place.slug}`} />
        <div class="base-do__fields">
          <FormField
            field={{
              kind: 'list',
              name: 'reason',
              label: 'Why',
              isFocused: true,
              blank: 'Choose a reason',
              choices: Object.entries(shutReasons)
                .filter(([value]) => value !== 'notice')
                .map(([value, words]) => ({ value, words })),
            }}
            values={values ?? (doctor.is === 'nobody' ? { reason: 'no-doctor' } : undefined)}
            problems={problems}
          />
          <FormField
            field={{
              kind: 'list',
              name: 'sendTo',
              label: 'Send people to',
              blank: 'Nowhere: ring 111',
              choices: others.map(({ slug, name }) => ({ value: slug, words: name })),
            }}
            values={values}
            problems={problems}
          />
          <FormField
            field={{
              kind: 'text',
              name: 'goTo',
              label: 'What the public page says of where to go',
              hint: 'Empty: the base above. Another shut base that sends people here is changed with it.',
            }}
            values={values}
            problems={problems}
          />
          <FormField
            field={{
              kind: 'time',
              name: 'until',
              label: 'Opens again as planned at',
              hint: 'Empty: not known. Bookings from then on are taken.',
            }}
            values={values}
            problems={problems}
          />
        </div>
        <Button text={`Shut ${place.name} now`} variant="warning" preventDoubleClick />{' '}
        <a href={`/bases/${place.slug}`}>Leave it open</a>
      </form>
    </section>
  );
}

function OpenForm({ summary, newKey, problems = [], values }: BaseProps) {
  const { place, doctor } = summary;
  const back = `/bases/${place.slug}`;
  return (
    <section class="panel base-do" aria-labelledby="do-heading">
      <h2 id="do-heading">Open {place.name} again</h2>
      <p>
        {doctor.is === 'nobody' && <strong>No doctor is there. </strong>}
        Bookings are taken from the moment that you press, and the public page says that it is open. Jobs of people
        still to be moved are ended, and stay in the record.
      </p>
      <form method="post" action={`${back}/open-base`} novalidate>
        <HiddenKey value={newKey()} />
        <input type="hidden" name="_next" value={back} />
        <FormField
          field={{
            kind: 'list',
            name: 'reason',
            label: 'Why it is opened',
            blank: 'Choose a reason',
            choices: Object.entries(openReasons)
              .filter(([value]) => value !== 'notice')
              .map(([value, words]) => ({ value, words })),
            isFocused: true,
          }}
          values={values ?? (summary.now?.shut?.reason === 'planned' ? { reason: 'planned' } : undefined)}
          problems={problems}
        />
        <Button text={`Open ${place.name} now`} preventDoubleClick /> <a href={back}>Leave it shut</a>
      </form>
    </section>
  );
}

type WhomProps = BaseProps & { heading: string; step: string; button: string };

/** One press a person, with enough beside the name to tell two of one name apart. */
function Whom({ summary, rows, heading, step, button, now, newKey }: WhomProps) {
  const back = `/bases/${summary.place.slug}`;
  return (
    <section class="panel base-do" aria-labelledby="do-heading">
      <h2 id="do-heading">{heading}</h2>
      {rows.length === 0 && <p>Nobody of this list.</p>}
      <ul class="base-whom" data-rows>
        {rows.map((row, index) => (
          <li key={row.id} data-row={row.id}>
            <PressForm
              action={`/cases/${row.id}/${step}`}
              words={`${button}: ${nameWords(row.patient, now)}`}
              fields={{ _next: back, ...(step === 'arrive' ? { place: summary.place.slug } : {}) }}
              formKey={newKey()}
              isFirst={index === 0}
            />
            <span class="second">
              {[
                row.patient?.dateOfBirth && `born ${showDate(row.patient.dateOfBirth)}`,
                row.slotAt === undefined ? '' : `booked ${showTime(row.slotAt)}`,
                soonWords(row),
                `case ${short(row.number)}`,
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <a href={back}>Back to the list</a>{' '}
        {step === 'arrive' && <a href={`${back}/walk-in`}>Not on the list: add a walk-in</a>}
      </p>
    </section>
  );
}
