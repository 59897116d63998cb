import type { Instant } from '#shared';
import { showDay, showTime } from '#shared';
import { Icon } from '#web';
import { repeatReasons } from '../../codes.ts';
import type { Contact } from '../../taking/contact.ts';
import { contactWords } from '../../taking/settings.ts';
import type { CaseInHand } from '../caseInHand.ts';
import { shortNumber } from './queueTile.tsx';

type Known = Pick<CaseInHand, 'earlier' | 'person' | 'state'>;

/** What was decided each time in the 96 hours before this case, to the next hand. */
export function EarlierContacts({ hand, now }: { hand: Known; now: Instant }) {
  const { person, state } = hand;
  if (!person) return null;
  const since = hand.earlier.filter(({ at }) => at > state.answeredAt);
  const earlier = hand.earlier.filter(({ at }) => at <= state.answeredAt);
  const same = earlier.filter(({ sameness }) => sameness === 'same');
  const others = earlier.filter(({ sameness }) => sameness === 'same-number');
  // What the call taker counted, and was shown, stands; only where nobody counted is it counted here.
  const times = state.repeatTimes > 1 ? state.repeatTimes : same.length + 1;
  const { worseAt: worse, declined } = state.beside;
  if (hand.earlier.length === 0 && times < 2 && worse === undefined) {
    return <p class="panel earlier__none second">No earlier contact in 96 hours.</p>;
  }
  return (
    <section class="panel earlier" aria-label="Earlier contacts">
      {since.length > 0 && (
        <p class="earlier__since">
          <Icon name="triangle" /> <strong>In touch again since this contact.</strong>{' '}
          {since.map((one) => (
            <Earlier key={`${one.case} ${one.at}`} one={one} now={now} />
          ))}
        </p>
      )}
      <p>
        <Icon name="turning-arrow" /> <strong>{times > 1 ? contactWords(times) : 'First call in 96 hours'}.</strong>
        {worse !== undefined && (
          <strong>
            {' '}
            {worseWords(hand)} at {showTime(worse)}.
          </strong>
        )}{' '}
        {same.map((one) => (
          <Earlier key={`${one.case} ${one.at}`} one={one} now={now} />
        ))}
      </p>
      {declined && (
        <p>
          <strong>Not passed on as contact {declined.times}</strong> at {showTime(declined.at)}:{' '}
          {lower(repeatReasons[declined.reason])}.
        </p>
      )}
      {others.length > 0 && (
        <p class="second">
          The same telephone number, another person as it seems:{' '}
          {others.map((one) => (
            <Earlier key={`${one.case} ${one.at}`} one={one} now={now} />
          ))}
        </p>
      )}
    </section>
  );
}

/** What was heard last: from them, or from whoever went to look. */
function worseWords({ state }: Known): string {
  const { worseAt, welfare } = state.beside;
  const isFound = welfare.some(({ at, result }) => at === worseAt && result === 'needs-help');
  return isFound ? 'Somebody who went to look found that they need help' : 'They rang back worse';
}

function Earlier({ one, now }: { one: Contact; now: Instant }) {
  const day = showDay(one.at);
  const when = `${day === showDay(now) ? '' : `${day.slice(0, 3)} `}${showTime(one.at)}`;
  const how = one.rangBack ? '' : `${one.how}, `;
  const came = one.rangBack ? 'rang back' : (one.decided ?? (one.isOpen ? 'still open' : 'closed'));
  return (
    <span class="earlier__one">
      {when}: {how}
      {lower(came)}
      {one.said ? `. ${one.said.replace(/\.$/, '')}` : ''}.{' '}
      <a href={`/cases/${one.case}`}>
        <span class="nhsuk-u-visually-hidden">Case </span>
        {shortNumber(one.number)}
      </a>{' '}
    </span>
  );
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
