import { showTime } from '#shared';
import { contactResults } from '../../codes.ts';
import type { CaseInHand } from '../caseInHand.ts';

/** F4: no reply, at once, with its time and its number. */
export function NoReplyButton() {
  return (
    <button type="submit" form="no-reply" class="board-button" data-key="f4" data-key-words="no reply">
      No reply <kbd>F4</kbd>
    </button>
  );
}

/** What was tried, and what is still asked for before a case may be given up (H08). */
export function Tried({ hand }: { hand: CaseInHand }) {
  const { line, state, reached } = hand;
  const { tries } = state.beside;
  const last = tries.at(-1);
  const next = reached.nextTryAt !== undefined && tries.length > 0;
  return (
    <span class="tried second">
      Try {tries.length + 1}.{last && ` Last: ${contactResults[last.result].toLowerCase()}, ${showTime(last.at)}.`}{' '}
      {reached.missing.length === 0
        ? 'All was tried: it may be closed as no reply.'
        : `Before it may be closed as no reply: ${reached.missing.join('; ')}.`}
      {next && ` The next try counts from ${showTime(reached.nextTryAt ?? last?.at ?? line.openedAt)}.`}{' '}
      <a href={`/cases/${line.id}?do=try-contact`}>Another result</a>
    </span>
  );
}
