import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hours, instant, instantFromMs, minutes, plus, seconds, toIso } from './instant.ts';

describe('instant', () => {
  it.each([
    ['2027-03-28T21:47:00.000Z', '2027-03-28T21:47:00.000Z'],
    ['2027-03-28T22:47:00+01:00', '2027-03-28T21:47:00.000Z'],
    ['2027-03-28T22:47+0100', '2027-03-28T21:47:00.000Z'],
    ['2027-03-28 21:47:00.25+00', '2027-03-28T21:47:00.250Z'],
    ['1999-12-31T20:00:00-04:00', '2000-01-01T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('reads %s', (text, iso) => {
    expect(toIso(instant(text))).toBe(iso);
  });

  it.each([
    '',
    'now',
    '2027-03-28',
    '2027-03-28T21:47:00',
    '2027-02-29T00:00:00Z',
    '2027-13-01T00:00:00Z',
    '2027-04-31T00:00:00Z',
    '2027-03-28T24:00:00Z',
    '2027-03-28T23:59:60Z',
    '2027-03-28T21:47:00+15:00',
    '2027-03-28T21:47:00Z ',
  ])('throws on %j', (text) => {
    expect(() => instant(text)).toThrow(RangeError);
  });

  it('reads back what toIso printed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }), (ms) => {
        expect(instant(toIso(instantFromMs(ms)))).toBe(ms);
      }),
    );
  });

  it('never throws anything but RangeError', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => instant(text)).toThrow(RangeError);
      }),
    );
  });

  it('is whole milliseconds', () => {
    expect(() => instantFromMs(0.5)).toThrow(RangeError);
    expect(() => instantFromMs(Number.NaN)).toThrow(RangeError);
    expect(() => instantFromMs(9e15)).toThrow(RangeError);
    expect(toIso(plus(instantFromMs(0), hours(1) + minutes(2) + seconds(3)))).toBe('1970-01-01T01:02:03.000Z');
  });
});
