/** A point of the national grid of Great Britain (EPSG:27700), in metres east and north of its origin. */
export type Position = { easting: number; northing: number };

const METRES_A_MILE = 1_609.344;

/** As the crow flies, to one decimal: never longer than the way by road, which nothing here knows (decision 0027). */
export function milesBetween(a: Position, b: Position): number {
  const metres = Math.hypot(a.easting - b.easting, a.northing - b.northing);
  return Math.round((metres / METRES_A_MILE) * 10) / 10;
}

/** Whole metres within the grid; its origin itself is how a file says that it does not know. */
export function isOnGrid({ easting, northing }: Position): boolean {
  const within = (metres: number, most: number) => Number.isInteger(metres) && metres >= 0 && metres <= most;
  return within(easting, 700_000) && within(northing, 1_300_000) && (easting > 0 || northing > 0);
}
