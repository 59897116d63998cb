import { bankHolidays } from './bankHolidays.ts';
import { addDays } from './london.ts';

const titles = new Map(bankHolidays.map(([date, title]) => [date, title]));

const always: { [monthAndDay: string]: string } = {
  '12-25': 'Christmas Day',
  '12-26': 'Boxing Day',
  '01-01': 'New Year’s Day',
};

const names: { [title: string]: string } = {
  'good friday': 'Good Friday',
  'easter monday': 'Easter Monday',
  'early may': 'the early May bank holiday',
  'early may ve': 'the early May bank holiday',
  spring: 'the spring bank holiday',
  'spring bank holiday (moved)': 'the spring bank holiday',
  summer: 'the August bank holiday',
  'late august': 'the August bank holiday',
  christmas: 'the Christmas bank holiday',
  'boxing day': 'the Boxing Day bank holiday',
  'new year': 'the New Year bank holiday',
};

/**
 * What people call a day that has a name, to follow "on": Easter Sunday, Christmas Day, the spring bank holiday. Undefined for
 * the others, and outside the years of the calendar. RangeError for what is not a `YYYY-MM-DD` date.
 */
export function dayName(date: string): string | undefined {
  if (titles.get(addDays(date, 1)) === 'easter monday') return 'Easter Sunday';
  const title = titles.get(date);
  return always[date.slice(5)] ?? (title === undefined ? undefined : (names[title] ?? 'a bank holiday'));
}
