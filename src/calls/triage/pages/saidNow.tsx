import { showTime } from '#shared';
import { Icon } from '#web';
import type { Said } from '../said.ts';

export type SaidNowProps = { said: readonly Said[]; worse?: Said; nameOf(account: string): string };

/** Everything that was said at each contact, the latest first, live: whoever is on the line with the patient hears what another caller says. */
export function SaidNow({ said, worse, nameOf }: SaidNowProps) {
  return (
    <section class="panel said" data-fragment="said" aria-label="What was said">
      {worse && (
        <p class="said__worse" role="alert">
          <Icon name="triangle" />{' '}
          <strong>
            {worse.what} at {showTime(worse.at)}
            {worse.words.length > 0 && `: ${worse.words.join(' ')}`}
          </strong>
        </p>
      )}
      {said.map(({ key, at, what, words, by }) => (
        <p key={key}>
          <strong>
            {what}
            {words.length > 0 ? ':' : '.'}
          </strong>{' '}
          {words.map((text) => (
            <span key={text} class="written__body">
              {text}{' '}
            </span>
          ))}
          <span class="second">
            {nameOf(by)}, {showTime(at)}
          </span>
        </p>
      ))}
    </section>
  );
}
