import { describe, expect, it } from 'vitest';
import { isOnGrid, milesBetween, parsePostcode } from '#shared';
import { sevenSent } from './canalBridgeScript.ts';
import { castOf } from './castOfTheNight.ts';
import { places } from './places.ts';
import { demoPostcodes } from './postcodes.ts';

const all = demoPostcodes();
const positionOf = (postcode: string) => {
  const found = all.find((one) => one.postcode === postcode);
  if (!found) throw new Error(`${postcode} is nowhere`);
  return found;
};

describe('the made-up postcodes', () => {
  it('are of ZZ, which is given to no place, and stand on the grid', () => {
    for (const { postcode, ...position } of all) {
      expect(postcode).toMatch(/^ZZ\d \d[A-Z]{2}$/);
      expect(isOnGrid(position)).toBe(true);
    }
    expect(all.every(({ postcode }) => parsePostcode(postcode).ok)).toBe(true);
    expect(new Set(all.map(({ postcode }) => postcode)).size).toBe(all.length);
  });

  it('lie as far from where each of the seven was sent as every page says', () => {
    const miles = sevenSent.map(({ number, to }) => {
      const base = places.find(({ slug }) => slug === to);
      if (!base || !('easting' in base)) throw new Error(to);
      return [number, milesBetween(positionOf(castOf(number).whereNow.slice(-7)), base)];
    });
    expect(miles).toEqual(sevenSent.map(({ number, miles: said }) => [number, said]));
    const tenths = sevenSent.map(({ miles: said }) => said * 10).sort((a, b) => a - b);
    expect(tenths).toEqual([27, 29, 55, 58, 61, 63, 64]);
  });
});
