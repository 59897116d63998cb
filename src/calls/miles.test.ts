import { describe, expect, it } from 'vitest';
import { minutes, plus, toIso } from '#shared';
import { aStory, examplePlaces } from './examples.ts';
import { farWords, measuredFrom, milesTo } from './miles.ts';

const base = { easting: 400_000, northing: 300_000 };
const whereabouts = { position: { easting: 400_000, northing: 310_300 }, by: 'postcode', of: 'ZZ1 4QT' } as const;
const places = examplePlaces.map((place) => (place.kind === 'car' ? place : { ...place, ...base }));

function sent(miles?: number, facts: object = { whereabouts, places }) {
  const story = aStory({ triaged: 'less-urgent', place: 'base' }).as('receptionist', 'triage-nurse');
  story.does('book-base', { place: 'canal-bridge', at: toIso(plus(story.now, minutes(30))) });
  const body = { to: 'larkhithe-cross', reason: 'base-shut', ...(miles === undefined ? {} : { miles }) };
  const told = story.tries('redirect', body, facts);
  if (!told.ok) throw new Error(told.problems[0]?.message);
  const last = story.takes(told.value).events.at(-1);
  if (last?.type !== 'Redirected') throw new Error('not sent');
  return last.data;
}

describe('how far a patient is sent', () => {
  it('is measured where nobody says it, and kept beside what somebody says', () => {
    expect(sent()).toMatchObject({ miles: 6.4, measured: 6.4, measuredFrom: 'postcode' });
    expect(sent(7.5)).toMatchObject({ miles: 7.5, measured: 6.4, measuredFrom: 'postcode' });
  });

  it('is what somebody says where nobody knows where they are; then it must be said', () => {
    expect(sent(7.5, {})).toEqual({ from: 2, to: 3, miles: 7.5, reason: 'base-shut' });
    expect(() => sent(undefined, {})).toThrow(/cannot be measured/);
    expect(() => sent(undefined, { whereabouts })).toThrow(/cannot be measured/);
  });

  it('is measured to a place whose position is known', () => {
    expect(milesTo(base, whereabouts)).toEqual({ miles: 6.4, by: 'postcode' });
    expect(milesTo({ easting: null, northing: null }, whereabouts)).toBeUndefined();
    expect(milesTo(base, undefined)).toBeUndefined();
  });

  it('says from what it was measured', () => {
    expect(measuredFrom(whereabouts)).toBe('in a straight line from ZZ1 4QT');
    expect(measuredFrom({ by: 'outward-code', of: 'ZZ9' })).toMatch(/^in a straight line from the middle of ZZ9/);
    expect(farWords({ miles: 6.4 })).toBe('6.4 miles');
    expect(farWords({ miles: 6.4, measured: 6.4, measuredFrom: 'postcode' })).toBe('6.4 miles');
    expect(farWords({ miles: 7.5, measured: 6.4, measuredFrom: 'postcode' })).toBe('7.5 miles (measured: 6.4 miles)');
    expect(farWords({ miles: 6.4, measured: 6.4, measuredFrom: 'outward-code' })).toBe(
      '6.4 miles (measured from the middle of their district)',
    );
  });
});
