import type { Instant } from '#shared';
import { HiddenKey } from '#web';
import type { CaseInHand } from '../caseInHand.ts';
import { NoReplyButton, Tried } from './noReply.tsx';

type InHand = { hand: CaseInHand; newKey(): string };
type StartProps = InHand & { now: Instant; step: 'start-assessment' | 'start-consultation'; words: string };

/** NQR 9 stops when the patient is on the line, not when the telephone begins to ring: so it is pressed when they answer. */
export function Start({ hand, now, step, words, newKey }: StartProps) {
  // Whoever sits in the waiting room is not rung: that they were not reached by telephone would be a false try.
  const isCall = step === 'start-assessment' && hand.here === undefined;
  const { id } = hand.line;
  return (
    <section class="panel start" aria-label="Start">
      <form method="post" action={`/cases/${id}/${step}`}>
        <HiddenKey value={newKey()} />
        <input type="hidden" name="_next" value={`/call-backs?case=${id}`} />
        {isCall && hand.person && (
          <a class="board-button" href={`tel:${hand.person.ringBack}`}>
            Ring
          </a>
        )}{' '}
        <button type="submit" class="action-button" autofocus>
          {words}
        </button>{' '}
        <span class="second">
          {isCall
            ? 'Press it when they are on the line: the call-back clock stops then.'
            : 'Press it when you begin: the clock stops then.'}
        </span>
      </form>
      {step === 'start-assessment' && !isCall && <DidNotWait id={id} newKey={newKey} />}
      {isCall && (
        <div class="start__no-reply">
          <NoReplyButton /> <Tried hand={hand} now={now} />
        </div>
      )}
      {!hand.isMine && hand.line.heldBy === undefined && (
        <form method="post" action={`/cases/${id}/take-case`}>
          <HiddenKey value={newKey()} />
          <input type="hidden" name="_next" value={`/call-backs?case=${id}`} />
          <button type="submit" class="board-button">
            Take the case first
          </button>
        </form>
      )}
    </section>
  );
}

/** They left before anybody had assessed them: the case stays open, and they are to be rung. */
function DidNotWait({ id, newKey }: { id: string; newKey(): string }) {
  return (
    <form method="post" action={`/cases/${id}/did-not-wait`} class="start__no-reply">
      <HiddenKey value={newKey()} />
      <input type="hidden" name="_next" value="/call-backs?done=did-not-wait" />
      <button type="submit" class="board-button" data-key="d" data-key-words="they did not wait">
        Did not wait <kbd>D</kbd>
      </button>{' '}
      <span class="second">They have gone, and nobody has assessed them: somebody is to ring them.</span>
    </form>
  );
}

/** What F4 sends. Its button stands where the hands are: beside the start, or among the outcomes. */
export function NoReplyForm({ hand, newKey }: InHand) {
  return (
    <form method="post" action={`/cases/${hand.line.id}/try-contact`} id="no-reply" hidden>
      <HiddenKey value={newKey()} />
      <input type="hidden" name="_next" value="/call-backs?done=no-reply" />
      <input type="hidden" name="result" value="no-reply" />
    </form>
  );
}
