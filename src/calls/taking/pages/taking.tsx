import type { Instant, Problem } from '#shared';
import { localDate, showLength, showNhsNumber, showTime, showTimeSeconds } from '#shared';
import { DateInput, Details, HiddenKey, Icon, PassTo999, Radios, type StaffFrame, StaffPage, Textarea } from '#web';
import { noCaseReasons, sexes, withWhom } from '../../codes.ts';
import type { Told } from '../../wait/wait.ts';
import { WaitTold } from '../../wait/waitTold.tsx';
import { askedOf, draftName, practiceAnswers, type Typed } from '../form.ts';
import { interpreterAnswers, languages, USUAL } from '../languages.ts';
import { Box, Cell, type Filled, OneOf, Pick, Tick, wrong } from './fields.tsx';
import { FORM, jumpWords, Panels, type PanelsProps } from './panels.tsx';

export type TakingProps = {
  frame: StaffFrame;
  now: Instant;
  call: { id: string; answeredAt: Instant; rangAt: Instant; rangBack: boolean; hasEnded: boolean };
  /** The number that the telephone says it comes from: kept with the call, and only offered as the one to ring back. */
  line?: string;
  newCase: string;
  newKey(): string;
  practices: readonly { value: string; words: string }[];
  due: { urgent: Limit; other: Limit };
  /** What may be said of the wait, of each priority. */
  told: readonly Told[];
  values: Typed;
  problems: readonly Problem[];
  panels: PanelsProps;
  /** Somebody else answered it: who. */
  answeredBy?: string;
  /** The case that this call has come to already, by whom and when. */
  taken?: { case: string; number: string; name: string; at: Instant };
  /** The pass to 999 that this form has begun. */
  runs?: string;
  /** Shown again: what was sent stands in it, and no older draft. */
  isAgain: boolean;
};
type Limit = { withinMs: number; by: Instant };

/** One form for a call, by keyboard from the first key to the last, with what is known beside it. */
export function TakingPage(props: TakingProps) {
  const { call, frame, problems } = props;
  return (
    <StaffPage
      frame={frame}
      title="On a call"
      problems={problems}
      dates={['dateOfBirth']}
      passTo999="in-head"
      scripts={['/assets/taking.js']}
    >
      <CallHead {...props} />
      <div class="beside taking">
        <form
          id={FORM}
          method="post"
          action={`/calls/${call.id}/save`}
          class="panel taking__form"
          novalidate
          data-draft={draftName(call.id)}
          data-draft-shown={props.isAgain ? '' : undefined}
          data-taking={`/calls/${call.id}/contacts?part=found`}
        >
          <HiddenKey value={props.newKey()} />
          <input type="hidden" name="id" value={props.newCase} />
          <Others {...props} />
          <Who {...props} />
          <Where {...props} />
          <Jump panels={props.panels} />
          <Wrong {...props} />
        </form>
        <aside class="taking__side" aria-label="What is known">
          <Panels {...props.panels} />
          <div class="panel">
            <WaitTold told={props.told} />
          </div>
          <NoCase {...props} />
        </aside>
      </div>
      <form id="answer-next" method="post" action="/calls/answer-next" hidden>
        <HiddenKey value={props.newKey()} />
      </form>
      <KeyLine />
    </StaffPage>
  );
}

/** Two people with one call: each knows of the other, and nothing is said to be saved that was not. */
function Others({ taken, answeredBy, runs }: TakingProps) {
  if (!taken && !answeredBy && !runs) return null;
  return (
    <div class="taking__cell taking__cell--12 taking__others">
      {runs && (
        <p>
          <Icon name="triangle" /> <strong>The 3 minutes to pass to 999 run.</strong> Ring 999 now, then give what is
          missing here. <a href={`/passes/${runs}`}>What to say to 999</a>
        </p>
      )}
      {taken && (
        <p>
          <Icon name="triangle" />{' '}
          <strong>
            {taken.name} saved <a href={`/cases/${taken.case}`}>case {taken.number}</a> from this call at{' '}
            {showTimeSeconds(taken.at)}.
          </strong>{' '}
          Nothing that you type here is on it yet: F8 records it there.
        </p>
      )}
      {answeredBy && !taken && (
        <p>
          <Icon name="triangle" /> <strong>{answeredBy} answered this call</strong>, and may be writing its case. Ask
          before you save another.
        </p>
      )}
    </div>
  );
}

function CallHead({ call, line, now, frame }: TakingProps) {
  const { answeredAt, rangAt, rangBack, hasEnded } = call;
  return (
    <div class="call-head">
      <h1 class="call-head__now">
        {hasEnded ? (
          'The call has ended'
        ) : (
          <>
            On a call: <span data-counts-from={answeredAt}>{showLength(now - answeredAt)}</span>
          </>
        )}
      </h1>
      <p class="call-head__facts">
        {rangBack
          ? `Rung back, and reached at ${showTimeSeconds(answeredAt)}.`
          : `Answered ${showTimeSeconds(answeredAt)}, after ${showLength(answeredAt - rangAt)}.`}{' '}
        {line ? `From ${spaced(line)}.` : 'No number was sent.'}
      </p>
      {frame.mayPass && <p class="call-head__999 second">3 min to pass, from the moment you press</p>}
      <PassTo999 frame={frame} words="Life-threatening: pass to 999" of={{ call: call.id }} />
    </div>
  );
}

const spaced = (digits: string) => digits.replace(/^(\d{5})(\d{3})(\d+)$/, '$1 $2 $3');

function Who({ values, problems, practices, now }: TakingProps) {
  const filled: Filled = { values, problems };
  const born = askedOf(values, now).dateOfBirth;
  return (
    <>
      <Cell wide={5}>
        <Box {...filled} name="callerName" label="Who is calling" />
      </Cell>
      <Cell wide={3}>
        <Box {...filled} name="callerRelation" label="They are the patient’s" />
      </Cell>
      <Cell wide={4}>
        <Box
          {...filled}
          name="ringBack"
          label="Number to ring back"
          type="tel"
          below={
            <div class="taking__below">
              <Tick name="readBack" words="Read back to them" values={values} />
            </div>
          }
        />
      </Cell>
      <Cell wide={4}>
        <Box
          {...filled}
          name="patientName"
          label="Patient"
          below={
            <p class="taking__below" data-taking-nhs>
              {values.nhsNumber && !wrong(problems, 'nhsNumber') ? `NHS number ${shownNumber(values.nhsNumber)}` : ''}
            </p>
          }
        />
      </Cell>
      <Cell wide={5}>
        <div class="taking__born">
          <div>
            <DateInput
              id="dateOfBirth"
              fieldset={{ legend: { text: 'Date of birth', size: 's' } }}
              errorMessage={wrong(problems, 'dateOfBirth')}
              items={(['day', 'month', 'year'] as const).map((unit) => ({
                id: `dateOfBirth-${unit}`,
                name: `dateOfBirth-${unit}`,
                label: unit.charAt(0).toUpperCase() + unit.slice(1),
                width: unit === 'year' ? 4 : 2,
                value: values[`dateOfBirth-${unit}`],
              }))}
            />
            <p class="taking__below">
              <span data-taking-age>{born ? `${ageWords(born, now)} ` : ''}</span>Day, month, year
            </p>
          </div>
          <div>
            <Pick
              {...filled}
              name="sex"
              label="Sex"
              blank="Not asked"
              choices={Object.entries(sexes).map(([value, words]) => ({ value, words }))}
            />
          </div>
        </div>
      </Cell>
      <Cell wide={3}>
        <Pick
          {...filled}
          name="practiceId"
          label="Practice"
          blank="Not asked yet"
          choices={[...practices, ...Object.entries(practiceAnswers).map(([value, words]) => ({ value, words }))]}
          below={<p class="taking__below" data-taking-practice />}
        />
      </Cell>
    </>
  );
}

function Where({ values, problems }: TakingProps) {
  const filled: Filled = { values, problems };
  const more = ['nhsNumber', 'secondNumber', 'homeAddress', 'practice'];
  // A number that stands under the name already, and is right, needs no box in the way.
  const isOpen = more.some((name) => (name !== 'nhsNumber' && values[name]) || wrong(problems, name));
  return (
    <>
      <Cell wide={8}>
        <Box {...filled} name="whereNow" label="Where the patient is now (a visit would go here)" />
      </Cell>
      <Cell wide={4}>
        <fieldset class="nhsuk-fieldset">
          <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Home address</legend>
          <div class="taking__ticks">
            <Tick name="homeSame" words="The same" values={values} />
            <Tick name="addressRestricted" words="Restricted" values={values} />
          </div>
        </fieldset>
      </Cell>
      <Cell wide={12}>
        <Details
          summary="NHS number, second number, another home, another practice"
          open={isOpen}
          attributes={{ 'data-taking-more': '' }}
        >
          <div class="taking__more">
            <Cell wide={4}>
              <Box {...filled} name="nhsNumber" label="NHS number, if known" inputmode="numeric" />
              {(wrong(problems, 'nhsNumber') || values.keepUnverified) && (
                <Tick name="keepUnverified" words="Keep it, not verified" values={values} />
              )}
            </Cell>
            <Cell wide={4}>
              <Box {...filled} name="secondNumber" label="Second number" type="tel" />
            </Cell>
            <Cell wide={4}>
              <Box {...filled} name="practice" label="Practice that is not in the list" />
            </Cell>
            <Cell wide={12}>
              <Box {...filled} name="homeAddress" label="Home address, where it is another" />
            </Cell>
          </div>
        </Details>
      </Cell>
      <Cell wide={5}>
        <OneOf
          {...filled}
          name="withWhom"
          legend="Who is with the patient"
          choices={Object.entries(withWhom).map(([code, words]) => [code, WITH[code] ?? words])}
        />
      </Cell>
      <Cell wide={4}>
        <Pick
          {...filled}
          name="language"
          label="Language"
          choices={Object.entries(languages).map(([value, words]) => ({ value, words }))}
        />
      </Cell>
      <Cell wide={3}>
        <OneOf
          {...filled}
          name="interpreter"
          legend="Interpreter"
          choices={Object.entries(interpreterAnswers).filter(
            ([value]) => value !== 'declined' || (values.language ?? USUAL) !== USUAL,
          )}
        />
      </Cell>
    </>
  );
}

/** In threes and fours where it can be; a number of another length as it was typed. */
const shownNumber = (typed: string) => {
  const digits = typed.replace(/\D/g, '');
  return digits.length === 10 ? showNhsNumber(digits) : typed;
};

const WITH: { [code: string]: string } = { adult: 'An adult', children: 'Children only' };

/** By Tab and on a narrow screen what is found stands after the form: here is the way there, before what is wrong is written. */
function Jump({ panels }: Pick<TakingProps, 'panels'>) {
  const words = jumpWords(panels);
  return (
    <p class="taking__cell taking__cell--12 taking__jump" data-taking-jump hidden={words === ''}>
      <Icon name="turning-arrow" /> <a href="#contacts-heading">{words}</a>
    </p>
  );
}

function Wrong({ values, problems, due, call, taken }: TakingProps) {
  const minutes = (ms: number) => Math.round(ms / 60_000);
  return (
    <>
      <Cell wide={12}>
        <Textarea
          id="complaint"
          name="complaint"
          rows={3}
          label={{ text: 'What is wrong, in the caller’s words', size: 's' }}
          value={values.complaint}
          errorMessage={wrong(problems, 'complaint')}
        />
      </Cell>
      <Cell wide={12}>
        <OneOf
          values={values}
          problems={problems}
          name="priority"
          legend="First priority"
          choices={[
            ['life', 'Life-threatening: 999, in 3 min'],
            [
              'urgent',
              <>
                Urgent: rung back in {minutes(due.urgent.withinMs)} min, by <strong>{showTime(due.urgent.by)}</strong>
              </>,
            ],
            [
              'other',
              <>
                Other: in {minutes(due.other.withinMs)} min, by {showTime(due.other.by)}
              </>,
            ],
          ]}
        />
      </Cell>
      <div class="taking__cell taking__cell--12 taking__end">
        {taken && <Tick name="worse" words="They are worse than it says there: it moves up" values={values} />}
        <button
          type="submit"
          class="action-button action-button--large"
          data-key="f8"
          {...(taken ? { name: 'taken', value: taken.case } : {})}
        >
          {taken ? `Record it on case ${taken.number}` : 'Save and pass to a clinician'} <kbd>F8</kbd>
        </button>
        <button
          type="submit"
          class="board-button taking__look"
          formaction={`/calls/${call.id}/contacts`}
          data-taking-look
        >
          Look for earlier contacts
        </button>
        <p class="taking__kept second" data-draft-state role="status" />
      </div>
    </>
  );
}

/** A wrong number, a question about nobody: said once, with why, so that the call asks nobody for its case any more. */
function NoCase({ call, newKey }: TakingProps) {
  return (
    <div class="panel taking__panel">
      <Details summary="No case: it is about no patient">
        <form method="post" action={`/calls/${call.id}/no-case`}>
          <HiddenKey value={newKey()} />
          <Radios
            name="reason"
            idPrefix="no-case"
            small
            fieldset={{ legend: { text: 'What it was', size: 's' } }}
            items={Object.entries(noCaseReasons).map(([value, text]) => ({ value, text }))}
          />
          <button type="submit" class="board-button">
            No case comes of this call
          </button>
        </form>
      </Details>
    </div>
  );
}

function KeyLine() {
  return (
    <p class="taking__keys second" data-needs-script hidden>
      <kbd>Tab</kbd> next box{' '}
      <button
        type="submit"
        form="answer-next"
        class="link-button"
        data-key="f2"
        data-key-words="answer the next call: this one stays as it is kept"
      >
        <kbd>F2</kbd> answer the next call
      </button>{' '}
      <kbd>F8</kbd> save and pass <kbd>F9</kbd> pass to 999, from every page <kbd>?</kbd> all keys, outside a box
    </p>
  );
}

/** `81 years.`; of a child under two in months. */
export function ageWords(born: string, now: Instant): string {
  const [year = 0, month = 0, day = 0] = born.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = localDate(now).split('-').map(Number);
  const months = (toYear - year) * 12 + (toMonth - month) - (toDay < day ? 1 : 0);
  if (months < 0) return '';
  if (months < 24) return `${months} ${months === 1 ? 'month' : 'months'}.`;
  return `${Math.floor(months / 12)} years.`;
}
