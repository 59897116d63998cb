import { type Problem, toIso } from '#shared';
import { amended, type StoredClock } from '#standards';
import { Button, DataTable, FormField, HiddenKey, type StaffFrame, StaffPage, Tag, Timeline, type Values } from '#web';
import { nightAt } from '../night.ts';
import type { ShiftView } from '../shiftView.ts';
import { fieldsOf } from './shiftForms.ts';
import { hourTag, hourWords, shiftTag, shiftTitle, timeBeside } from './words.ts';

export type ShiftProps = Omit<ShiftView, 'service'> & {
  frame: StaffFrame;
  /** The service's short name. */
  slug: string;
  chosen?: string;
  newKey(): string;
  problems?: readonly Problem[];
  values?: Values;
};

/** One post for one stretch of time: how it stands, what can be done, each of its hours, and everything that happened. */
export function ShiftPage(props: ShiftProps) {
  const { frame, shift, place, now, problems = [] } = props;
  const title = shiftTitle(place, shift);
  return (
    <StaffPage frame={frame} title={title} problems={problems}>
      <p class="crumbs">
        <a href={`/cover?service=${props.slug}&date=${nightAt(shift.from)}`}>Cover</a> › {title}
      </p>
      <h1>
        {title} <Tag {...shiftTag(shift, now)} />
      </h1>
      <p>
        <Who {...props} />
      </p>
      <div class="case">
        <section class="case__do panel" aria-labelledby="do-heading">
          <h2 id="do-heading">What you can do</h2>
          <Steps {...props} />
        </section>
        <div class="case__who">
          <section class="panel" aria-labelledby="hours-heading">
            <h2 id="hours-heading">Every hour of it</h2>
            <Hours {...props} />
          </section>
        </div>
      </div>
      <h2>What happened</h2>
      <Timeline entries={props.entries} caption="What happened, in the order it was written down" />
    </StaffPage>
  );
}

function Who({ people, shift }: ShiftProps) {
  const { booked, attendance } = people;
  const there = attendance.map(({ name, from, to }) =>
    to === undefined
      ? `${name} is there since ${timeBeside(from, shift.from)}.`
      : `${name} was there ${timeBeside(from, shift.from)} to ${timeBeside(to, shift.from)}.`,
  );
  const bookedWords =
    booked && `${booked.name} is booked${booked.confirmed ? ' and has confirmed' : ', not confirmed'}.`;
  const said = [bookedWords, ...there].filter(Boolean);
  if (said.length === 0) said.push(shift.state === 'ended' ? 'Nobody came.' : 'Nobody is booked and nobody is there.');
  if (shift.state === 'ended') said.unshift('It has ended.');
  return <>{said.join(' ')}</>;
}

function Hours({ clocks, shift, now }: ShiftProps) {
  const inOrder = [...clocks].sort((a, b) => a.lap - b.lap);
  const link = (clock: StoredClock) => `/clocks/${shift.id}/${clock.measure}/${clock.lap}`;
  return (
    <DataTable
      caption="Required hours of this shift"
      rows={inOrder}
      keyOf={(clock) => String(clock.lap)}
      empty="No hour is counted."
      columns={[
        {
          key: 'hour',
          heading: 'Hour',
          isRowHeading: true,
          cell: (clock) => <a href={link(clock)}>{hourWords(clock)}</a>,
        },
        {
          key: 'state',
          heading: 'State',
          cell: (clock) => (
            <>
              <Tag {...hourTag(clock, shift.role, now)} /> {amended(clock) && <Tag state="amended" words="Amended" />}
            </>
          ),
        },
      ]}
    />
  );
}

function Steps({ shift, steps, chosen, offered, latest, newKey, problems = [], values = {} }: ShiftProps) {
  if (steps.length === 0) return <p>Nothing, with the roles that you have. You may look.</p>;
  const step = steps.find(({ name }) => name === chosen) ?? steps[0];
  const upTo =
    step?.name === 'record-arrival' ? latest.arrival : step?.name === 'record-leaving' ? latest.leaving : undefined;
  return (
    <>
      {step && (
        <form method="post" action={`/shifts/${shift.id}/${pathOf(step.name)}`} novalidate>
          <h3>{step.button}</h3>
          <HiddenKey value={newKey()} />
          {upTo !== undefined && <input type="hidden" name="_latest" value={toIso(upTo)} />}
          {fieldsOf(step.name, offered).map((field) => (
            <FormField
              key={field.name}
              field={field}
              values={{ ...suggested(shift, step.name), ...values }}
              problems={problems}
            />
          ))}
          <Button text={step.button} preventDoubleClick />
        </form>
      )}
      {steps.length > 1 && (
        <nav aria-label="Other steps">
          <h3>Or</h3>
          <ul class="steps">
            {steps
              .filter(({ name }) => name !== step?.name)
              .map(({ name, button }) => (
                <li key={name}>
                  <a href={`/shifts/${shift.id}?do=${name}`}>{button}</a>
                </li>
              ))}
          </ul>
        </nav>
      )}
    </>
  );
}

/** Whoever is booked is the likeliest to come, and whoever is there alone the only one who can leave. */
function suggested(shift: ShiftProps['shift'], step: string): Values {
  const booked = 'booking' in shift ? shift.booking?.person : undefined;
  const present = shift.attendance.filter(({ to }) => to === undefined);
  if (step === 'record-arrival') return { person: booked };
  return step === 'record-leaving' && present.length === 1 ? { person: present[0]?.person } : {};
}

/** The last part of a step's address: its name, but a correction says only what it does. */
function pathOf(step: string): string {
  return step === 'correct-shift-time' ? 'correct-time' : step;
}
