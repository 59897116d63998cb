import { type Instant, type Problem, showCount, showTime, showTimeSeconds } from '#shared';
import { Alert, type StaffFrame, StaffPage, Tag, Timeline, type TimelineEntry, Verdict, Verdicts } from '#web';
import { ClockPicture, type ClockPictureProps } from './clockPicture.tsx';
import { CorrectTimeForm, type CorrectTimeProps } from './correctTime.tsx';
import type { Said } from './verdict.ts';
import { dayWords } from './words.ts';

export type Card = { when: string; said: Said; working: string; isAmended?: boolean };

export type ClockPageProps = {
  frame: StaffFrame;
  asOf: Instant;
  /** "Home visit, urgent, within 2 h" */
  promise: string;
  /** "Case 2803-081" */
  subject: string;
  subjectHref?: string;
  figures: { href: string; words: string };
  list?: { href: string; words: string };
  ruleWords: string;
  first: Card;
  now: Card;
  picture?: ClockPictureProps;
  /** A correction that turned late into in time, or the reverse. */
  turned?: { heading: string; words: string };
  events: readonly TimelineEntry[];
  /** The day of the events that do not say theirs. */
  eventsOf: Instant;
  seal: { isWhole: boolean; at?: Instant; others?: number };
  /** What the fold of these events says, where that is not what is stored. */
  disagreement?: string;
  correct?: CorrectTimeProps;
  problems?: readonly Problem[];
};

/** One clock: what was first recorded, what stands now, and every event that made it so. */
export function ClockPage(props: ClockPageProps) {
  const { frame, promise, subject } = props;
  const title = `${promise}. ${subject}`;
  return (
    <StaffPage frame={frame} title={title} problems={props.problems}>
      <p class="steps">
        <a href={props.figures.href}>{props.figures.words}</a> ›{' '}
        {props.list && (
          <>
            <a href={props.list.href}>{props.list.words}</a> ›{' '}
          </>
        )}
        {props.subjectHref ? <a href={props.subjectHref}>{subject}</a> : subject}
      </p>
      <h1>{title}</h1>
      <p class="second">{props.ruleWords}</p>
      <Verdicts>
        <CardOf card={props.first} />
        <CardOf card={props.now} />
      </Verdicts>
      {props.picture && (
        <div class="panel">
          <ClockPicture {...props.picture} />
        </div>
      )}
      {props.turned && (
        <Alert tone="blue" heading={props.turned.heading}>
          <p>{props.turned.words}</p>
        </Alert>
      )}
      {props.disagreement && (
        <Alert tone="red" heading="The stored clock is not what these events say.">
          <p>{props.disagreement}</p>
        </Alert>
      )}
      <div class="panel">
        <div class="page__head">
          <h2>What happened, in the order it was written down</h2>
          {dayWords(props.eventsOf, props.asOf) !== dayWords(props.asOf, props.asOf) && (
            <p class="page__facts">Times without a day are of {dayWords(props.eventsOf, props.asOf)}.</p>
          )}
          {props.correct && props.correct.steps.length > 0 && <a href="#correct">Correct a time</a>}
        </div>
        <Timeline caption={`Events of ${subject}`} entries={props.events} />
      </div>
      <p class="second">
        <Sealed {...props.seal} asOf={props.asOf} />
        {props.disagreement
          ? 'Recomputed from these events: another answer.'
          : 'Recomputed from these events: same answer.'}
      </p>
      {props.correct && <CorrectTimeForm {...props.correct} />}
    </StaffPage>
  );
}

function CardOf({ card }: { card: Card }) {
  const { when, said, working, isAmended } = card;
  const tags = [
    <Tag key="outcome" {...said.tag} />,
    isAmended && <Tag key="amended" state="amended" words="Amended" />,
  ];
  return <Verdict when={when} words={said.words} tone={said.tone} tags={tags} working={working} />;
}

function Sealed({ isWhole, at, others, asOf }: ClockPageProps['seal'] & { asOf: Instant }) {
  const checked = isWhole
    ? `Checked ${showTimeSeconds(asOf)}: whole. `
    : `Checked ${showTimeSeconds(asOf)}: an event is not what it was when it was written down. `;
  if (at === undefined) return <>Not sealed yet: that happens every few seconds. {checked}</>;
  const day = dayWords(at, asOf);
  const when = day === dayWords(asOf, asOf) ? showTimeSeconds(at) : `${showTimeSeconds(at)} on ${day}`;
  return (
    <>
      Sealed {others ? `with ${showCount(others)} other ${others === 1 ? 'event' : 'events'}` : 'by itself'} at {when},
      by the machine’s clock. {checked}
    </>
  );
}

/** "As first recorded, 21:24"; with its day where that is not today's. */
export function recordedWords(words: string, at: Instant, asOf: Instant): string {
  const day = dayWords(at, asOf);
  return day === dayWords(asOf, asOf) ? `${words}, ${showTime(at)}` : `${words}, ${day} ${showTime(at)}`;
}
