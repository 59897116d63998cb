import { describe, expect, it } from 'vitest';
import { easter } from './easter.testing.ts';
import { type Notice, noticeDuring } from './noticeTime.ts';

const shift = { from: easter('20:00'), to: easter('24:00') };
const notice = (time: string, says: 'open' | 'shut'): Notice => ({ at: easter(time), says, goTo: null });
const wrong = (notices: Notice[], there: { from: string; to: string }[] = []) =>
  noticeDuring(
    notices,
    shift,
    there.map(({ from, to }) => ({ from: easter(from), to: easter(to) })),
  ).wrongMinutes;

describe('what the public notice said', () => {
  it('was wrong while it said open and nobody was there', () => {
    expect(wrong([notice('07:55', 'open'), notice('20:34', 'shut')])).toBe(34);
  });
  it('was right while a doctor was there', () => {
    expect(wrong([notice('07:55', 'open')], [{ from: '19:50', to: '24:00' }])).toBe(0);
    expect(wrong([notice('07:55', 'open')], [{ from: '20:10', to: '24:00' }])).toBe(10);
  });
  it('was wrong while it said shut with a doctor there', () => {
    expect(wrong([notice('19:00', 'shut'), notice('22:00', 'open')], [{ from: '20:00', to: '24:00' }])).toBe(120);
  });
  it('says nothing of the time before the first notice, nor of notices after the shift', () => {
    const said = noticeDuring([notice('21:00', 'open'), notice('24:00', 'shut')], shift, []);
    expect(said).toEqual({
      said: [{ from: '2027-03-28T21:00:00+01:00', to: '2027-03-29T00:00:00+01:00', says: 'open', goTo: null }],
      wrongMinutes: 180,
    });
    expect(wrong([])).toBe(0);
  });
});
