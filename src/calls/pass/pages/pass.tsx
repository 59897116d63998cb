import type { Instant, Problem } from '#shared';
import { showDate, showLength, showNhsNumber, showTimeSeconds } from '#shared';
import {
  Button,
  FormField,
  HiddenKey,
  Icon,
  PassTo999,
  passWords,
  type StaffFrame,
  StaffPage,
  SummaryList,
  Tag,
  Timeline,
  type TimelineEntry,
  type Values,
} from '#web';
import type { Person } from '../../caseStore.ts';
import { WithReason } from '../../pages/withReason.tsx';
import { standDownReasons } from '../events.ts';
import type { PassState } from '../pass.ts';

/** What stands in the boxes of a call that is not saved yet. */
type Typed = Partial<Pick<Person, 'patientName' | 'dateOfBirth' | 'ringBack' | 'whereNow'>>;

export type PassProps = {
  frame: StaffFrame;
  id: string;
  now: Instant;
  state: Exclude<PassState['state'], 'none'>;
  neededAt: Instant;
  neededBy: string;
  dueAt: Instant;
  endedAt?: Instant;
  endedBy?: string;
  isMine: boolean;
  /** The case or the call, in words that are no name. */
  whom: { words: string; href?: string; call?: string };
  placeName?: string;
  /** Absent for those who may see no identities. */
  tell?: { person?: Person; typed?: Typed; number?: string; wrong?: readonly string[] };
  texts?: readonly { id: string; kind: string; body: string }[];
  clock?: string;
  may: readonly string[];
  entries: readonly TimelineEntry[];
  newKey(): string;
  problems?: readonly Problem[];
  values?: Values;
};

/** One pass to 999: how long is left, what to say to 999, and the button that says that it has been taken. */
export function PassPage(props: PassProps) {
  const { frame, state } = props;
  const running = state === 'running';
  return (
    <StaffPage frame={frame} title={`Pass to 999: ${props.whom.words}`} problems={props.problems} passTo999="in-head">
      <Head {...props} />
      <div class="pass__columns">
        <div>
          <section class="panel" aria-labelledby="tell-heading">
            <h2 id="tell-heading">{running ? 'Ring 999 and say' : 'What 999 was to be told'}</h2>
            <Tell {...props} />
          </section>
          {props.may.includes('name-pass') && props.whom.href === undefined && <Whom {...props} />}
        </div>
        <div>
          {running && props.may.includes('confirm-pass') && <Confirm {...props} />}
          {!running && <Ended {...props} />}
          {running && props.may.includes('stand-down-pass') && <StandDown {...props} />}
          {running && !props.may.includes('stand-down-pass') && (
            <p class="second">Not needed after all? Only a nurse or a doctor can stand it down, with a reason.</p>
          )}
        </div>
      </div>
      <h2>What happened</h2>
      {props.clock && (
        <p>
          <a href={props.clock}>The clock of this pass</a>: within 3 minutes, NQR 9a on the telephone, NQR 10a at a
          base.
        </p>
      )}
      <Timeline entries={props.entries} caption="What happened, in the order it was written down" />
    </StaffPage>
  );
}

function Head({ frame, state, whom, now, neededAt, neededBy, dueAt, endedAt, placeName }: PassProps) {
  const running = state === 'running';
  const late = running && dueAt < now;
  const where = placeName ? `, at ${placeName}` : '';
  return (
    <div class={`pass pass--${state} ${late ? 'is-late' : ''}`.trim()} {...(running ? { 'data-due': dueAt } : {})}>
      <div class="pass__words">
        <h1 class="pass__heading">
          Pass to 999: {whom.href ? <a href={whom.href}>{whom.words}</a> : whom.words}
          {where}
        </h1>
        {running ? (
          <p class="pass__clock">
            <Icon name={late ? 'diamond' : 'triangle'} />
            <strong data-left>{passWords(dueAt, now)}</strong>
          </p>
        ) : (
          <p class="pass__clock">
            <EndTag {...{ state, neededAt, dueAt, endedAt }} />
          </p>
        )}
        <p class="pass__since">
          Pressed {showTimeSeconds(neededAt)} by {neededBy}. 999 must have it by {showTimeSeconds(dueAt)}.
          {running && ' The clock stops when 999 has taken it, and not before.'}
        </p>
      </div>
      <div class="pass__another">
        <PassTo999 frame={frame} words="Another patient: pass to 999" />
      </div>
    </div>
  );
}

function EndTag({ state, neededAt, dueAt, endedAt }: Pick<PassProps, 'state' | 'neededAt' | 'dueAt' | 'endedAt'>) {
  if (endedAt === undefined) return null;
  if (state === 'stood-down') return <Tag state="not-needed" words={`Stood down ${showTimeSeconds(endedAt)}`} />;
  const length = showLength(endedAt - neededAt);
  if (endedAt <= dueAt)
    return <Tag state="met" words={`In time: taken ${showTimeSeconds(endedAt)}, after ${length}`} />;
  return <Tag state="missed" words={`Missed: taken ${showTimeSeconds(endedAt)}, after ${length}`} />;
}

function Tell({ tell, texts = [], neededBy, isMine, whom }: PassProps) {
  if (!tell) return <p>Who it is, is not shown to your role. {neededBy} pressed, and can say.</p>;
  const { wrong = [] } = tell;
  const person: Partial<Person> | undefined = tell.person ?? tell.typed;
  const number = tell.typed?.ringBack ?? tell.number;
  const about = texts.filter(({ kind }) => kind === 'about').map(({ body }) => body);
  const rows: [string, string | undefined][] = [
    ['Where they are now', person?.whereNow],
    ['Number to ring back', number],
    ['What is wrong', [...wrong, ...(tell.person ? [] : about)].join('\n') || undefined],
    ['Patient', person?.patientName],
    ['Born', person?.dateOfBirth && showDate(person.dateOfBirth)],
    ['NHS number', person?.nhsNumber && showNhsNumber(person.nhsNumber)],
    ['With them', [person?.callerName, person?.callerRelation].filter(Boolean).join(', ') || undefined],
    ['Also said', tell.person && about.join('\n')],
  ];
  const known = rows.flatMap(([key, value]) => (value ? [{ key: { text: key }, value: { text: value } }] : []));
  return (
    <div class="pass__tell">
      {tell.typed && <p class="second">As you have typed it so far: it is not saved yet.</p>}
      {!tell.person && !(person?.whereNow && number && wrong.length > 0) && (
        <p>
          <strong>Ask where they are, what number to ring, and what is wrong.</strong>{' '}
          {isMine && !tell.typed ? 'Ring 999 first; say afterwards here whom it was for.' : ''}
        </p>
      )}
      {known.length > 0 && <SummaryList rows={known} />}
      {whom.call && isMine && (
        <p>
          <a
            class="board-button"
            href={whom.call}
            data-key="b"
            data-key-words="back to the call: what was typed is kept"
          >
            Back to the call: what you typed is kept <kbd>B</kbd>
          </a>
        </p>
      )}
    </div>
  );
}

function Confirm({ id, newKey, values = {}, problems = [] }: PassProps) {
  return (
    <section class="panel pass__confirm" aria-labelledby="taken-heading">
      <h2 id="taken-heading">Has 999 taken it?</h2>
      <form method="post" action={`/passes/${id}/confirm-pass`} novalidate>
        <HiddenKey value={newKey()} />
        <FormField
          field={{
            kind: 'text',
            name: 'reference',
            label: 'Reference from 999',
            hint: 'Leave empty if they gave none.',
            width: 20,
          }}
          {...{ values, problems }}
        />
        <button
          type="submit"
          class="action-button action-button--large"
          data-key="f8"
          data-key-words="999 has taken it"
        >
          999 has taken it <kbd>F8</kbd>
        </button>
        <details class="nhsuk-details pass__when" open={problems.some(({ field }) => field === 'occurredAt')}>
          <summary class="nhsuk-details__summary">
            <span class="nhsuk-details__summary-text">It was earlier than now</span>
          </summary>
          <div class="nhsuk-details__text">
            <FormField
              field={{
                kind: 'time',
                name: 'occurredAt',
                label: 'When 999 took it',
                hint: 'A time today, such as 20:34:10.',
              }}
              {...{ values, problems }}
            />
          </div>
        </details>
      </form>
    </section>
  );
}

function Ended({ state, endedAt, endedBy, texts = [] }: PassProps) {
  const reference = texts.find(({ kind }) => kind === 'reference')?.body;
  const why = texts.find(({ kind }) => kind === 'why')?.body;
  return (
    <section class="panel" aria-labelledby="ended-heading">
      <h2 id="ended-heading">{state === 'taken' ? '999 has taken it' : 'Stood down: 999 was not needed'}</h2>
      <p>
        {endedAt !== undefined && `${showTimeSeconds(endedAt)}, said by ${endedBy}.`}
        {state === 'taken' && (reference ? ` Reference ${reference}.` : ' No reference was written down.')}
      </p>
      {why && <p class="written__body">{why}</p>}
      {state === 'taken' && (
        <p class="second">
          Was it not taken after all? Press again at once: that begins a new pass with its own clock.
        </p>
      )}
    </section>
  );
}

function Whom({ id, newKey, values = {}, problems = [] }: PassProps) {
  return (
    <section class="panel" aria-labelledby="whom-heading">
      <h2 id="whom-heading">Whom is it for?</h2>
      <p class="second">999 first. This can be said at any time, also afterwards.</p>
      <form method="post" action={`/passes/${id}/name-pass`} novalidate>
        <HiddenKey value={newKey()} />
        <FormField
          field={{ kind: 'text', name: 'number', label: 'Number of the case', hint: 'Such as 2803-133', width: 10 }}
          {...{ values, problems }}
        />
        <FormField
          field={{ kind: 'long-text', name: 'about', label: 'Or in words: who, where, what is wrong', rows: 2 }}
          {...{ values, problems }}
        />
        <Button text="Say whom it is for" variant="secondary" />
      </form>
    </section>
  );
}

function StandDown({ id, newKey, values, problems }: PassProps) {
  return (
    <WithReason
      isPanel
      summary="999 is not needed: stand down"
      action={`/passes/${id}/stand-down-pass`}
      button="Stand down"
      reasons={standDownReasons}
      label="What you found"
      {...{ newKey, values, problems }}
    />
  );
}
