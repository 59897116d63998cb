import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atLocal, type Instant } from '#shared';
import { address, inAddress, monthOf, periodsOf, readPeriod } from './figureQuery.ts';

const at = (date: string, time = '00:00') => atLocal(date, time);

describe('the period that a query asks for', () => {
  it('is the month of its beginning where it says no end, and of its end where it says no beginning', () => {
    const march = { from: at('2027-03-10'), to: at('2027-04-01'), by: 'month' };
    expect(readPeriod({ from: '2027-03-10' })).toEqual({ ok: true, value: march });
    expect(readPeriod({ to: '2027-04-01' })).toEqual({ ok: true, value: { ...march, from: at('2027-03-01') } });
    expect(readPeriod({})).toEqual({ ok: true, value: { by: 'month' } });
  });

  it('takes a last day as counted in, and a time with an offset whose plus became a space', () => {
    expect(readPeriod({ from: '2027-03-28', last: '2027-03-28', period: 'hour' })).toEqual({
      ok: true,
      value: { from: at('2027-03-28'), to: at('2027-03-29'), by: 'hour' },
    });
    expect(readPeriod({ from: '2027-03-28T20:00:00 01:00', to: '2027-03-29' })).toMatchObject({
      value: { from: at('2027-03-28', '20:00') },
    });
  });

  it.each([
    [{ from: '2027-02-30' }, 'from'],
    [{ from: '2027-03-02', to: '2027-03-01' }, 'from'],
    [{ from: '2020-01-01', to: '2027-01-01', period: 'day' }, 'from'],
    [{ last: '9999-12-31' }, 'last'],
    [{ period: 'week' }, 'period'],
  ])('%j is refused, and says where', (query, field) => {
    expect(readPeriod(query)).toMatchObject({ ok: false, problems: [{ field }] });
  });

  it('never throws, whatever is sent', () => {
    const value = fc.oneof(fc.string(), fc.date().map(String), fc.array(fc.string()), fc.constant(undefined));
    fc.assert(
      fc.property(fc.record({ from: value, to: value, last: value, period: value }), (query) => {
        expect(typeof readPeriod(query).ok).toBe('boolean');
      }),
    );
  });

  it('survives the way into an address and back', () => {
    const hour = 3_600_000;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 365 * 24 }), (hours) => {
        const from = (hours * hour) as Instant;
        const link = address('/figures', {
          from: inAddress(from),
          to: inAddress((from + hour) as Instant),
          period: 'hour',
          no: undefined,
        });
        const query = Object.fromEntries(new URLSearchParams(link.split('?')[1]));
        expect(readPeriod(query)).toEqual({ ok: true, value: { from, to: from + hour, by: 'hour' } });
      }),
    );
  });

  it('cuts the day on which the clocks go forward into 23 hours', () => {
    const day = { from: at('2027-03-28'), to: at('2027-03-29') };
    expect(periodsOf(day, 'hour')).toHaveLength(23);
    expect(periodsOf(monthOf(day.from), 'day')).toHaveLength(31);
    expect(periodsOf(day, 'month')).toEqual([day]);
  });
});
