import type { Instant } from '#shared';
import { showLength, showTimeSeconds, uuidv7FromKey } from '#shared';
import {
  type Age,
  Button,
  DataTable,
  HiddenKey,
  NotificationBanner,
  type StaffFrame,
  StaffPage,
  Tag,
  Tile,
} from '#web';
import { Ways } from '../../referral/pages/entryForm.tsx';
import type { AnsweredCall, RingingCall } from '../callListStore.ts';

export type CallListsProps = {
  ringing: readonly RingingCall[];
  answered: readonly AnsweredCall[];
  now: Instant;
  age: Age;
  /** Whoever looks, so that their own calls say so. */
  me: string;
  may: { answer: boolean; open: boolean; offer: boolean };
  /** Fresh ids, one for each form of the page. */
  newKey(): string;
};

/** What became of the form that was sent, in codes: `rang-back`, `worse`, `raised`, `declined`, `linked`. */
export type Saved = { id: string; number: string; how: readonly string[] };
export type CallsProps = CallListsProps & { frame: StaffFrame; service: string; saved?: Saved; noneRang: boolean };

/** Which calls are ringing, longest first; which were answered and have no case yet. */
export function CallsPage({ frame, service, saved, noneRang, ...lists }: CallsProps) {
  const { may, newKey } = lists;
  return (
    <StaffPage frame={frame} title="Calls" live={{ url: `/calls/live?service=${service}` }}>
      <div class="page__head">
        <h1>Calls</h1>
        {may.answer && (
          <form method="post" action="/calls/answer-next" class="answer-next">
            <HiddenKey value={newKey()} />
            <button type="submit" class="action-button action-button--large" data-key="f2">
              Answer the next call <kbd>F2</kbd>
            </button>
          </form>
        )}
      </div>
      {saved && <SavedBanner saved={saved} />}
      {noneRang && !saved && <NotificationBanner text="No call is ringing. Press F2 again when one does." />}
      <CallLists {...lists} />
      <div class="page__actions">
        {may.offer && (
          <form method="post" action="/calls">
            <HiddenKey value={newKey()} />
            <input type="hidden" name="id" value={newKey()} />
            <Button text="Record a call coming in" variant="secondary" />
          </form>
        )}
        {may.open && (
          <div>
            <p>
              <a href="/cases/new">Open a case that did not come by telephone</a>, or straight:
            </p>
            <Ways />
          </div>
        )}
      </div>
    </StaffPage>
  );
}

const HOW: { [code: string]: string } = {
  'rang-back': 'Recorded on the case that is open.',
  worse: 'They are worse: the case has moved up.',
  'worse-told':
    'They are worse. A clinician has begun with this patient and reads it now, with what was said. The case has not moved.',
  'worse-left': 'They are worse. Somebody had begun and has left the case: it stands among the urgent ones now.',
  'worse-already': 'They are worse: it is written on the case, which was as urgent as it can be already.',
  raised: 'A third call in 96 hours is rung back as urgent, whatever was chosen.',
  declined: 'That it is not passed to a clinician as a third call is recorded with your name.',
  linked: 'Linked to the case that is open.',
};

function SavedBanner({ saved: { id, number, how } }: { saved: Saved }) {
  return (
    <NotificationBanner variant="success">
      <p class="nhsuk-notification-banner__heading">
        Saved. <a href={`/cases/${id}`}>Case {number}</a>
      </p>
      {how.length === 1 && how[0] === 'rang-back' && <p>The patient keeps their place.</p>}
      {how.flatMap((code) => (HOW[code] ? [<p key={code}>{HOW[code]}</p>] : []))}
    </NotificationBanner>
  );
}

/** Both lists as one live fragment. */
export function CallLists({ ringing, answered, now, age, me, may }: Omit<CallListsProps, 'newKey'>) {
  return (
    <Tile
      name="calls"
      heading={ringing.length === 0 ? 'No call is ringing' : `Ringing: ${ringing.length}`}
      note={
        ringing[0] &&
        `longest ${showLength(now - ringing[0].since)} of ${showLength(ringing[0].due - ringing[0].since)}`
      }
      age={age}
    >
      <DataTable
        caption="Calls ringing, longest first"
        rows={ringing}
        keyOf={(call) => call.id}
        empty="Nobody waits to be answered."
        columns={[
          { key: 'state', heading: 'State', cell: (call) => <StateTag call={call} now={now} /> },
          { key: 'since', heading: 'Since', isRowHeading: true, cell: (call) => showTimeSeconds(call.since) },
          { key: 'waited', heading: 'Has waited', cell: (call) => showLength(now - call.since) },
          { key: 'answer', heading: 'Answer', cell: (call) => may.answer && <Answer call={call} me={me} /> },
        ]}
      />
      <h3 class="calls__second">Answered, no case yet</h3>
      <DataTable
        caption="Calls answered from which no case was opened"
        rows={answered}
        keyOf={(call) => call.id}
        empty="Every answered call has its case."
        columns={[
          { key: 'at', heading: 'Answered', isRowHeading: true, cell: (call) => showTimeSeconds(call.answeredAt) },
          { key: 'for', heading: 'Since', cell: (call) => showLength(now - call.answeredAt) },
          { key: 'by', heading: 'By', cell: (call) => (call.account === me ? <strong>You</strong> : call.by) },
          {
            key: 'open',
            heading: 'Case',
            cell: (call) =>
              may.open ? (
                <a href={`/calls/${call.id}`}>
                  Go on <span class="nhsuk-u-visually-hidden">with the call of {showTimeSeconds(call.answeredAt)}</span>
                </a>
              ) : (
                'not opened yet'
              ),
          },
        ]}
      />
    </Tile>
  );
}

function StateTag({ call, now }: { call: RingingCall; now: Instant }) {
  if (call.due < now) return <Tag state="late" words={`Late ${showLength(now - call.due)}`} />;
  return <Tag state={call.due - now <= 15_000 ? 'due-soon' : 'waiting'} words={`${showLength(call.due - now)} left`} />;
}

/** The key is of this call and this person, so that the list can be drawn anew each second and stay the same. */
function Answer({ call, me }: { call: RingingCall; me: string }) {
  return (
    <form method="post" action={`/calls/${call.id}/answer-call`}>
      <HiddenKey value={uuidv7FromKey(call.since, `${call.id}:answer:${me}`)} />
      <Button id={`answer-${call.id}`} text={`Answer the call of ${showTimeSeconds(call.since)}`} small />
    </form>
  );
}
