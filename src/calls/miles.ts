import { type Place, positionOfPlace, type Whereabouts } from '#people';
import { milesBetween, showMiles } from '#shared';
import type { CaseEvents } from './events.ts';

export type Measured = { miles: number; by: Whereabouts['by'] };

/** How far a patient has to go to a place, as the crow flies; undefined where nobody knows where one of the two is. */
export function milesTo(
  place: Pick<Place, 'easting' | 'northing'>,
  where: Pick<Whereabouts, 'position' | 'by'> | undefined,
): Measured | undefined {
  const there = positionOfPlace(place);
  return where && there ? { miles: milesBetween(where.position, there), by: where.by } : undefined;
}

/** From what the miles are measured, in the words that stand beside them. */
export function measuredFrom({ by, of }: Pick<Whereabouts, 'by' | 'of'>): string {
  return by === 'postcode'
    ? `in a straight line from ${of}`
    : `in a straight line from the middle of ${of}: their own postcode is not in the list`;
}

/** "6.4 miles", and what was measured where somebody said otherwise or nobody knew more than the district. */
export function farWords({
  miles,
  measured,
  measuredFrom: from,
}: Pick<CaseEvents['Redirected'], 'miles' | 'measured' | 'measuredFrom'>): string {
  const said = showMiles(miles);
  const roughly = from === 'outward-code' ? ' from the middle of their district' : '';
  if (measured === undefined) return said;
  if (measured !== miles) return `${said} (measured${roughly}: ${showMiles(measured)})`;
  return roughly === '' ? said : `${said} (measured${roughly})`;
}
