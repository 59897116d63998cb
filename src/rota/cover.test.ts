import { describe, expect, it } from 'vitest';
import { hours, showTime } from '#shared';
import { coverStrip, hourBoxes, nowAndNext } from './cover.ts';
import { aPerson, aShiftStory, easter } from './examples.ts';
import type { Shift } from './shift.ts';

const day = { from: easter('08:00'), to: easter('24:00') };
const shift = (about: Parameters<typeof aShiftStory>[0] = {}) => aShiftStory(about).state as Shift;
const strip = (shifts: Shift[], now: string) =>
  coverStrip(shifts, day, easter(now)).map(({ from, to, cover }) => `${showTime(from)} ${showTime(to)} ${cover}`);

describe('the strip of a board', () => {
  it('shows Canal Bridge as it was: a doctor until 20:00 and nobody after', () => {
    const canal = [shift({ booked: 'dr-may', confirmed: true, arrived: '08:00', left: '20:00' })];
    expect(strip(canal, '22:47')).toEqual(['08:00 20:00 here', '20:00 22:47 nobody', '22:47 00:00 unfilled']);
  });
  it('lets a booking speak for the future only', () => {
    const late = [shift({ from: '20:00', booked: 'dr-lee', confirmed: true })];
    expect(strip(late, '19:00')).toEqual(['08:00 20:00 not-needed', '20:00 00:00 confirmed']);
    expect(strip(late, '22:00')).toEqual(['08:00 20:00 not-needed', '20:00 22:00 nobody', '22:00 00:00 not-come']);
  });
  it('tells a booking that is not confirmed from one that is', () => {
    expect(strip([shift({ from: '20:00', booked: 'dr-lee' })], '12:00').at(-1)).toBe('20:00 00:00 not-confirmed');
  });
  it('expects somebody who is there to stay', () => {
    expect(strip([shift({ arrived: '08:00' })], '12:00')).toEqual(['08:00 12:00 here', '12:00 00:00 confirmed']);
  });
  it('shows the one who is missing where two are required', () => {
    const two = [shift({ arrived: '08:00' }), shift({ from: '12:00' })];
    expect(strip(two, '14:00')).toEqual(['08:00 12:00 here', '12:00 14:00 nobody', '14:00 00:00 unfilled']);
  });
});

describe('now and next', () => {
  it('says who is there, since when, and what changes', () => {
    const shifts = [
      shift({ to: '20:00', booked: 'dr-may', arrived: '08:10' }),
      shift({ from: '20:00', booked: 'dr-lee' }),
    ];
    expect(nowAndNext(shifts, easter('19:00'), hours(5))).toEqual({
      now: 'here',
      since: easter('08:10'),
      people: [aPerson('dr-may')],
      next: { from: easter('20:00'), to: easter('24:00'), cover: 'not-confirmed' },
    });
  });
  it('says nobody, since when, whoever is booked', () => {
    expect(
      nowAndNext([shift({ from: '20:00', booked: 'dr-lee', confirmed: true })], easter('22:47'), hours(1)),
    ).toEqual({
      now: 'nobody',
      since: easter('20:00'),
      people: [],
    });
  });
  it('needs nobody where nothing is required', () => {
    expect(nowAndNext([], easter('22:47'), hours(1))).toEqual({ now: 'not-needed', people: [] });
  });
});

describe('the hours of a public page', () => {
  const covers = (shifts: Shift[]) =>
    hourBoxes(shifts, day)
      .map(({ cover }) => cover[0])
      .join('');
  it('has 4.0 uncovered base-hours at Canal Bridge', () => {
    expect(covers([shift({ arrived: '08:00', left: '20:00', ended: true })])).toBe('ccccccccccccuuuu');
  });
  it('counts an hour as covered only if every minute of it was', () => {
    expect(covers([shift({ arrived: '08:01', left: '19:59', ended: true })])).toBe('uccccccccccuuuuu');
  });
  it('takes two people who follow one another as cover, and a booking as none', () => {
    const story = aShiftStory({ booked: 'dr-may', arrived: '08:00' })
      .at('12:30')
      .does('record-arrival', { person: aPerson('dr-lee') });
    story
      .at('12:45')
      .does('record-leaving', { person: aPerson('dr-may') })
      .at('24:00')
      .does('end-shift');
    expect(covers([story.state as Shift])).toBe('c'.repeat(16));
    expect(covers([shift({ booked: 'dr-may', confirmed: true, ended: true })])).toBe('u'.repeat(16));
  });
  it('marks hours in which nobody was required', () => {
    expect(covers([shift({ from: '10:00', to: '12:30', arrived: '10:00', ended: true })])).toBe('nncccnnnnnnnnnnn');
  });
});
