import { type DetailChange, measuredFrom } from '#calls';
import type { Whereabouts } from '#people';
import {
  type Instant,
  type Problem,
  showDate,
  showDay,
  showMiles,
  showNhsNumber,
  showTelephone,
  showTime,
} from '#shared';
import {
  BoardButton,
  Button,
  FormField,
  HiddenKey,
  type StaffFrame,
  StaffPage,
  SummaryList,
  Tag,
  type Values,
} from '#web';
import { isHere } from '../atBase.ts';
import { type BaseSummary, mayMove, mustMove, type Told } from '../baseView.ts';
import { happenedTags, isInRoom, leftTag, nameWords, soonWords } from '../words.ts';
import { Changed, DetailsForm } from './details.tsx';
import { mayArrive, mayLeave } from './doForm.tsx';
import { PressForm } from './pressForm.tsx';

export type PersonProps = {
  frame: StaffFrame;
  summary: BaseSummary;
  row: Told;
  /** What of where and how they are reached is otherwise than it was. */
  changes: readonly DetailChange[];
  now: Instant;
  /** By when they must be spoken to, where the base is shut. */
  moveBy?: Instant;
  owner?: string;
  may: readonly string[];
  /** Where they can be sent, the nearest first, and the times that are free there. */
  others: readonly { slug: string; name: string; miles?: number }[];
  /** From where the miles are measured; absent, nobody knows where they are, or it is kept back. */
  where?: Whereabouts;
  slots: Readonly<Record<string, string>>;
  /** Where people are sent from this base while it is shut. */
  sendTo?: string;
  nameOf(account: string): string;
  /** Other open cases of tonight that may be of the same person. */
  same: readonly { id: string; number: string; words: string }[];
  newKey(): string;
  problems?: readonly Problem[];
  values?: Values;
};

/** One person at a desk: the number to ring, what can be done for them, and what has been tried. */
export function PersonPage(props: PersonProps) {
  const { frame, summary, row, now } = props;
  const { place } = summary;
  const name = nameWords(row.patient, now);
  const isShut = summary.now?.state === 'shut';
  return (
    <StaffPage frame={frame} title={`${name}, ${place.name}`} problems={props.problems} passTo999={{ case: row.id }}>
      <p class="crumbs">
        <a href="/bases">Bases</a> › <a href={`/bases/${place.slug}`}>{place.name}</a> › {row.number}
      </p>
      <div class="base-head">
        <h1>{name}</h1>
        {happenedTags(row, now).map((tag) => (
          <Tag key={tag.words} {...tag} />
        ))}
      </div>
      <div class="case">
        <section class="case__who panel" aria-labelledby="who-heading">
          <h2 id="who-heading">Who</h2>
          <Who {...props} />
        </section>
        <div class="case__do">
          {isShut && (mustMove(row, summary.now?.shut) || mayMove(row)) && <Move {...props} />}
          <AtTheDesk {...props} />
          {!isShut && mayMove(row) && <Move {...props} />}
          {row.gone?.how === 'sent' && row.state === 'sent-elsewhere' && row.gone.slotAt === undefined && (
            <BookThere {...props} />
          )}
          <Same {...props} />
        </div>
      </div>
    </StaffPage>
  );
}

const consulting = ['start-assessment', 'start-consultation', 'write-note'];

function Who({ row, now, may, changes, nameOf, summary, newKey, problems, values }: PersonProps) {
  const { patient } = row;
  const rows: [string, string | undefined][] = [
    ['Born', patient?.dateOfBirth && showDate(patient.dateOfBirth)],
    ['NHS number', patient?.nhsNumber && showNhsNumber(patient.nhsNumber)],
    ['Where now', patient?.isRestricted ? 'Restricted: only for those who must get there' : patient?.whereNow],
    ['How soon', soonWords(row)],
    ['Booked', row.slotAt === undefined ? undefined : `${showDay(row.slotAt)} ${showTime(row.slotAt)}`],
    ['Came', row.arrivedAt === undefined ? undefined : showTime(row.arrivedAt)],
    [
      'See by',
      row.dueAt === undefined ? undefined : `${showTime(row.dueAt)}, ${leftTag(row.dueAt, now).words.toLowerCase()}`,
    ],
  ];
  return (
    <>
      {patient && (
        <p class="ring-number">
          Ring <strong>{showTelephone(patient.ringBack)}</strong>
        </p>
      )}
      <Changed changes={changes} patient={patient} isHidden={patient?.isRestricted} now={now} nameOf={nameOf} />
      <SummaryList
        rows={rows.flatMap(([key, value]) => (value ? [{ key: { text: key }, value: { text: value } }] : []))}
      />
      {may.includes('change-details') && (
        <DetailsForm
          id={row.id}
          number={row.number}
          next={`/bases/${summary.place.slug}/people/${row.id}`}
          formKey={newKey()}
          problems={problems}
          values={values}
        />
      )}
      <p class="choices">
        {/* Whoever is to see the patient comes from the list: one key more, and the note is open. */}
        {consulting.some((step) => may.includes(step)) && (
          <BoardButton words="Work on it with the note beside it" href={`/call-backs?case=${row.id}`} pressKey="C" />
        )}
        <a href={`/cases/${row.id}`}>Open the case {row.number}</a>
      </p>
    </>
  );
}

/** Steps of the desk: each is one press, and leads back to the list. */
function AtTheDesk({ summary, row, now, may, newKey }: PersonProps) {
  const back = `/bases/${summary.place.slug}`;
  const steps: { name: string; words: string; pressKey?: string; when: boolean; fields?: Record<string, string> }[] = [
    {
      name: 'arrive',
      // Whoever comes to a shut door all the same is somebody’s job again from then on.
      words: summary.now?.state === 'shut' ? 'They came here all the same' : 'Arrived',
      pressKey: 'A',
      when: mayArrive(row),
      fields: { place: summary.place.slug },
    },
    { name: 'did-not-wait', words: 'Did not wait', pressKey: 'D', when: mayLeave(row) },
    {
      name: 'did-not-attend',
      words: 'Did not attend',
      when:
        isHere(row) &&
        (row.state === 'sent-elsewhere' || (row.state === 'booked' && row.slotAt !== undefined && row.slotAt <= now)),
    },
  ];
  const shown = steps.filter(({ name, when }) => when && may.includes(name));
  if (shown.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="desk-heading">
      <h2 id="desk-heading">At the desk</h2>
      <div class="choices">
        {shown.map(({ name, words, pressKey, fields = {} }) => (
          <PressForm
            key={name}
            action={`/cases/${row.id}/${name}`}
            words={words}
            pressKey={pressKey}
            fields={{ _next: back, ...fields }}
            formKey={newKey()}
          />
        ))}
      </div>
    </section>
  );
}

/** Somebody who cannot be seen here: rung, told where to go, and only then are they anywhere else. */
function Move(props: PersonProps) {
  const { summary, row, now, may, newKey, problems = [], values, others } = props;
  const here = `/bases/${summary.place.slug}/people/${row.id}`;
  const isShut = summary.now?.state === 'shut';
  const inRoom = isInRoom(row);
  return (
    <section class="panel" aria-labelledby="move-heading">
      <h2 id="move-heading">
        {isShut
          ? `${summary.place.name} is shut: ${inRoom ? 'tell them' : 'ring, and say'} where to go`
          : 'Send to another place'}{' '}
        {props.moveBy !== undefined && <Tag {...leftTag(props.moveBy, now)} />}
      </h2>
      {props.owner && <p>Whose job: {props.owner}.</p>}
      {!inRoom && <Tries {...props} />}
      {!inRoom && may.includes('try-contact') && (
        <div class="choices">
          {(
            [
              ['no-reply', 'No reply', 'F4'],
              ['engaged', 'Engaged', undefined],
              ['message-left', 'Left a message', undefined],
            ] as const
          ).map(([result, words, pressKey]) => (
            <PressForm
              key={result}
              action={`/cases/${row.id}/try-contact`}
              words={words}
              pressKey={pressKey}
              fields={{ result, _next: `/bases/${summary.place.slug}` }}
              formKey={newKey()}
            />
          ))}
        </div>
      )}
      {may.includes('redirect') && (
        <form method="post" action={`/cases/${row.id}/redirect`} novalidate class="base-move">
          <h3>They were told of another base</h3>
          <HiddenKey value={newKey()} />
          <input type="hidden" name="_next" value={here} />
          <input type="hidden" name="from" value={row.state === 'to-ring-back' ? summary.place.slug : ''} />
          <input type="hidden" name="reason" value={isShut ? 'base-shut' : 'base-full'} />
          <div class="base-do__fields">
            <FormField
              field={{
                kind: 'list',
                name: 'to',
                label: 'Where to',
                ...nearestHint(others),
                blank: 'Choose a base',
                choices: others.map(({ slug, name, miles }) => ({
                  value: slug,
                  words: miles === undefined ? name : `${name}, ${showMiles(miles)}`,
                })),
              }}
              values={values ?? { to: props.sendTo }}
              problems={problems}
            />
            <FormField
              field={{
                kind: 'text',
                name: 'miles',
                label: 'Miles from where they are',
                hint: milesHint(props),
                width: 5,
              }}
              values={values}
              problems={problems}
            />
          </div>
          <Button text="Told: send them there" small />
        </form>
      )}
      {row.urgency === undefined ? null : may.includes('change-place') ? (
        <PressForm
          action={`/cases/${row.id}/change-place`}
          words="They cannot travel: home visit instead"
          fields={{
            to: 'visit',
            reason: isShut ? 'base-shut' : 'cannot-travel',
            from: summary.place.slug,
            _next: '/visits',
          }}
          formKey={newKey()}
        />
      ) : (
        <p class="second">Cannot travel? The shift lead or a clinician changes it to a home visit.</p>
      )}
    </section>
  );
}

/** The miles where they can be seen without opening the list: what the patient asks first. */
function nearestHint(others: PersonProps['others']): { hint?: string } {
  const measured = others.flatMap(({ name, miles }) => (miles === undefined ? [] : [`${name} ${showMiles(miles)}`]));
  return measured.length === 0 ? {} : { hint: `Nearest first: ${measured.join(', ')}` };
}

/** What the box of miles is for: left empty where it was measured, asked for where it was not. */
function milesHint({ where, row: { patient } }: PersonProps): string {
  if (where) return `Leave empty to keep what is measured, ${measuredFrom(where)}. Or write what they say, such as 6.4`;
  if (patient?.isRestricted) return 'Their address is restricted, so nothing is measured: ask. Such as 6.4';
  return 'Their postcode is not in the list, so nothing is measured: ask. In a straight line, such as 6.4';
}

function Tries({ row, now, nameOf }: PersonProps) {
  if (row.tries.length === 0) return <p>Nobody has rung yet.</p>;
  return (
    <ul>
      {row.tries.map(({ at, by, result }) => (
        <li key={at}>
          Rung {showTime(at)}, {result.replace('-', ' ')} ({nameOf(by)})
        </li>
      ))}
      {row.nextTryAt !== undefined && (
        <li>
          <strong>
            Ring again {row.nextTryAt > now ? `at ${showTime(row.nextTryAt)}` : `now: due ${showTime(row.nextTryAt)}`}
          </strong>
        </li>
      )}
    </ul>
  );
}

/** Sent to a base of ours: a time there is the next thing that they ask for. */
function BookThere({ row, summary, slots, newKey, problems = [], values }: PersonProps) {
  if (Object.keys(slots).length === 0) return null;
  return (
    <section class="panel" aria-labelledby="book-heading">
      <h2 id="book-heading">A time at the other base</h2>
      <form method="post" action={`/cases/${row.id}/book-base`} novalidate>
        <HiddenKey value={newKey()} />
        <input type="hidden" name="_next" value={`/bases/${summary.place.slug}`} />
        <FormField
          field={{
            kind: 'list',
            name: 'slot',
            label: 'Time',
            blank: 'Choose a free time',
            choices: Object.entries(slots).map(([value, words]) => ({ value, words })),
          }}
          values={values}
          problems={problems}
        />
        <Button text="Book it" small /> <a href={`/bases/${summary.place.slug}`}>No time: they walk in there</a>
      </form>
    </section>
  );
}

function Same({ row, same, newKey, may, summary }: PersonProps) {
  if (same.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="same-heading">
      <h2 id="same-heading">Perhaps the same person</h2>
      <ul class="base-whom">
        {same.map(({ id, number, words }) => (
          <li key={id}>
            <a href={`/cases/${id}`}>Case {number}</a>: {words}{' '}
            {may.includes('link-case') && (
              <PressForm
                action={`/cases/${row.id}/link-case`}
                words={`Link to ${number}`}
                fields={{ to: id, as: 'repeat', _next: `/bases/${summary.place.slug}/people/${row.id}` }}
                formKey={newKey()}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
