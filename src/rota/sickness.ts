import type { Instant } from '#shared';
import { bookingOf, presentIn, type Shift } from './shift.ts';

/** What has to be written of one shift when whoever has it rings in sick. */
export type GivenUp = { shift: Shift; step: 'withdraw-cover' | 'record-leaving' };

/**
 * Every shift of a person that is not over and begins before they are well: booked ones need somebody again, and of one that they
 * are at they have left. The earliest first, so that the nearest gap shows first.
 */
export function givenUpBy(
  shifts: readonly Shift[],
  about: { person: string; now: Instant; until: Instant },
): GivenUp[] {
  const { person, now, until } = about;
  return shifts
    .filter(({ from, to, state }) => state !== 'ended' && to > now && from < until)
    .flatMap((shift): GivenUp[] => [
      ...(bookingOf(shift)?.person === person ? [{ shift, step: 'withdraw-cover' as const }] : []),
      ...(presentIn(shift).includes(person) ? [{ shift, step: 'record-leaving' as const }] : []),
    ])
    .sort((a, b) => a.shift.from - b.shift.from);
}
