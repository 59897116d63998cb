import type { ComponentChildren } from 'preact';
import { type Instant, plus, showMiles, showMinutes } from '#shared';
import { type Urgency, urgencies } from '../../codes.ts';
import { measuredFrom } from '../../miles.ts';
import { orderOfTimes } from '../../nearest.ts';
import { lateBy, seenWithinMs } from '../../seenBy.ts';
import type { CaseInHand } from '../caseInHand.ts';
import { NoReplyButton } from './noReply.tsx';

export type OutcomeProps = {
  hand: CaseInHand;
  now: Instant;
  /** The outcome that was tried and refused stays open. */
  chosen?: string;
};

const SLOTS = 8;
const LIMITS: { readonly [code: string]: string } = { emergency: '1 h', urgent: '2 h', 'less-urgent': '6 h' };

/** How the step ends. F8, then a letter, then Enter: the first thing in each panel is what Enter presses. */
export function OutcomeBar({ hand, now, chosen }: OutcomeProps) {
  const { line, state } = hand;
  const spoken = state.state === 'in-assessment';
  const close = spoken || state.state === 'in-consultation' ? 'finish-and-close' : 'close-case';
  const panel = { id: line.id, command: close, chosen };
  const seen = 'place' in state && !spoken;
  return (
    <section class="panel outcomes" id="outcomes" tabIndex={-1} aria-labelledby="outcomes-heading">
      <p class="outcomes__head">
        <a href="#outcomes" data-key="f8" data-key-words="to the outcomes; then a letter" class="outcomes__f8">
          <strong id="outcomes-heading">Outcome</strong> <kbd>F8</kbd>
        </a>{' '}
        <span class="second">then a letter, then Enter</span>
      </p>
      <div class="outcomes__list">
        {seen ? (
          <Outcome
            letter="a"
            words={state.place === 'visit' ? 'Seen at home' : 'Seen here'}
            isOpen={chosen?.startsWith('seen-at')}
          >
            <CloseButton
              {...panel}
              outcome={state.place === 'visit' ? 'seen-at-home' : 'seen-at-base'}
              words="Finish and close: seen and treated"
              isFirst
            />
          </Outcome>
        ) : (
          <Outcome letter="a" words="Advice" isOpen={chosen === 'advice'}>
            <CloseButton {...panel} outcome="advice" words="Close: advice was given" isFirst />
          </Outcome>
        )}
        {spoken && <Base hand={hand} now={now} isOpen={chosen === 'finish-and-book'} />}
        {spoken && <Visit hand={hand} isOpen={chosen === 'finish-and-visit'} />}
        <Outcome letter="e" words="Emergency dept" isOpen={chosen === 'emergency-department'}>
          <CloseButton
            {...panel}
            outcome="emergency-department"
            words="Close: sent to an emergency department"
            isFirst
          />
        </Outcome>
        <Outcome letter="i" words="Admission" isOpen={chosen === 'admitted'}>
          <CloseButton {...panel} outcome="admitted" words="Close: admitted" isFirst />
        </Outcome>
        <Outcome letter="p" words="Pharmacy" isOpen={chosen === 'pharmacy'}>
          <CloseButton {...panel} outcome="pharmacy" words="Close: sent to a pharmacy" isFirst />
        </Outcome>
        <Outcome letter="g" words="Own GP" isOpen={chosen === 'own-gp'}>
          <CloseButton {...panel} outcome="own-gp" words="Close: to their own GP" isFirst />
        </Outcome>
        <Outcome
          letter="o"
          words="Other"
          isOpen={[
            'community-service',
            'death-verified',
            'ambulance-999',
            'cancelled',
            'no-reply',
            'did-not-wait',
            'did-not-attend',
          ].includes(chosen ?? '')}
        >
          <CloseButton {...panel} outcome="community-service" words="Close: passed to a community service" isFirst />
          <CloseButton {...panel} outcome="ambulance-999" words="Close: 999 has taken it" />
          <CloseButton {...panel} outcome="death-verified" words="Close: death verified" />
          <CloseButton {...panel} outcome="cancelled" words="Close: cancelled by the patient" />
          {hand.reached.missing.length === 0 && <CloseButton {...panel} outcome="no-reply" words="Close: no reply" />}
        </Outcome>
        {hand.here === undefined && <NoReplyButton />}
      </div>
    </section>
  );
}

function Outcome(props: { letter: string; words: string; isOpen?: boolean; children: ComponentChildren }) {
  const { letter, words, isOpen, children } = props;
  return (
    <details class="outcome" name="outcome" open={isOpen}>
      <summary class="board-button" data-key={letter} data-key-words={`outcome: ${words.toLowerCase()}`}>
        {words} <kbd>{letter.toUpperCase()}</kbd>
      </summary>
      <div class="outcome__panel">{children}</div>
    </details>
  );
}

function CloseButton(props: { id: string; command: string; outcome: string; words: string; isFirst?: boolean }) {
  const { id, command, outcome, words, isFirst } = props;
  return (
    <button
      type="submit"
      class={isFirst ? 'action-button' : 'board-button'}
      name="outcome"
      value={outcome}
      formaction={`/cases/${id}/${command}`}
      data-first={isFirst}
    >
      {words}
    </button>
  );
}

/** Never preset to a longer limit than urgent: to wait longer is a clinician's act. */
function HowSoon({ command }: { command: string }) {
  return (
    <fieldset class="outcome__soon">
      <legend>How soon</legend>
      {Object.entries(urgencies).map(([code, words]) => (
        <label key={code}>
          <input type="radio" name={`${command}:urgency`} value={code} checked={code === 'urgent'} /> {words} (
          {LIMITS[code]})
        </label>
      ))}
    </fieldset>
  );
}

/** Whoever sees them reads what for: what is meant by the choice itself stands here to be changed, and yields to what is written above. */
function PlanOf({ command, words }: { command: string; words: string }) {
  return (
    <label class="outcome__car">
      Plan, where none is written above{' '}
      <input type="text" name={`${command}:note.plan`} value={words} autocomplete="off" />
    </label>
  );
}

function Base({ hand, now, isOpen }: { hand: CaseInHand; now: Instant; isOpen: boolean }) {
  const { line, slots, shut, where } = hand;
  const isMeasured = slots.some(({ miles }) => miles !== undefined);
  return (
    <Outcome letter="b" words="Base" isOpen={isOpen}>
      <div class="outcome__slots">
        {slots.slice(0, SLOTS).map(({ value, words, at, miles }, index) => (
          <button
            key={value}
            type="submit"
            class={index === 0 ? 'action-button' : 'board-button'}
            name="slot"
            value={value}
            formaction={`/cases/${line.id}/finish-and-book`}
            data-first={index === 0}
          >
            {words}
            {miles !== undefined && `, ${showMiles(miles)}`}
            {lateWords(at, now)}
          </button>
        ))}
        {slots.length === 0 && <p>No base has a free time. Choose a visit, or ask the shift lead.</p>}
      </div>
      {slots.length > 0 && (
        <p class="second">
          {isMeasured ? orderOfTimes.measured : orderOfTimes.unmeasured}
          {isMeasured && where && ` Miles ${measuredFrom(where)}.`}
        </p>
      )}
      <HowSoon command="finish-and-book" />
      <PlanOf command="finish-and-book" words="To be seen at a base." />
      {shut.length > 0 && <p class="second">Shut, and so not offered: {shut.join(', ')}.</p>}
    </Outcome>
  );
}

/** Beside the time, by the limit of each urgency that it would miss: whoever chooses it has read how late it is. */
function lateWords(at: Instant, now: Instant): string {
  const late = (urgency: Urgency) => lateBy(at, plus(now, seenWithinMs[urgency]));
  const said: readonly [number | undefined, string][] = [
    [late('less-urgent'), 'late'],
    [late('urgent'), 'late for urgent'],
    [late('emergency'), 'late for an emergency'],
  ];
  const [ms, words] = said.find(([by]) => by !== undefined) ?? [];
  return ms === undefined ? '' : `, ${showMinutes(ms)} ${words}`;
}

function Visit({ hand, isOpen }: { hand: CaseInHand; isOpen: boolean }) {
  return (
    <Outcome letter="v" words="Home visit" isOpen={isOpen}>
      <button type="submit" class="action-button" formaction={`/cases/${hand.line.id}/finish-and-visit`} data-first>
        Ask for a visit
      </button>
      <HowSoon command="finish-and-visit" />
      <PlanOf command="finish-and-visit" words="To be seen at home." />
      <label class="outcome__car">
        Car{' '}
        <select name="finish-and-visit:car">
          <option value="">The next that is free</option>
          {hand.cars.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </Outcome>
  );
}
