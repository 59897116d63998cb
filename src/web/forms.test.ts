import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinDates, parseForm, readTime } from './forms.ts';

describe('a form', () => {
  test('is a plain object of strings, and lists where a name came twice', () => {
    expect({ ...parseForm('name=Ivy+P%26Q&tag=a&tag=b&empty=') }).toEqual({
      name: 'Ivy P&Q',
      tag: ['a', 'b'],
      empty: '',
    });
  });

  test('never reaches a prototype', () => {
    const form = parseForm('__proto__=x&constructor=y&prototype=z&toString=t&a=1');
    expect(Object.getPrototypeOf(form)).toBeNull();
    expect(Object.keys(form)).toEqual(['toString', 'a']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('of any text at all is read without an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        for (const value of Object.values(parseForm(body)))
          expect([value].flat().every((v) => typeof v === 'string')).toBe(true);
      }),
    );
  });
});

describe('three date boxes', () => {
  const join = (day: string, month: string, year: string) =>
    joinDates({ 'dob-day': day, 'dob-month': month, 'dob-year': year, name: 'Ivy' }, ['dob']);

  test('are one date', () => {
    const joined = join(' 1', '3', '1980');
    expect(joined.ok && { ...joined.value }).toEqual({ dob: '1980-03-01', name: 'Ivy' });
    const named = join('31', 'March', '1980');
    expect(named.ok && named.value.dob).toBe('1980-03-31');
  });

  test('left empty are no date', () => {
    const joined = join('', ' ', '');
    expect(joined.ok && { ...joined.value }).toEqual({ name: 'Ivy' });
  });

  test.each([
    ['31', '2', '1980', 'Enter a day of the calendar'],
    ['29', '2', '1981', 'Enter a day of the calendar'],
    ['1', '13', '1980', 'Enter a day of the calendar'],
    ['1', '3', '80', 'Enter a day of the calendar'],
    ['0', '3', '1980', 'Enter a day of the calendar'],
    ['1', '', '', 'Add the month and the year.'],
  ])('%s %s %s is refused: %s', (day, month, year, message) => {
    const joined = join(day, month, year);
    expect(joined.ok).toBe(false);
    expect(!joined.ok && joined.problems).toEqual([
      { field: 'dob', code: 'date', message: expect.stringContaining(message) },
    ]);
  });

  test('give the day that they say, for every day there is', () => {
    const days = fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year = '', month = '', day = ''] = iso.split('-');
        const joined = join(day, month, year);
        expect(joined.ok && joined.value.dob).toBe(iso);
      }),
    );
  });
});

test.each([
  ['7:30', '07:30'],
  ['0730', '07:30'],
  ['07.30', '07:30'],
  ['7:30pm', '19:30'],
  ['12:05 am', '00:05'],
  ['12:05 PM', '12:05'],
  ['19:30:05', '19:30:05'],
  ['24:00', undefined],
  ['13:00 pm', undefined],
  ['7', undefined],
  ['half past seven', undefined],
])('the time %s is read as %s', (typed, time) => {
  expect(readTime(typed)).toBe(time);
});
