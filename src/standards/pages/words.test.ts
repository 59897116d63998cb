import { describe, expect, it } from 'vitest';
import { atLocal } from '#shared';
import { bandRuleWords, exactLength, limitWords, momentWords, periodWords } from './words.ts';

const at = (date: string, time = '00:00') => atLocal(date, time);

describe('words of the pages', () => {
  it.each([
    [26_000, '26 s'],
    [65_999, '1 min 05 s'],
    [8_525_000, '2 h 22 min 05 s'],
    [3_600_000, '1 h'],
    [3_605_000, '1 h 0 min 05 s'],
    [1_200_000, '20 min'],
  ])('%i ms is %s', (ms, words) => expect(exactLength(ms)).toBe(words));

  it.each([
    [7_200_000, '2 h'],
    [1_200_000, '20 min'],
    [60_000, '60 s'],
    [30_000, '30 s'],
  ])('a limit of %i ms is %s', (ms, words) => expect(limitWords(ms)).toBe(words));

  it('says of a period what has passed of it', () => {
    const march = { from: at('2027-03-01'), to: at('2027-04-01') };
    expect(periodWords(march, at('2027-03-28', '22:47'))).toBe('1 to 28 March 2027');
    expect(periodWords(march, at('2027-05-01'))).toBe('1 to 31 March 2027');
    expect(periodWords({ from: at('2027-03-28'), to: at('2027-03-29') }, at('2027-04-01'))).toBe('28 March 2027');
    expect(periodWords({ from: at('2027-02-27'), to: at('2027-03-02') }, at('2027-04-01'))).toBe(
      '27 February to 1 March 2027',
    );
    expect(periodWords({ from: at('2026-12-31'), to: at('2027-01-02') }, at('2027-04-01'))).toBe(
      '31 December 2026 to 1 January 2027',
    );
    expect(periodWords({ from: at('2027-03-28', '20:00'), to: at('2027-03-28', '21:00') }, at('2027-04-01'))).toBe(
      '28 March 2027 20:00 to 21:00',
    );
  });

  it('leaves the day out where it is the same, and says the year where it is another', () => {
    expect(momentWords(at('2027-03-28', '20:34:05'), at('2027-03-28', '09:00'))).toBe('20:34:05');
    expect(momentWords(at('2027-03-27', '20:34:05'), at('2027-03-28', '09:00'))).toBe('Sat 27 Mar 20:34:05');
    expect(momentWords(at('1999-02-01', '20:34:05'), at('2027-03-28', '09:00'))).toBe('Mon 1 Feb 1999 20:34:05');
  });

  it('says a band without its code', () => {
    const source = { tag: ['D'], says: '' } as const;
    expect(
      bandRuleWords({ kind: 'points-short', requirementPercent: 100, fullWithin: 5, partialWithin: 10, source }),
    ).toBe('Full: 95% or more. Partial: 90% up to 95%. Non-compliant: below 90%.');
    expect(bandRuleWords({ kind: 'ceiling', mostPercent: 0.1, source })).toBe(
      'Met: 0.1% or less. Not met: above 0.1%.',
    );
    expect(bandRuleWords({ kind: 'ceiling', mostPercent: 0, source }, true)).toBe(
      'Met: no hour uncovered. Not met: any.',
    );
  });
});
