import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdSent, type Sent } from './sentElsewhere.ts';
import { isSmall } from './smallNumbers.ts';

const person = fc.record({
  subject: fc.integer({ min: 1, max: 14 }).map(String),
  to: fc.constantFrom('Larkhithe Cross', 'Foundry Lane', 'Priory Road'),
  area: fc.constant(null),
  miles: fc.integer({ min: 1, max: 99 }).map((tenths) => tenths / 10),
});

const sent = (to: string, ...miles: number[]): Sent[] =>
  miles.map((far, index) => ({ subject: `${to} ${index}`, to, area: null, miles: far }));

describe('people sent elsewhere', () => {
  it('no number of them from 1 to 4 is shown, nor what is left of all when the others are taken away', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 30 }), (all) => {
        const said = holdSent(all);
        const counts = said.places.flatMap(({ people }) => people ?? []);
        for (let set = 0; set < 2 ** counts.length; set += 1) {
          const some = counts.filter((_, index) => set & (1 << index)).reduce((sum, count) => sum + count, 0);
          expect(isSmall(some)).toBe(false);
          if (said.people !== null) expect(isSmall(said.people - some)).toBe(false);
        }
        if (said.held) expect(said).toMatchObject({ people: null, averageMiles: null });
      }),
    );
  });

  it('the evening of the pictures: seven people, on average 5.1 miles, and not how many to each', () => {
    const all = [...sent('Larkhithe Cross', 6.4, 5.8, 6.1, 5.5, 6.3), ...sent('Foundry Lane', 2.9, 2.7)];
    expect(holdSent(all)).toEqual({
      people: 7,
      held: null,
      averageMiles: 5.1,
      places: [
        { name: 'Foundry Lane', area: null, people: null },
        { name: 'Larkhithe Cross', area: null, people: null },
      ],
    });
  });

  it('shows 0 as 0 and holds the distance of the few', () => {
    expect(holdSent([])).toEqual({ people: 0, held: null, averageMiles: null, places: [] });
    expect(holdSent(sent('Foundry Lane', 2.9))).toMatchObject({
      people: null,
      held: 'small numbers',
      averageMiles: null,
    });
  });

  it('counts a person once who was sent on, and says how many to each where none are few', () => {
    const many = [...sent('Foundry Lane', 1, 2, 3, 4, 5, 6), ...sent('Priory Road', 1, 2, 3, 4, 5)];
    expect(holdSent(many).places.map(({ people }) => people)).toEqual([6, 5]);
    const onwards = many.map((one) => ({ ...one, subject: one.subject.replace('Priory Road 0', 'Foundry Lane 0') }));
    expect(holdSent(onwards)).toMatchObject({ people: 10, places: [{ people: null }, { people: null }] });
  });
});
