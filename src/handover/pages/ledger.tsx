import { type Instant, showDate, showDay, showTime } from '#shared';
import { DataTable, type StaffFrame, StaffPage, Tag } from '#web';
import { isBalanced, type Ledger } from '../ledger.ts';
import type { Run } from '../ledgerStore.ts';

export type LedgerPageProps = {
  frame: StaffFrame;
  query: string;
  now: Instant;
  /** The night that is going on, as it stands now. */
  tonight: Ledger & { night: string };
  runs: readonly Run[];
};

/** Closed cases are acknowledged messages and open exceptions: night by night, with every difference by its id. */
export function LedgerPage({ frame, query, tonight, runs }: LedgerPageProps) {
  const shown: (Ledger & { night: string; runAt?: Instant })[] = [
    tonight,
    ...runs.filter(({ night }) => night !== tonight.night),
  ];
  return (
    <StaffPage frame={frame} title="The ledger of messages">
      <p class="crumbs">
        <a href={`/messages${query}`}>Messages</a> › Ledger
      </p>
      <div class="page__head">
        <h1>The ledger of messages</h1>
        <p class="page__facts">
          Every closed case is an acknowledged message or an open one. What asks for action and has only a machine’s
          receipt is open again once it has been chased. A night is reckoned at 08:05, and again each morning until
          nothing is open.
        </p>
      </div>
      <DataTable
        caption="Each night, the newest first"
        rows={shown}
        keyOf={({ night }) => night}
        empty="No night has been reckoned yet."
        columns={[
          { key: 'night', heading: 'Night of', isRowHeading: true, cell: ({ night }) => showDate(night) },
          {
            key: 'run',
            heading: 'Reckoned',
            cell: ({ runAt }) => (runAt === undefined ? 'now, still going on' : `${showDay(runAt)} ${showTime(runAt)}`),
          },
          { key: 'closed', heading: 'Cases closed', cell: ({ closed }) => closed, look: 'number' },
          { key: 'acknowledged', heading: 'Acknowledged', cell: ({ acknowledged }) => acknowledged, look: 'number' },
          ...toldColumns,
          { key: 'open', heading: 'Open', cell: ({ open }) => open.length, look: 'number' },
          { key: 'differences', heading: 'Missing', cell: ({ differences }) => differences.length, look: 'number' },
          {
            key: 'comes',
            heading: 'Comes out',
            cell: (line) => (isBalanced(line) ? <Tag state="met" words="Yes" /> : <Tag state="late" words="No" />),
          },
        ]}
      />
      {shown.map((line) => (
        <Listed key={line.night} line={line} />
      ))}
    </StaffPage>
  );
}

const toldColumns = (
  [
    ['received', 'By a machine only'],
    ['read', 'Read'],
    ['acted', 'Done'],
    ['settled', 'Settled here'],
  ] as const
).map(([key, heading]) => ({
  key,
  heading,
  cell: ({ told }: Ledger) => told?.[key] ?? 'not told apart',
  look: 'number' as const,
}));

function Listed({ line: { night, open, differences } }: { line: Ledger & { night: string } }) {
  if (open.length + differences.length === 0) return null;
  return (
    <section aria-label={`Open of ${showDate(night)}`}>
      <h2>Night of {showDate(night)}</h2>
      {differences.length > 0 && (
        <ul>
          {differences.map(({ what, case: about, number, message }) => (
            <li key={about}>
              <strong>{what === 'no-message' ? 'No message is owed' : 'A message about no closed case'}</strong>: case{' '}
              <a href={`/cases/${about}`}>{number ?? about}</a>
              {message && (
                <>
                  , <a href={`/messages/${message}`}>message</a>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {byState(open).map(([state, some]) => (
        <details key={state} class="ledger__open">
          <summary>
            {some.length} {stateWords[state] ?? state}
          </summary>
          <ul class="ledger__cases">
            {some.map(({ number, message }) => (
              <li key={message}>
                <a href={`/messages/${message}`}>{number}</a>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

/** Hundreds are alike: told as one number that opens. What its mail server gave back is told by itself. */
function byState(open: Ledger['open']): [string, Ledger['open']][] {
  const stands = ({ state, failure }: Ledger['open'][number]) =>
    failure === 'returned' || failure === 'mailbox-full' ? 'returned' : state;
  return [...new Set(open.map(stands))].map((state) => [state, open.filter((line) => stands(line) === state)]);
}

const stateWords: { readonly [state: string]: string } = {
  due: 'nothing to send, or nobody to send it to',
  queued: 'waits to be sent',
  failed: 'could not be sent',
  returned: 'came back undelivered',
  sent: 'sent, not acknowledged',
  received: 'asks for action: its system has it, nobody has read it',
  'given-back': 'given back by the practice',
};
