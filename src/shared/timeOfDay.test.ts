import { describe, expect, it } from 'vitest';
import { atLocal } from './london.ts';
import { timeOfDay } from './timeOfDay.ts';

const now = atLocal('2027-03-28', '22:51');

describe('a time of day as typed', () => {
  it('is today’s when it has been', () => {
    expect(timeOfDay('20:34', now)).toBe(atLocal('2027-03-28', '20:34'));
  });
  it('was yesterday’s just after midnight', () => {
    expect(timeOfDay('23:50', atLocal('2027-03-29', '00:20'))).toBe(atLocal('2027-03-28', '23:50'));
  });
  it('stays ahead when it is a few minutes ahead, so that it is refused and not taken for yesterday', () => {
    expect(timeOfDay('22:58', now)).toBe(atLocal('2027-03-28', '22:58'));
  });
});
