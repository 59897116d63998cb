import type { Instant } from '#shared';
import { showLength, showTimeSeconds } from '#shared';
import { Button, DataTable, HiddenKey, type StaffFrame, StaffPage, Tag } from '#web';

export type RingingCall = { id: string; since: Instant; due: Instant };
export type AnsweredCall = { id: string; answeredAt: Instant; by: string };
export type CallsProps = {
  frame: StaffFrame;
  now: Instant;
  ringing: readonly RingingCall[];
  answered: readonly AnsweredCall[];
  may: { answer: boolean; open: boolean; offer: boolean };
  /** Fresh ids, one for each form of the page. */
  newKey(): string;
};

/** Which calls are ringing, longest first; which were answered and have no case yet. */
export function CallsPage(props: CallsProps) {
  const { frame, ringing, answered, may } = props;
  return (
    <StaffPage frame={frame} title="Calls">
      <h1>Calls</h1>
      <h2>Ringing</h2>
      <DataTable
        caption="Calls ringing, longest first"
        rows={ringing}
        keyOf={(call) => call.id}
        empty="No call is ringing."
        columns={[
          { key: 'state', heading: 'State', cell: (call) => <StateTag call={call} now={props.now} /> },
          { key: 'since', heading: 'Since', isRowHeading: true, cell: (call) => showTimeSeconds(call.since) },
          { key: 'waited', heading: 'Has waited', cell: (call) => showLength(props.now - call.since) },
          {
            key: 'answer',
            heading: 'Answer',
            cell: (call) => may.answer && <Answer call={call} newKey={props.newKey} />,
          },
        ]}
      />
      <h2>Answered, no case yet</h2>
      <DataTable
        caption="Calls answered from which no case was opened"
        rows={answered}
        keyOf={(call) => call.id}
        empty="Every answered call has its case."
        columns={[
          { key: 'at', heading: 'Answered', isRowHeading: true, cell: (call) => showTimeSeconds(call.answeredAt) },
          {
            key: 'open',
            heading: 'Case',
            cell: (call) => (may.open ? <a href={`/cases/new?call=${call.id}`}>Open a case</a> : 'not opened yet'),
          },
        ]}
      />
      <div class="page__actions">
        {may.offer && (
          <form method="post" action="/calls">
            <HiddenKey value={props.newKey()} />
            <input type="hidden" name="id" value={props.newKey()} />
            <Button text="Record a call coming in" variant="secondary" />
          </form>
        )}
        {may.open && (
          <p>
            <a href="/cases/new">Open a case that did not come by telephone</a>
          </p>
        )}
      </div>
    </StaffPage>
  );
}

function StateTag({ call, now }: { call: RingingCall; now: Instant }) {
  if (call.due < now) return <Tag state="late" words={`Late ${showLength(now - call.due)}`} />;
  return <Tag state={call.due - now <= 15_000 ? 'due-soon' : 'waiting'} words={`${showLength(call.due - now)} left`} />;
}

function Answer({ call, newKey }: { call: RingingCall; newKey(): string }) {
  return (
    <form method="post" action={`/calls/${call.id}/answer-call`}>
      <HiddenKey value={newKey()} />
      <Button text={`Answer the call of ${showTimeSeconds(call.since)}`} small />
    </form>
  );
}
