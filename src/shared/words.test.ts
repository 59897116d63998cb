import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hours, instant, minutes, plus, seconds } from './instant.ts';
import {
  showCount,
  showDate,
  showDay,
  showDayYear,
  showDecimal,
  showHours,
  showLength,
  showMiles,
  showMinutes,
  showPercent,
  showTime,
  showTimeSeconds,
  showWhen,
} from './words.ts';

describe('times', () => {
  it('are local, 24 hours, with a colon', () => {
    const shut = instant('2027-03-28T19:34:50Z');
    expect(showTime(shut)).toBe('20:34');
    expect(showTimeSeconds(shut)).toBe('20:34:50');
    expect(showTime(instant('2027-03-28T23:00:00Z'))).toBe('00:00');
    expect(showDay(shut)).toBe('Sun 28 Mar');
    expect(showDate('1956-10-03')).toBe('3 October 1956');
    expect(showDayYear(shut)).toBe('Sunday 28 March 2027');
    expect(showDay(instant('2027-03-28T23:00:00Z'))).toBe('Mon 29 Mar');
    expect(showWhen(shut, plus(shut, minutes(719)))).toBe('20:34');
    expect(showWhen(shut, plus(shut, minutes(720)))).toBe('Sun 28 Mar 20:34');
    expect(showWhen(shut, plus(shut, -minutes(721)))).toBe('Sun 28 Mar 20:34');
  });

  it('that come twice when the clocks go back say which of the two they are, and no other time does', () => {
    const shown = ['00:59:59', '00:00', '00:30', '01:00', '01:30', '02:00'].map((time) =>
      showTime(instant(`2027-10-31T${time}Z`)),
    );
    expect(shown).toEqual(['01:59 first', '01:00 first', '01:30 first', '01:00 second', '01:30 second', '02:00']);
    expect(showTime(instant('2027-10-30T23:59:59Z'))).toBe('00:59');
    expect(showTimeSeconds(instant('2027-10-31T01:30:07Z'))).toBe('01:30:07 second');
    expect(showTime(instant('2027-03-28T01:30:00Z'))).toBe('02:30');
  });

  it('on a night of 25 hours are each a time of its own', () => {
    const from = instant('2027-10-30T23:00:00Z');
    const all = Array.from(
      { length: 25 * 60 },
      (_, minute) => `${showDay(plus(from, minutes(minute)))} ${showTime(plus(from, minutes(minute)))}`,
    );
    expect(new Set(all).size).toBe(1_500);
  });
});

describe('lengths of time', () => {
  it.each([
    [0, '0 s'],
    [999, '0 s'],
    [seconds(26), '26 s'],
    [seconds(59) + 999, '59 s'],
    [seconds(60), '1 min'],
    [seconds(98), '1 min 38 s'],
    [minutes(10) - 1, '9 min 59 s'],
    [minutes(10) + seconds(59), '10 min'],
    [minutes(14), '14 min'],
    [minutes(60) - 1, '59 min'],
    [hours(1), '1 h'],
    [hours(2) + minutes(47) + seconds(12), '2 h 47 min'],
    [hours(108.5), '108 h 30 min'],
    [-minutes(16), '-16 min'],
    [-999, '0 s'],
  ])('%i ms is %s', (ms, words) => {
    expect(showLength(ms)).toBe(words);
  });

  it('leave out seconds on a board from one minute up', () => {
    expect(showMinutes(minutes(4) + seconds(48))).toBe('4 min');
    expect(showMinutes(seconds(26))).toBe('26 s');
    expect(showMinutes(-minutes(3) - seconds(5))).toBe('-3 min');
    expect(showMinutes(hours(2) + minutes(47))).toBe('2 h 47 min');
  });

  it('are never longer than the truth', () => {
    const unit: Record<string, number> = { s: 1000, min: 60_000, h: 3_600_000 };
    fc.assert(
      fc.property(fc.nat(hours(200)), (ms) => {
        const said = [...showLength(ms).matchAll(/(\d+) (s|min|h)/g)].reduce(
          (sum, [, count, word]) => sum + Number(count) * (unit[word ?? ''] ?? Number.NaN),
          0,
        );
        expect(said).toBeLessThanOrEqual(ms);
        expect(ms - said).toBeLessThan(ms < minutes(10) ? 1000 : 60_000);
      }),
    );
  });
});

describe('numbers', () => {
  it('have one decimal and commas between thousands', () => {
    expect(showPercent(2391 / 2488)).toBe('96.1%');
    expect(showPercent(0.9496)).toBe('95.0%');
    expect(showPercent(1)).toBe('100.0%');
    expect(showMiles(35.7 / 7)).toBe('5.1 miles');
    expect(showHours(4)).toBe('4.0 hours');
    expect(showDecimal(1204)).toBe('1,204.0');
    expect(showDecimal(-0.01)).toBe('0.0');
    expect(showDecimal(-1234.56)).toBe('-1,234.6');
    expect(showCount(25_890)).toBe('25,890');
    expect(showCount(0)).toBe('0');
    expect(showCount(-1000)).toBe('-1,000');
    expect(() => showCount(1.5)).toThrow(RangeError);
  });
});
