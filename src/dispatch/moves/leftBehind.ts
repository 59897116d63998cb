import type { CaseLine } from '#calls';
import { type Shutting, takesNoBooking } from '../base/base.ts';

/** In the waiting room, or walked in and not yet assessed or booked. */
const there: readonly CaseLine['state'][] = ['arrived', 'to-assess', 'in-assessment', 'to-book'];

/**
 * Whom a base that is shut leaves with nowhere to go, of those who are to be seen at it: one rule for the work, the list, the form and the
 * board. At a planned closing whoever is there is still seen; at any other, nobody is.
 */
export function leftBehind(
  { state, slotAt }: Pick<CaseLine, 'state' | 'slotAt'>,
  shut: Pick<Shutting, 'reason' | 'until'>,
): boolean {
  if (there.includes(state)) return shut.reason !== 'planned' && shut.reason !== 'notice';
  return (state === 'booked' || state === 'sent-elsewhere') && takesNoBooking(shut, slotAt);
}
