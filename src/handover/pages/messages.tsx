import { type Instant, type Problem, showDay, showTime } from '#shared';
import { type Age, Alert, DataTable, HiddenKey, type StaffFrame, StaffPage, Tag, Tile } from '#web';
import { letterWords } from '../bounces/bounce.ts';
import type { KeptLetter } from '../bounces/bounceStore.ts';
import type { Dropped } from '../channelStore.ts';
import { asks, channels, failureCodes } from '../codes.ts';
import type { Unsent } from '../messageListStore.ts';
import type { MessageLine } from '../messageStore.ts';
import { isLost, messageTag, whenWords } from '../messageWords.ts';

export type ListedMessage = MessageLine & {
  number: string;
  practiceName?: string;
  /** Who has the work of it, where it is an exception. */
  owner?: string;
};

export type MessagesProps = {
  query: string;
  now: Instant;
  age: Age;
  lines: readonly ListedMessage[];
  unsent: Unsent;
  dropped: readonly (Dropped & { name: string })[];
  letters: readonly KeptLetter[];
  /** The actor may say that somebody has looked at a letter. */
  mayLook: boolean;
  /** How many more have been sent, where only the latest are shown. */
  more: number;
  /** Where the older ones begin; 0 where the page is a short one of the latest. */
  next: number;
  /** Of the form about one letter. */
  keyFor(letter: string): string;
};

/** Every message to a practice: first what needs somebody, then what is on its way, then what has arrived. No patient is named here. */
export function MessagesPage({
  frame,
  problems = [],
  ...props
}: MessagesProps & { frame: StaffFrame; problems?: readonly Problem[] }) {
  const { query } = props;
  return (
    <StaffPage
      frame={frame}
      title="Messages to practices"
      problems={problems}
      live={{ url: `/messages/live${query}`, advice: 'Ring the practices.' }}
    >
      <div class="page__head">
        <h1>Messages to practices</h1>
        <p class="page__facts">
          <a href={`/messages/ledger${query}`}>The ledger of each night</a>
        </p>
      </div>
      <MessagesTile {...props} />
    </StaffPage>
  );
}

/** What a page has room for before it is a scroll: the first of what needs somebody. */
const MOST_FIRST = 6;

export function MessagesTile(props: MessagesProps) {
  const { query, now, age, lines, unsent, more, next } = props;
  const rest = next === 0 ? 'show=all' : `show=all&skip=${next}`;
  const [first, others] = [lines.slice(0, MOST_FIRST), lines.slice(MOST_FIRST)];
  return (
    <Tile name="messages" kind="list" heading="What needs somebody first" age={age} notLiveNote="Ring the practices.">
      <p class="lead">{openingWords(unsent, lines.filter((line) => needsSomebody(line, now)).length, now)}</p>
      <DroppedPanel dropped={props.dropped} now={now} />
      <LettersPanel {...props} />
      <div class="messages" data-rows>
        <Lines
          caption="Messages, what needs somebody first"
          lines={first}
          now={now}
          empty="No case has been closed yet, so no message is owed."
        />
        {groups.map(([name, words]) => {
          const some = others.filter((line) => groupOf(line, now) === name);
          if (some.length === 0) return null;
          return (
            <details key={name} class="messages__rest" id={`rest-${words.id}`}>
              <summary>
                {some.length} more: {words.summary}
              </summary>
              <Lines caption={`More: ${words.summary}`} lines={some} now={now} empty="" />
            </details>
          );
        })}
      </div>
      {more > 0 && (
        <p>
          Everything that is not dealt with is on the first page.{' '}
          <a href={`/messages${query === '' ? '?' : `${query}&`}${rest}`}>
            {next === 0 ? `Show ${more} more` : `${more} older`}
          </a>
        </p>
      )}
    </Tile>
  );
}

/** One panel, however many practices: they have dropped together where it is our own mail server. */
function DroppedPanel({ dropped, now }: Pick<MessagesProps, 'dropped' | 'now'>) {
  const [one] = dropped;
  if (!one) return null;
  const since = whenWords(one.since, now);
  const heading =
    dropped.length === 1
      ? `${one.name} has taken nothing since ${since}.`
      : `${dropped.length} practices take nothing, the first since ${since}.`;
  return (
    <Alert tone="red" icon="cross" heading={heading}>
      {dropped.length === 1 ? (
        `${channels[one.channel]}: ${failureCodes[one.failure]}, ${one.failures} attempts. `
      ) : (
        <ul class="messages__dropped">
          {dropped.map(({ practice, name, channel, failure, failures, since: from }) => (
            <li key={practice}>
              {name} since {whenWords(from, now)}. {channels[channel]}: {failureCodes[failure]}, {failures} attempts.
            </li>
          ))}
        </ul>
      )}
      {dropped.length === 1
        ? 'The practice and the commissioner see this too.'
        : 'They and the commissioner see this too.'}
    </Alert>
  );
}

/** Letters that no program can read or assign, until somebody says that they have looked. */
function LettersPanel({ letters, mayLook, keyFor, now }: MessagesProps) {
  if (letters.length === 0) return null;
  const heading =
    letters.length === 1
      ? 'A letter came back that somebody has to look at.'
      : `${letters.length} letters came back that somebody has to look at.`;
  return (
    <Alert tone="plain" icon="triangle" heading={heading}>
      <p>What came back is kept in the folder that the mail server drops it in, under “kept”.</p>
      <ul class="messages__letters">
        {letters.map(({ id, file, takenAt, message, ...letter }) => (
          <li key={id}>
            <span>
              {whenWords(takenAt, now)}: {letterWords(letter)} File {file}.{' '}
              {message === undefined ? (
                'It is about no message that we know.'
              ) : (
                <a href={`/messages/${message}`}>The message</a>
              )}
            </span>
            {mayLook && (
              <form method="post" action="/messages/letters/looked">
                <HiddenKey value={keyFor(id)} />
                <input type="hidden" name="id" value={id} />
                <button type="submit" class="board-button">
                  I have looked<span class="nhsuk-u-visually-hidden"> at {file}</span>
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Lines({
  caption,
  lines,
  now,
  empty,
}: {
  caption: string;
  lines: readonly ListedMessage[];
  now: Instant;
  empty: string;
}) {
  return (
    <DataTable
      caption={caption}
      rows={lines}
      keyOf={({ id }) => id}
      markOf={(line) => messageTag(line, now).words}
      groupOf={(line) => groupOf(line, now)}
      empty={empty}
      columns={[
        { key: 'state', heading: 'State', cell: (line) => <Tag {...messageTag(line, now)} /> },
        {
          key: 'due',
          heading: 'Due',
          cell: ({ dueAt }) => (dueAt === undefined ? 'not known' : `${showDay(dueAt)} ${showTime(dueAt)}`),
        },
        {
          key: 'case',
          heading: 'Case',
          isRowHeading: true,
          cell: ({ id, number }) => <a href={`/messages/${id}`}>{number}</a>,
        },
        { key: 'practice', heading: 'Practice', cell: ({ practiceName }) => practiceName ?? <strong>Nobody</strong> },
        { key: 'for', heading: 'For', cell: ({ forPractice }) => asks[forPractice] },
        { key: 'tried', heading: 'Tried', cell: tried, look: 'second' },
        { key: 'owner', heading: 'Who has it', cell: (line) => ownerOf(line, now) },
      ]}
    />
  );
}

/** All that needs somebody or is on its way, and the latest of what has been sent. */
export function shortList(lines: readonly ListedMessage[], now: Instant, most: number): ListedMessage[] {
  const isOpen = (line: ListedMessage) =>
    needsSomebody(line, now) || line.state === 'queued' || line.state === 'failed';
  const sent = lines.filter((line) => !isOpen(line));
  const shown = new Set([...sent].sort((a, b) => b.consultedAt - a.consultedAt).slice(0, most));
  return lines.filter((line) => isOpen(line) || shown.has(line));
}

function ownerOf(line: ListedMessage, now: Instant) {
  if (line.owner !== undefined) return line.owner;
  return needsSomebody(line, now) ? <strong>Nobody</strong> : '';
}

function tried({ attempts, failure }: MessageLine): string {
  if (attempts === 0) return '';
  return failure === undefined ? `${attempts}` : `${attempts}, ${failureCodes[failure]}`;
}

function needsSomebody(line: MessageLine, now: Instant): boolean {
  return line.state === 'due' || line.state === 'given-back' || isLost(line, now);
}

function groupOf(line: MessageLine, now: Instant): string {
  if (needsSomebody(line, now)) return 'Needs somebody';
  if (line.state === 'queued' || line.state === 'failed') return 'On its way';
  return line.state === 'sent' ? 'Sent, not acknowledged' : 'With the practice, or settled';
}

/** In the order in which they are shown, with what the rest of each is called. */
const groups = [
  ['Needs somebody', { id: 'needing', summary: 'needing somebody' }],
  ['On its way', { id: 'on-its-way', summary: 'on their way' }],
  ['Sent, not acknowledged', { id: 'sent', summary: 'sent, not acknowledged' }],
  ['With the practice, or settled', { id: 'there', summary: 'with the practice, or settled' }],
] as const;

/** In the order of their groups; within one as they came. */
export function inGroups(lines: readonly ListedMessage[], now: Instant): ListedMessage[] {
  const order = groups.map(([name]) => String(name));
  return [...lines].sort((a, b) => order.indexOf(groupOf(a, now)) - order.indexOf(groupOf(b, now)));
}

function openingWords({ unsent, failed, withNobody, late, oldest }: Unsent, needing: number, now: Instant): string {
  if (unsent === 0) return 'Everything that is owed has been sent.';
  const of = [
    needing > 0 && `${needing} ${needing === 1 ? 'needs' : 'need'} somebody`,
    failed > 0 && `${failed} could not be sent`,
    withNobody > 0 && `${withNobody} ${withNobody === 1 ? 'has' : 'have'} nobody to go to`,
  ];
  const parts = [`${unsent} not sent yet`, ...of.filter(Boolean), `${late} late`];
  const age = oldest ? ` The oldest is of ${whenWords(oldest.consultedAt, now)}.` : '';
  return `${parts.join(', ')}.${age}`;
}
