import type { Position } from '#shared';
import { sevenSent } from './canalBridgeScript.ts';
import { castOf } from './castOfTheNight.ts';
import { POSTCODE_LETTERS } from './patients.ts';
import { MIDDLE, places } from './places.ts';

/** What the made-up positions say of themselves wherever their source is asked for. */
export const POSTCODE_EDITION = {
  source: 'made-up',
  licence: 'Made up for the demo: no postcode begins with ZZ, and Tidewell lies in the sea',
  dated: '2027-01-01',
} as const;

const METRES_A_MILE = 1_609.344;
/** Nine districts in three rows, ZZ1 in the north-west: a town of some five miles across. */
const BETWEEN_DISTRICTS = 2_400;
/** Streets of the ninth sector are too new for the file: whoever is there is placed by the middle of their district. */
const SECTORS_KNOWN = 8;

/** Every postcode of Tidewell with its position. Those of the seven lie as far as the night says from where they were sent. */
export function demoPostcodes(): ({ postcode: string } & Position)[] {
  const known = new Map<string, Position>();
  for (let district = 1; district <= 9; district += 1)
    for (let sector = 1; sector <= SECTORS_KNOWN; sector += 1)
      for (const [row, first] of POSTCODE_LETTERS.entries())
        for (const [column, second] of POSTCODE_LETTERS.entries())
          known.set(
            `ZZ${district} ${sector}${first}${second}`,
            moved(middleOf(district, sector), column * 25, row * -25),
          );
  for (const { number, to, miles } of sevenSent) {
    const postcode = castOf(number).whereNow.slice(-7);
    const base = places.find(({ slug }) => slug === to);
    if (base && 'easting' in base) known.set(postcode, towards(base, middleOf(...digitsOf(postcode)), miles));
  }
  return [...known].map(([postcode, position]) => ({ postcode, ...position }));
}

function middleOf(district: number, sector: number): Position {
  const [row, column] = [Math.floor((district - 1) / 3), (district - 1) % 3];
  const angle = (sector / SECTORS_KNOWN) * 2 * Math.PI;
  const east = (column - 1) * BETWEEN_DISTRICTS + Math.round(700 * Math.sin(angle));
  return moved(MIDDLE, east, (1 - row) * BETWEEN_DISTRICTS + Math.round(700 * Math.cos(angle)));
}

function digitsOf(postcode: string): [number, number] {
  return [Number(postcode[2]), Number(postcode[4])];
}

/** So many miles from one point in the direction of another. */
function towards(from: Position, to: Position, miles: number): Position {
  const [east, north] = [to.easting - from.easting, to.northing - from.northing];
  const share = (miles * METRES_A_MILE) / Math.hypot(east, north);
  return moved(from, Math.round(east * share), Math.round(north * share));
}

function moved({ easting, northing }: Position, east: number, north: number): Position {
  return { easting: easting + east, northing: northing + north };
}
