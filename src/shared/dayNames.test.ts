import { describe, expect, it } from 'vitest';
import { dayName } from './dayNames.ts';

describe('the names of days', () => {
  it.each([
    ['2027-03-28', 'Easter Sunday'],
    ['2027-03-26', 'Good Friday'],
    ['2027-03-29', 'Easter Monday'],
    ['2027-12-25', 'Christmas Day'],
    ['2027-12-27', 'the Christmas bank holiday'],
    ['2027-08-30', 'the August bank holiday'],
    ['2023-05-08', 'a bank holiday'],
    ['2027-03-27', undefined],
    ['2004-04-11', undefined],
  ])('%s is %s', (date, name) => expect(dayName(date)).toBe(name));
});
