import { type Instant, showTime } from '#shared';
import type { ContactTry } from '../../caseBeside.ts';
import { contactResults } from '../../codes.ts';
import { standingWords } from '../../contact/standing.ts';
import { borneOutWords } from '../../placed/borneOut.ts';
import type { PlacedCall } from '../../placed/placed.ts';
import type { CaseInHand } from '../caseInHand.ts';

/** F4: no reply, at once, with its time and its number. */
export function NoReplyButton() {
  return (
    <button type="submit" form="no-reply" class="board-button" data-key="f4" data-key-words="no reply">
      No reply <kbd>F4</kbd>
    </button>
  );
}

/** What was tried, what bears it out, and what is still asked for before a case may be given up (H08). */
export function Tried({ hand, now }: { hand: CaseInHand; now: Instant }) {
  const { line, state, reached, policy } = hand;
  const { tries } = state.beside;
  const standing = standingWords({ reached, line: policy }, now);
  return (
    <div class="tried second">
      <TriesMade tries={tries} borneOut={hand.borneOut} />
      <p>
        Try {tries.length + 1}.{' '}
        {reached.missing.length === 0
          ? `All was tried: it may be closed as no reply; ${standing.slice(standing.indexOf('closed by'))}.`
          : `Before it may be closed as no reply: ${standing}.`}{' '}
        <a href={`/cases/${line.id}?do=try-contact`}>Another result</a> <a href="/call-backs/rules">The rule</a>
      </p>
    </div>
  );
}

type Made = { tries: readonly ContactTry[]; borneOut: readonly (PlacedCall | undefined)[] };

/** Each try with its time, its result, and whether the telephone system saw it. */
export function TriesMade({ tries, borneOut }: Made) {
  if (tries.length === 0) return null;
  return (
    <ol class="tried__list">
      {tries.map(({ at, result }, index) => (
        <li key={`${at} ${index}`}>
          {showTime(at)} {contactResults[result].toLowerCase()} ({borneOutWords(borneOut[index])})
        </li>
      ))}
    </ol>
  );
}
