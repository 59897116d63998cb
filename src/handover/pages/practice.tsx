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
import { Alert, DataTable, type StaffFrame, StaffPage, Tag } from '#web';
import type { Dropped } from '../channelStore.ts';
import { asks, failureCodes } from '../codes.ts';
import type { Content } from '../content.ts';
import type { MessageLine } from '../messageStore.ts';
import { dueWords, isLost, isUnread, messageTag, type Tally, tallyOf, triedWords, whenWords } from '../messageWords.ts';

export type OwnLine = MessageLine & { content?: Content };

export type PracticePageProps = {
  frame: StaffFrame;
  practices: Practices;
  since: Instant;
  now: Instant;
  lines: readonly OwnLine[];
  dropped?: Dropped;
  notes: NotesSummary;
  concerns: readonly Concern[];
  raise: RaiseConcernProps;
};

/** What happened to a practice's patients since it closed, and what of it still needs somebody there. */
export function PracticePage(props: PracticePageProps) {
  const { frame, practices, since, now, lines, dropped, notes, concerns, raise } = props;
  const title = `Your patients since you closed on ${dayInFull(since)}`;
  return (
    <StaffPage frame={frame} title={title}>
      <div class="page__head page__head--stacked">
        <h1>{title}</h1>
        <p class="page__facts page__facts--first">
          <Opening tally={tallyOf(lines, now)} lines={lines} now={now} />
        </p>
      </div>
      <OtherPractices {...practices} path="/practice" />
      {dropped && (
        <Alert
          tone="red"
          icon="cross"
          heading={`Your system has taken nothing since ${whenWords(dropped.since, now)}.`}
        >
          {sentence(failureCodes[dropped.failure].replace(/\bits\b/, 'your'))}. What could not be sent is in the list
          below. Your commissioner can see this.
        </Alert>
      )}
      {lines
        .filter((line) => isLost(line, now))
        .sort((a, b) => Number(b.forPractice === 'action') - Number(a.forPractice === 'action'))
        .slice(0, dropped ? 1 : 3)
        .map((line) => (
          <Alert
            key={line.id}
            tone="red"
            icon="cross"
            heading={`The note for ${nameOf(line)} did not reach you.`}
            action={
              line.content && (
                <a class="board-button" href={pageOf(line)}>
                  Read it here
                </a>
              )
            }
          >
            {triedWords(line, 'your')} {dueWords(line, now)} Your commissioner can see this.
          </Alert>
        ))}
      <div class="beside beside--narrow">
        <section class="panel" aria-labelledby="patients-heading">
          <h2 id="patients-heading">Newest first</h2>
          <Patients lines={lines} now={now} />
          <p class="second message__key">
            Amber: it asks for action and nobody has read it. Received: your system took it. Read: someone opened it.
            Done: someone acted. Not ours: goes back to the service, which must find the right practice.
          </p>
        </section>
        <div class="beside__side">
          <RaiseConcern {...raise} />
          <NotesPanel summary={notes} query={practices.query} />
          <ConcernsPanel concerns={concerns} now={now} query={practices.query} />
        </div>
      </div>
    </StaffPage>
  );
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

function Patients({ lines, now }: { lines: readonly OwnLine[]; now: Instant }) {
  return (
    <DataTable
      caption="Your patients who were in touch with the service, the newest first"
      rows={[...lines].sort((a, b) => calledAt(b) - calledAt(a))}
      keyOf={({ id }) => id}
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
          cell: (line) =>
            isUnread(line) && line.content && (line.state !== 'queued' || isLost(line, now)) ? (
              <a class="board-button" href={pageOf(line)}>
                {isLost(line, now) ? 'Read it here' : 'Read'}
                <span class="nhsuk-u-visually-hidden"> about {nameOf(line)}</span>
              </a>
            ) : null,
        },
      ]}
    />
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
