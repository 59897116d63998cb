import { showTime } from '#shared';
import { contactResults } from '../../codes.ts';
import type { CaseInHand } from '../caseInHand.ts';

/** F4: no reply, at once, with its time and its number; what is still asked before a case may be given up is said beside it (H08). */
export function NoReply({ hand }: { hand: CaseInHand }) {
  const { line, state, reached } = hand;
  const { tries } = state.beside;
  const last = tries.at(-1);
  const next = reached.nextTryAt !== undefined && tries.length > 0;
  return (
    <p class="no-reply">
      <button type="submit" form="no-reply" class="board-button" data-key="f4" data-key-words="no reply">
        No reply <kbd>F4</kbd>
      </button>{' '}
      <span class="second">
        Try {tries.length + 1}.{last && ` Last: ${contactResults[last.result].toLowerCase()}, ${showTime(last.at)}.`}{' '}
        {reached.missing.length === 0
          ? 'All was tried: it may be closed as no reply.'
          : `Before it may be closed as no reply: ${reached.missing.join('; ')}.`}
        {next && ` The next try counts from ${showTime(reached.nextTryAt ?? last?.at ?? line.openedAt)}.`}{' '}
        <a href={`/cases/${line.id}?do=try-contact`}>Another result</a>
      </span>
    </p>
  );
}
