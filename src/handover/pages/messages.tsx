import { type Instant, showDay, showTime } from '#shared';
import { Alert, DataTable, type StaffFrame, StaffPage, Tag } from '#web';
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

export type MessagesPageProps = {
  frame: StaffFrame;
  query: string;
  now: Instant;
  lines: readonly ListedMessage[];
  unsent: Unsent;
  dropped: readonly (Dropped & { name: string })[];
  /** How many more have been sent, where only the latest are shown. */
  more: number;
};

/** Every message to a practice: first what needs somebody, then what is on its way, then what has arrived. No patient is named here. */
export function MessagesPage({ frame, query, now, lines, unsent, dropped, more }: MessagesPageProps) {
  return (
    <StaffPage frame={frame} title="Messages to practices">
      <div class="page__head">
        <h1>Messages to practices</h1>
        <p class="page__facts">
          <a href={`/messages/ledger${query}`}>The ledger of each night</a>
        </p>
      </div>
      <p class="lead">{openingWords(unsent, lines.filter((line) => needsSomebody(line, now)).length, now)}</p>
      {dropped.map((one) => (
        <Alert
          key={one.practice}
          tone="red"
          icon="cross"
          heading={`${one.name} has taken nothing since ${whenWords(one.since, now)}.`}
        >
          {channels[one.channel]}: {failureCodes[one.failure]}, {one.failures} attempts. The practice and the
          commissioner see this too.
        </Alert>
      ))}
      <DataTable
        caption="Messages, what needs somebody first"
        rows={lines}
        keyOf={({ id }) => id}
        groupOf={(line) => groupOf(line, now)}
        empty="No case has been closed yet, so no message is owed."
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
      {more > 0 && (
        <p>
          The last that were sent are shown.{' '}
          <a href={`/messages${query === '' ? '?' : `${query}&`}show=all`}>Show {more} more</a>
        </p>
      )}
    </StaffPage>
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

/** In the order of their groups; within one as they came. */
export function inGroups(lines: readonly ListedMessage[], now: Instant): ListedMessage[] {
  const order = ['Needs somebody', 'On its way', 'Sent, not acknowledged', 'With the practice, or settled'];
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
