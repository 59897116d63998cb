import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bankHolidays, basisWords, covered } from './bankHolidays.ts';
import { addDays, weekdayOf } from './london.ts';

const source = new URL('../../../shared/data/reference/england_wales_bank_holidays_2005-2028.csv', import.meta.url);
const dates = bankHolidays.map(([date]) => date);

/** Gauss's method as Meeus and Butcher give it: an independent way to two holidays of each year. */
function easterSunday(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e, f] = [Math.floor(b / 4), b % 4, Math.floor((b + 8) / 25)];
  const h = (19 * a + b - d - Math.floor((b - f + 1) / 3) + 15) % 30;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const days = h + l - 7 * m + 114;
  return `${year}-${String(Math.floor(days / 31)).padStart(2, '0')}-${String((days % 31) + 1).padStart(2, '0')}`;
}

describe('the bank holidays of England and Wales', () => {
  it.skipIf(!existsSync(source))('are those of the reference file, with their basis', () => {
    const lines = readFileSync(source, 'utf8').trim().split(/\r?\n/).slice(1);
    const ours = bankHolidays.map(([date, title, notes, basis]) => {
      const words = basisWords[basis];
      return [date, title, notes, words.includes(',') ? `"${words}"` : words].join(',');
    });
    expect(ours).toEqual(lines);
  });

  it('are weekdays, in order, each once, within the dates covered', () => {
    expect(dates).toEqual([...new Set(dates)].sort());
    expect(dates.filter((date) => weekdayOf(date) > 5)).toEqual([]);
    expect(dates.filter((date) => date < covered.from || date > covered.to)).toEqual([]);
  });

  it('have eight days or more in each year, Easter among them', () => {
    for (let year = 2005; year <= 2028; year += 1) {
      expect(dates.filter((date) => date.startsWith(`${year}-`)).length).toBeGreaterThanOrEqual(8);
      const easter = easterSunday(year);
      expect(dates).toContain(addDays(easter, -2));
      expect(dates).toContain(addDays(easter, 1));
    }
    expect(easterSunday(2027)).toBe('2027-03-28');
  });

  it('mark what is only remembered', () => {
    const remembered = bankHolidays.filter(([, , , basis]) => basis === 'memory').map(([date]) => date);
    expect(remembered).toEqual(['2011-04-29', '2022-06-02', '2022-06-03', '2022-09-19', '2023-05-08']);
  });
});
