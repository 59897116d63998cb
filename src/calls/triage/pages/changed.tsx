import type { Instant } from '#shared';
import { showTelephone, showTime } from '#shared';
import { FormField, HiddenKey, Icon } from '#web';
import type { Person } from '../../caseStore.ts';
import { withWhom } from '../../codes.ts';
import { fieldsOf } from '../../pages/caseForms.ts';
import type { CaseInHand } from '../caseInHand.ts';

type Props = { hand: CaseInHand; nameOf(account: string): string; newKey(): string };

/** What was said before of the number and the place, beside what stands, with when and by whom; and the form to change it once more. */
export function Changed({ hand, nameOf, newKey }: Props) {
  const { before, person, line } = hand;
  if (!person) return null;
  const standing: readonly Person[] = [...before.slice(1), person];
  const changes = before.flatMap((old, index) =>
    differences(old, standing[index] ?? person).map((words) => ({ words, at: old.replacedAt, by: old.replacedBy })),
  );
  return (
    <section class="panel changed" aria-label="Number and place">
      {changes.reverse().map(({ words, at, by }) => (
        <Change key={`${at} ${words}`} {...{ words, at, by: nameOf(by) }} />
      ))}
      {line.closedAt === undefined && hand.mayWork && (
        <details>
          <summary>Another number, place or caller</summary>
          <form method="post" action={`/cases/${line.id}/change-details`} novalidate>
            <HiddenKey value={newKey()} />
            <input type="hidden" name="_next" value={`/call-backs?case=${line.id}`} />
            {fieldsOf('change-details', nothingOffered).map((field) => (
              <FormField key={field.name} field={field} values={{}} problems={[]} />
            ))}
            <button type="submit" class="board-button">
              Change it
            </button>
          </form>
        </details>
      )}
    </section>
  );
}

function Change({ words, at, by }: { words: string; at: Instant; by: string }) {
  return (
    <p>
      <Icon name="turning-arrow" /> <strong>{words}</strong>{' '}
      <span class="second">
        {by}, {showTime(at)}
      </span>
    </p>
  );
}

const nothingOffered = { bases: {}, cars: {}, slots: {}, steps: {}, others: {}, linked: {}, specialNotes: {} };

/** In the words of the head: what it was, and what it is. */
function differences(old: Person, now: Person): string[] {
  const whom = (one: Person) => one.withWhom && withWhom[one.withWhom];
  const caller = (one: Person) => [one.callerName, one.callerRelation].filter(Boolean).join(', ') || undefined;
  const lines: [string, string | undefined, string | undefined][] = [
    ['Ring', showTelephone(now.ringBack), showTelephone(old.ringBack)],
    ['Now at', now.whereNow, old.whereNow],
    ['Lives at', now.homeAddress, old.homeAddress],
    ['With whom', whom(now), whom(old)],
    ['Caller', caller(now), caller(old)],
    ['Practice', now.practice, old.practice],
    ['Patient', now.patientName, old.patientName],
  ];
  return lines
    .filter(([, is, was]) => is !== was)
    .map(([what, is, was]) => `${what}: ${is ?? 'not known'}; before: ${was ?? 'not known'}.`);
}
