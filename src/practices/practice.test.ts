import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPractice } from './examples.ts';
import { closedWords, type Practice, searchable, standingOf } from './practice.ts';
import { wrongAddress } from './practiceCommands.ts';

const known = (...practices: Practice[]) => new Map(practices.map((practice) => [practice.id, practice]));

describe('a practice on a day', () => {
  it('is open until the day after its last', () => {
    const practice = aPractice({ closedOn: '2027-03-31' });
    expect(standingOf(practice, known(practice), '2027-03-31').state).toBe('open');
    expect(standingOf(practice, known(practice), '2027-04-01')).toMatchObject({
      state: 'closed-without-successor',
      closedOn: '2027-03-31',
    });
  });
  it('gives its patients to the first successor that is open', () => {
    const [first, second, third] = [
      aPractice({ id: 1, closedOn: '2026-01-01', successor: 2 }),
      aPractice({ id: 2, closedOn: '2026-06-30', successor: 3 }),
      aPractice({ id: 3, name: 'Quay Street Surgery' }),
    ];
    const standing = standingOf(first, known(first, second, third), '2027-03-28');
    expect(standing).toMatchObject({ state: 'closed', successor: { id: 3 } });
    expect(closedWords(standing)).toBe('closed for good after 1 January 2026: Quay Street Surgery took its patients');
  });
  it('has none where the chain goes in a circle', () => {
    const [one, two] = [
      aPractice({ id: 1, closedOn: '2026-01-01', successor: 2 }),
      aPractice({ id: 2, closedOn: '2026-01-01', successor: 1 }),
    ];
    expect(standingOf(one, known(one, two), '2027-03-28').state).toBe('closed-without-successor');
  });
});

it('a name is looked for without capitals, accents and marks', () => {
  expect(searchable('  Dr Ó’Hara-Pell & Partners ')).toBe('dr o hara pell partners');
});

describe('where messages go', () => {
  it.each([
    ['folder', 'hollin-row'],
    ['folder', 'Z99001'],
    ['smtp', 'notes@hollin-row.example'],
  ] as const)('takes %s %s', (channel, address) => expect(wrongAddress(channel, address)).toBeUndefined());
  it.each([
    ['folder', '../etc'],
    ['folder', 'a/b'],
    ['folder', '.hidden'],
    ['folder', 'a..b'],
    ['smtp', 'notes'],
    ['smtp', 'a b@c.example'],
    ['smtp', 'a@b.example, c@d.example'],
    ['smtp', 'a@b.example\nBcc: c@d.example'],
  ] as const)('refuses %s %j', (channel, address) =>
    expect(wrongAddress(channel, address)).toMatchObject({ code: 'channel-address' }),
  );
  it('never lets a folder be a path', () => {
    fc.assert(
      fc.property(fc.string(), (address) => {
        fc.pre(wrongAddress('folder', address) === undefined);
        expect(address).toMatch(/^\w(?:[\w.-]*\w)?$/);
        expect(address).not.toContain('..');
      }),
    );
  });
});
