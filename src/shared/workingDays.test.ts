import { describe, expect, it } from 'vitest';
import { atLocal, withOffset } from './london.ts';
import { addWorkingDays, isWorkingDay, nextWorkingDayAt } from './workingDays.ts';

const outside = { known: false, reason: 'outside the dates this calendar covers' };

function due(date: string, time: string, policy?: 'this-morning' | 'literal'): string {
  const at = nextWorkingDayAt(atLocal(date, time), '08:00', policy);
  return at.known ? withOffset(at.value) : at.reason;
}

describe('isWorkingDay', () => {
  it('leaves out weekends and bank holidays', () => {
    expect(isWorkingDay('2027-03-25')).toEqual({ known: true, value: true });
    for (const date of ['2027-03-26', '2027-03-27', '2027-03-28', '2027-03-29', '2012-06-05']) {
      expect(isWorkingDay(date)).toEqual({ known: true, value: false });
    }
    expect(isWorkingDay('2028-02-29')).toEqual({ known: true, value: true });
  });

  it('does not guess outside its dates, weekends included', () => {
    expect(isWorkingDay('2004-12-31')).toEqual(outside);
    expect(isWorkingDay('2029-01-06')).toEqual(outside);
    expect(isWorkingDay('2005-01-01').known).toBe(true);
    expect(isWorkingDay('2028-12-31').known).toBe(true);
    expect(() => isWorkingDay('2027-02-29')).toThrow(RangeError);
  });
});

describe('addWorkingDays', () => {
  it('does not count the day it starts from', () => {
    expect(addWorkingDays('2027-03-25', 1)).toEqual({ known: true, value: '2027-03-30' });
    expect(addWorkingDays('2027-03-27', 1)).toEqual({ known: true, value: '2027-03-30' });
    expect(addWorkingDays('2027-03-01', 20)).toEqual({ known: true, value: '2027-03-31' });
    expect(addWorkingDays('2027-03-27', 0)).toEqual({ known: true, value: '2027-03-27' });
    expect(addWorkingDays('2028-12-29', 1)).toEqual(outside);
    expect(() => addWorkingDays('2027-03-01', -1)).toThrow(RangeError);
  });
});

describe('nextWorkingDayAt, the deadline of NQR 2', () => {
  it('is Monday 08:00 for Friday 23:10', () => {
    expect(due('2027-03-05', '23:10')).toBe('2027-03-08T08:00:00+00:00');
  });

  it('is Tuesday 08:00 for Saturday of the Easter weekend', () => {
    expect(due('2027-03-27', '10:00')).toBe('2027-03-30T08:00:00+01:00');
  });

  it('is the same morning for Tuesday 03:00, or Wednesday where the contract is read literally', () => {
    expect(due('2027-03-09', '03:00')).toBe('2027-03-09T08:00:00+00:00');
    expect(due('2027-03-09', '03:00', 'literal')).toBe('2027-03-10T08:00:00+00:00');
  });

  it('is the next morning from 08:00 on', () => {
    expect(due('2027-03-09', '07:59')).toBe('2027-03-09T08:00:00+00:00');
    expect(due('2027-03-09', '08:00')).toBe('2027-03-10T08:00:00+00:00');
    expect(due('2027-03-09', '19:00')).toBe('2027-03-10T08:00:00+00:00');
    expect(due('2027-03-28', '03:00')).toBe('2027-03-30T08:00:00+01:00');
  });

  it('is unknown past the calendar', () => {
    expect(due('2028-12-29', '19:00')).toBe(outside.reason);
    expect(due('2029-01-02', '03:00')).toBe(outside.reason);
  });
});
