import type { CaseLine } from '#calls';
import { forecastOf } from '#dispatch';
import type { Instant } from '#shared';

/**
 * When a car would be there if it were given this visit too, in its turn by time due. Undefined where somebody else would become
 * late by it, or later than late.
 */
export function arrivalIfGiven(
  car: number,
  line: CaseLine,
  { cases, now }: { cases: readonly CaseLine[]; now: Instant },
): Instant | undefined {
  const without = cases.filter(({ id }) => id !== line.id);
  const before = forecastOf(car, without, now).arrivals;
  const given = { ...line, state: 'visit-assigned', placeKind: 'visit', place: car, heldSince: undefined } as CaseLine;
  const after = forecastOf(car, [...without, given], now).arrivals;
  const harmed = without.some(({ id, dueAt }) => {
    const [was, will] = [before.get(id), after.get(id)];
    return was !== undefined && will !== undefined && dueAt !== undefined && will > dueAt && will > was;
  });
  return harmed ? undefined : after.get(line.id);
}
