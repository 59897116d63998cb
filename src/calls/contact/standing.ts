import { type Instant, minutes, showTime } from '#shared';
import { closerWords } from '../settings/values.ts';
import type { PolicyLine, Reached } from './policy.ts';

/**
 * Where a case stands by the policy that is in force for it, as it is printed beside the patient: "2 of 3 tries, the next not before 22:51,
 * then a welfare check; closed by a doctor".
 */
export function standingWords({ reached, line }: { reached: Reached; line: PolicyLine }, now: Instant): string {
  const { counted, nextTryAt, missing, isChecked } = reached;
  const closed = `closed by ${closerWords(line)}`;
  if (missing.length === 0) return `all was tried: ${closed}`;
  const apart = `${line.apartMs / minutes(1)} minutes apart, over ${line.overMs / minutes(1)} minutes`;
  const left = counted < line.tries || nextTryAt !== undefined;
  const next =
    counted === 0
      ? `, ${apart}`
      : !left
        ? ''
        : nextTryAt !== undefined && nextTryAt > now
          ? `, the next not before ${showTime(nextTryAt)}`
          : ', the next counts now';
  const more = counted >= line.tries && left ? ' and one more' : '';
  const look = !line.welfareCheck ? '' : isChecked ? ', welfare check made' : `, ${left ? 'then ' : ''}a welfare check`;
  return `${counted} of ${line.tries} tries${more}${next}${look}; ${closed}`;
}
