import {
  type Concern,
  ConcernsPanel,
  NotesPanel,
  type NotesSummary,
  OtherPractices,
  type Practices,
  RaiseConcern,
  type RaiseConcernProps,
} from '#practices';
import { type Instant, instant, localParts, showDay, showTime } from '#shared';
import { type Age, Alert, DataTable, type StaffFrame, StaffPage, Tag, Tile } from '#web';
import type { Dropped } from '../channelStore.ts';
import { asks, failureCodes } from '../codes.ts';
import type { Content } from '../content.ts';
import type { MessageLine } from '../messageStore.ts';
import {
  asksUndone,
  asksUnread,
  dueWords,
  isLost,
  isUnread,
  messageTag,
  type Tally,
  tallyOf,
  triedWords,
  whenWords,
} from '../messageWords.ts';

export type OwnLine = MessageLine & { content?: Content };

export type PatientsProps = {
  practices: Practices;
  now: Instant;
  age: Age;
  lines: readonly OwnLine[];
  dropped?: Dropped;
};

export type PracticePageProps = PatientsProps & {
  frame: StaffFrame;
  since: Instant;
  notes: NotesSummary;
  concerns: readonly Concern[];
  raise: RaiseConcernProps;
};

/** What happened to a practice's patients since it closed, and what of it still needs somebody there. */
export function PracticePage(props: PracticePageProps) {
  const { frame, practices, since, now, notes, concerns, raise } = props;
  const title = `Your patients since you closed on ${dayInFull(since)}`;
  const live = { url: `/practice/live${practices.query}`, advice: 'Ring the service.', isReloaded: false };
  return (
    <StaffPage frame={frame} title={title} live={live}>
      <div class="page__head page__head--stacked">
        <h1>{title}</h1>
        <PatientsFacts {...props} />
      </div>
      <OtherPractices {...practices} path="/practice" />
      <LostPanel {...props} />
      <div class="beside beside--narrow">
        <PatientsTile {...props} />
        <div class="beside__side">
          <RaiseConcern {...raise} />
          <NotesPanel summary={notes} query={practices.query} />
          <ConcernsPanel concerns={concerns} now={now} query={practices.query} />
        </div>
      </div>
    </StaffPage>
  );
}

export function PatientsFacts({ lines, now }: PatientsProps) {
  return (
    <p class="page__facts page__facts--first" data-fragment="own-facts">
      <Opening tally={tallyOf(lines, now)} lines={lines} now={now} />
    </p>
  );
}

/** One panel, however many did not come: what did not, why, since when, and the way to what asks for action first. */
export function LostPanel({ lines, dropped, now }: PatientsProps) {
  const lost = lines
    .filter((line) => isLost(line, now))
    .sort((a, b) => Number(b.forPractice === 'action') - Number(a.forPractice === 'action'));
  const [first] = lost;
  return (
    <div class="own-lost" data-fragment="own-lost">
      {(first || dropped) && (
        <Alert
          tone="red"
          icon="cross"
          heading={first ? lostHeading(first, lost.length) : droppedWords(dropped, now)}
          action={
            first?.content && (
              <a class="board-button" href={pageOf(first)}>
                Read it here
              </a>
            )
          }
        >
          {first && lost.length > 1 && `The first is for ${nameOf(first)}. `}
          {first && `${triedWords(first, 'your')} ${dueWords(first, now)} `}
          {first && dropped && `${droppedWords(dropped, now)} `}
          {!first && dropped && `${sentence(failureCodes[dropped.failure].replace(/\bits\b/, 'your'))}. `}
          Your commissioner can see this.
        </Alert>
      )}
    </div>
  );
}

const lostHeading = (first: OwnLine, count: number) =>
  count === 1 ? `The note for ${nameOf(first)} did not reach you.` : `${count} notes did not reach you.`;

const droppedWords = (dropped: Dropped | undefined, now: Instant) =>
  dropped ? `Your system has taken nothing since ${whenWords(dropped.since, now)}.` : '';

/** As many as can be looked through at a glance; the rest is behind one line. */
const MOST_FIRST = 6;

/** What needs somebody first: what did not come, what asks for action, what nobody has read; then the newest. */
export function PatientsTile({ practices, lines, now, age }: PatientsProps) {
  const ordered = [...lines].sort((a, b) => rankOf(a, now) - rankOf(b, now) || calledAt(b) - calledAt(a));
  const [first, rest] = [ordered.slice(0, MOST_FIRST), ordered.slice(MOST_FIRST)];
  const unread = rest.filter((line) => rankOf(line, now) < DONE_WITH).length;
  return (
    <Tile
      name="own-patients"
      heading={ordered.some((line) => rankOf(line, now) < DONE_WITH) ? 'What needs you first' : 'Newest first'}
      age={age}
      notLiveNote="Ring the service."
    >
      <div class="own-patients" data-rows>
        <Patients lines={first} now={now} caption="Your patients who were in touch with the service" />
        {rest.length > 0 && (
          <details class="own-patients__rest" id="own-patients-rest">
            <summary>
              {many(rest.length, 'more contact')}
              {unread > 0 && `, ${unread} of them to read`}
            </summary>
            <Patients lines={rest} now={now} caption="More of your patients" />
          </details>
        )}
      </div>
      <p>
        <a href={`/practice/messages${practices.query}`}>Messages of earlier nights</a>
      </p>
      <p class="second message__key">
        Amber: it asks for action and nobody has read it, or nobody has done it. Received: your system took it. Read:
        someone opened it. Done: someone acted. Not ours: goes back to the service, which must find the right practice.
      </p>
    </Tile>
  );
}

export type EarlierProps = {
  frame: StaffFrame;
  practices: Practices;
  lines: readonly OwnLine[];
  now: Instant;
  isFirst: boolean;
  /** The last that is shown, where there are older ones. */
  more?: string;
};

/** All that ever came, the latest first, a page at a time. */
export function EarlierPage({ frame, practices, lines, now, isFirst, more }: EarlierProps) {
  const next = practices.query === '' ? '?' : `${practices.query}&`;
  return (
    <StaffPage frame={frame} title="Messages of earlier nights">
      <p class="crumbs">
        <a href={`/practice${practices.query}`}>Your patients</a> › Earlier
      </p>
      <h1>Messages of earlier nights</h1>
      <OtherPractices {...practices} path="/practice/messages" />
      <div class="own-patients" data-rows>
        <Patients lines={lines} now={now} caption="Your patients, the latest first" />
      </div>
      <p>
        {!isFirst && <a href={`/practice/messages${practices.query}`}>The latest</a>}{' '}
        {more && <a href={`/practice/messages${next}before=${more}`}>Older ones</a>}
      </p>
    </StaffPage>
  );
}

const DONE_WITH = 5;

function rankOf(line: OwnLine, now: Instant): number {
  if (isLost(line, now)) return line.forPractice === 'action' ? 0 : 1;
  if (asksUnread(line)) return 2;
  if (asksUndone(line)) return 3;
  return line.state === 'sent' || line.state === 'received' ? 4 : DONE_WITH;
}

function Opening({ tally, lines, now }: { tally: Tally; lines: readonly OwnLine[]; now: Instant }) {
  const { contacts, reached, lost, toCome, toRead, actions } = tally;
  if (contacts === 0) return <>No patient of yours was in touch with the service. Nothing is on its way to you.</>;
  const due = lines.reduce<Instant | undefined>(
    (last, { dueAt }) => (dueAt !== undefined && dueAt > (last ?? 0) ? dueAt : last),
    undefined,
  );
  const by = due === undefined || due > now ? '' : ` by ${whenWords(due, now)}`;
  return (
    <>
      {many(contacts, 'contact')}. {many(reached, 'note')} reached you{by}.{' '}
      {lost > 0 && (
        <>
          <strong>{lost} did not</strong>.{' '}
        </>
      )}
      {toCome > 0 && `${toCome} still to come${due === undefined ? '' : `, due ${showDay(due)} ${showTime(due)}`}. `}
      {toRead} to read. {actions === 1 ? '1 asks' : `${actions} ask`} you to do something.
    </>
  );
}

const many = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

function Patients({ lines, now, caption }: { lines: readonly OwnLine[]; now: Instant; caption: string }) {
  return (
    <DataTable
      caption={caption}
      rows={lines}
      keyOf={({ id }) => id}
      markOf={(line) => messageTag(line, now).words}
      empty="No patient of yours was in touch with the service."
      columns={[
        { key: 'called', heading: 'Called', cell: (line) => <Called {...line} /> },
        { key: 'patient', heading: 'Patient', isRowHeading: true, cell: (line) => <Patient {...line} /> },
        {
          key: 'what',
          heading: 'What happened',
          cell: ({ content }) => content?.happened ?? 'The note is not whole yet.',
        },
        {
          key: 'for',
          heading: 'For you',
          cell: ({ forPractice }) => (forPractice === 'action' ? <strong>{asks.action}</strong> : asks.information),
        },
        { key: 'note', heading: 'Note', cell: (line) => <Tag {...messageTag(line, now)} /> },
        {
          key: 'do',
          heading: 'Do',
          cell: (line) => <Do line={line} now={now} />,
        },
      ]}
    />
  );
}

/** To read it, or to say it is done; and to say that it is not theirs, from wherever they stand. */
function Do({ line, now }: { line: OwnLine; now: Instant }) {
  const isToRead = isUnread(line) && (line.state !== 'queued' || isLost(line, now));
  if (!line.content || !(isToRead || asksUndone(line))) return null;
  const about = <span class="nhsuk-u-visually-hidden"> about {nameOf(line)}</span>;
  return (
    <span class="own-patients__do">
      <a class="board-button" href={pageOf(line)}>
        {asksUndone(line) ? 'Say it is done' : isLost(line, now) ? 'Read it here' : 'Read'}
        {about}
      </a>{' '}
      <a class="own-patients__not-ours" href={`${pageOf(line)}?do=reject#not-ours`}>
        Not ours{about}
      </a>
    </span>
  );
}

const calledAt = ({ content, consultedAt }: OwnLine): Instant => (content ? instant(content.calledAt) : consultedAt);

function Called(line: OwnLine) {
  const at = calledAt(line);
  return (
    <>
      <strong>{showTime(at)}</strong>
      <span class="second second--line message__day">{showDay(at)}</span>
    </>
  );
}

function Patient(line: OwnLine) {
  const { content } = line;
  if (!content) return <>A patient of yours</>;
  return (
    <>
      <a href={pageOf(line)}>{content.patient.name}</a>
      {content.patient.age === null ? '' : `,\u00a0${content.patient.age}`}
      <span class="second second--line">{content.case}</span>
    </>
  );
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
const pageOf = ({ id }: MessageLine) => `/practice/messages/${id}`;
const nameOf = ({ content }: OwnLine) => content?.patient.name ?? 'a patient of yours';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = 'January February March April May June July August September October November December'.split(' ');

function dayInFull(at: Instant): string {
  const { weekday, day, month } = localParts(at);
  return `${days[weekday - 1] ?? ''} ${day} ${months[month - 1] ?? ''}`;
}
