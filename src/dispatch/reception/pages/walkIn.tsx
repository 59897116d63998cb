import { caseLifecycle, codes, EarlierBeside, LOOKS, languages, nhsNumberFields } from '#calls';
import { type Instant, type Problem, showDate, showTime } from '#shared';
import {
  Button,
  DraftLine,
  type Field,
  FormField,
  HiddenKey,
  keptAs,
  type StaffFrame,
  StaffPage,
  Tag,
  type Values,
} from '#web';
import { type Match, matchWords } from '../sameAsTonight.ts';
import { PressForm } from './pressForm.tsx';

export type WalkInProps = {
  frame: StaffFrame;
  place: { slug: string; name: string };
  isShut: boolean;
  /** The directory of practices. */
  practices: readonly { value: string; words: string }[];
  now: Instant;
  id: string;
  values?: Values;
  problems?: readonly Problem[];
  /** Cases of tonight that may be theirs: to be looked at before another is opened. */
  matches?: readonly Match[];
  placeOf(place: number): string;
  newKey(): string;
};

const fieldsOf = (shown: Pick<WalkInProps, 'values' | 'problems' | 'practices' | 'matches'>): Field[] => [
  {
    kind: 'text',
    name: 'patientName',
    label: 'Name',
    width: 30,
    autocomplete: 'off',
    isFocused: (shown.matches ?? []).length === 0,
  },
  { kind: 'date', name: 'dateOfBirth', label: 'Date of birth', hint: 'For example, 31 3 1980' },
  ...nhsNumberFields('NHS number, if they know it', shown),
  { kind: 'telephone', name: 'ringBack', label: 'Number to ring them' },
  { kind: 'text', name: 'whereNow', label: 'Where they came from', hint: 'Address or postcode', width: 30 },
  {
    kind: 'list',
    name: 'practiceId',
    label: 'Practice',
    hint: 'Who is told of it in the morning.',
    blank: 'Not known',
    choices: shown.practices,
  },
  { kind: 'text', name: 'practice', label: 'Practice that is not in the list', width: 30 },
  {
    kind: 'list',
    name: 'interpreter',
    label: 'Interpreter, where they need one',
    hint: 'For which language. Its clock of 15 min runs from when they came in (NQR 13).',
    blank: 'Not needed',
    choices: Object.entries(languages).map(([value, words]) => ({ value, words })),
  },
  { kind: 'long-text', name: 'complaint', label: 'What is wrong, in their words', rows: 2 },
  {
    kind: 'choice',
    name: 'priority',
    label: 'First priority',
    choices: Object.entries(codes.priorities).map(([value, words]) => ({ value, words })),
    isInline: true,
  },
  {
    kind: 'time',
    name: 'answeredAt',
    label: 'When they came in',
    hint: 'Empty: now. The clock of NQR 10 runs from here.',
  },
];

const draftName = (place: string) => `walk-in ${place}`;

/** Somebody who has come without a booking: looked for among tonight’s cases before a case is opened. */
export function WalkInPage(props: WalkInProps) {
  const { frame, place, problems, matches } = props;
  const back = `/bases/${place.slug}`;
  return (
    <StaffPage
      frame={frame}
      title={`A walk-in at ${place.name}`}
      problems={problems}
      dates={['dateOfBirth']}
      width="text"
      passTo999={{ place: place.slug }}
      scripts={['/assets/taking.js']}
    >
      <p class="crumbs">
        <a href="/bases">Bases</a> › <a href={back}>{place.name}</a> › A walk-in
      </p>
      <h1>A walk-in at {place.name}</h1>
      <p>
        <strong>In danger now?</strong> Pass to 999 first, with <kbd>F9</kbd>.{' '}
        {props.isShut && 'This base is shut: the case is opened all the same, and they are told where to go.'}
      </p>
      {matches && matches.length > 0 && <Matches {...props} matches={matches} />}
      <EarlierBeside now={props.now} />
      <form
        method="post"
        action={`${back}/walk-in`}
        novalidate
        data-taking={LOOKS}
        {...keptAs(draftName(place.slug), props.values !== undefined)}
      >
        {/* The names that begin with a line are ours: opening a case does not ask for them. */}
        <HiddenKey value={props.newKey()} />
        <input type="hidden" name="id" value={props.id} />
        <input type="hidden" name="entryRoute" value="walk-in" />
        <input type="hidden" name="place" value={place.slug} />
        <input type="hidden" name="_next" value={`${back}/people/${props.id}`} />
        {matches && matches.length > 0 && (
          <input type="hidden" name="_seen" value={matches.map(({ line }) => line.id).join(' ')} />
        )}
        {fieldsOf(props).map((field) => (
          <FormField key={field.name} field={field} values={props.values} problems={problems} />
        ))}
        <Button
          text={
            matches && matches.length > 0
              ? 'None of these, or another matter: open a case'
              : 'Look for them, then open a case'
          }
          variant={matches && matches.length > 0 ? 'secondary' : undefined}
          preventDoubleClick
        />
        <DraftLine />
      </form>
    </StaffPage>
  );
}

/** Never hidden, never merged by itself: the person at the desk says which it is. */
function Matches({ matches, place, placeOf, newKey, values }: WalkInProps & { matches: readonly Match[] }) {
  return (
    <section class="panel base-same" aria-labelledby="same-heading">
      <h2 id="same-heading">
        {matches.length === 1
          ? 'They may be a case of tonight already'
          : `They may be one of ${matches.length} cases of tonight`}
      </h2>
      <ul class="base-whom">
        {matches.map(({ line, why }) => (
          <li key={line.id}>
            <p>
              <strong>{line.patientName}</strong>
              {line.dateOfBirth && `, born ${showDate(line.dateOfBirth)}`}: {matchWords[why]}. Case{' '}
              <a href={`/cases/${line.id}`}>{line.number}</a>, {stateWords(line, placeOf)}.
            </p>
            {mayCome(line) ? (
              <>
                <PressForm
                  action={`/cases/${line.id}/come-to-base`}
                  words={comeWords(line)}
                  fields={{ ...typed(values), place: place.slug, _next: `/bases/${place.slug}` }}
                  formKey={newKey()}
                  look="action-button"
                  forgets={draftName(place.slug)}
                />
                <p class="second">What you have typed goes with it: {carried}.</p>
              </>
            ) : (
              <p>
                <Tag state="done" words={line.closedAt === undefined ? 'Being seen, or seen' : 'Closed'} /> A new case
                is opened below, and stands beside it.
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const carried = 'what is wrong, how urgent, their number and where they came from';

/** Whoever is being seen, or was, and comes again has another case for it. */
function mayCome({ state }: Match['line']): boolean {
  return state in caseLifecycle.steps['come-to-base'].from;
}

function comeWords({ number, state, placeKind }: Match['line']): string {
  if (placeKind === 'visit' && state !== 'to-ring-back' && state !== 'to-book')
    return `It is them: ${number} is here, the visit stops`;
  const expected = ['booked', 'sent-elsewhere', 'to-ring-back', 'to-book'].includes(state);
  return expected ? `It is them: mark ${number} as arrived` : `It is them: ${number} has come here`;
}

/** The form as it was filled in, for the case that is there already: nothing of it is typed twice. */
function typed(values: Values = {}): Record<string, string | undefined> {
  return {
    _patientName: values.patientName,
    ...{ said: values.complaint, cameFrom: values.whereNow, priority: values.priority },
    ...{ ringBack: values.ringBack, practiceId: values.practiceId, occurredAt: values.answeredAt },
  };
}

function stateWords({ state, place, slotAt, closedAt }: Match['line'], placeOf: (id: number) => string): string {
  if (closedAt !== undefined) return `closed at ${showTime(closedAt)}`;
  if (place !== undefined && slotAt !== undefined) return `booked at ${placeOf(place)} for ${showTime(slotAt)}`;
  if (place !== undefined) return `${words[state] ?? state} (${placeOf(place)})`;
  return words[state] ?? state;
}

const words: { readonly [state: string]: string } = {
  'to-assess': 'waiting to be rung back',
  'in-assessment': 'being assessed',
  'to-book': 'waiting to be booked',
  'sent-elsewhere': 'sent to another base',
  arrived: 'in the waiting room',
  'to-ring-back': 'missed, to be rung back',
  'visit-requested': 'waiting for a visit',
  'visit-assigned': 'waiting for a visit',
  'visit-travelling': 'a car is on its way to them',
  'visit-arrived': 'a car is at their door',
  'in-consultation': 'being seen',
  advised: 'given advice',
  consulted: 'seen',
};
