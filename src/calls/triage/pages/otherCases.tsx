import { showTime } from '#shared';
import { Icon } from '#web';
import { caseLifecycle } from '../../caseSteps.ts';
import { linkKinds } from '../../codes.ts';
import type { CaseInHand } from '../caseInHand.ts';
import { shortNumber } from './queueTile.tsx';

type Props = { hand: CaseInHand; nameOf(account: string): string };

/** Another open case of this patient: who is with them or rings them now, and where they sit, before anybody here rings as well. */
export function OtherCases({ hand: { others }, nameOf }: Props) {
  if (others.length === 0) return null;
  return (
    <section class="panel others" aria-label="Other open cases of this patient">
      {others.map((one) => (
        <p key={one.id} class="earlier__since">
          <Icon name="triangle" />{' '}
          <strong>
            {whoWords(one, nameOf)} (
            <a href={`/call-backs?case=${one.id}`}>
              <span class="nhsuk-u-visually-hidden">Case </span>
              {shortNumber(one.number)}
            </a>
            ).
          </strong>{' '}
          Opened {showTime(one.openedAt)}
          {one.placeName && `, at ${one.placeName}`}: it {caseLifecycle.states[one.state]}.{' '}
          {one.as && `Linked: ${linkKinds[one.as].toLowerCase()}.`}
        </p>
      ))}
    </section>
  );
}

function whoWords({ heldBy, state }: CaseInHand['others'][number], nameOf: Props['nameOf']): string {
  if (heldBy === undefined) return 'Another case of this patient is open, and nobody has it';
  const name = nameOf(heldBy);
  if (state === 'in-assessment') return `${name} is speaking to this patient now`;
  if (state === 'to-assess') return `${name} is ringing this patient now`;
  return state === 'in-consultation'
    ? `${name} is seeing this patient now`
    : `${name} has another case of this patient`;
}
