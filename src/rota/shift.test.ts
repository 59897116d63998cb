import { describe, expect, it } from 'vitest';
import { instant } from '#shared';
import { aPerson, aShiftStory, easter } from './examples.ts';
import { presentIn, replayShift } from './shift.ts';

const refusal = (result: { ok: boolean; problems?: { field?: string; code: string; message: string }[] }) => {
  if (result.ok) throw new Error('it was not refused');
  return result.problems?.[0];
};
const may = aPerson('dr-may');

describe('a shift', () => {
  it('is required of a base or a car, for at most 25 hours', () => {
    const story = aShiftStory();
    story.state = { state: 'none' };
    const asked = { id: story.id, place: 'canal-bridge', role: 'doctor', from: '2027-03-28 08:00', to: '2027-03-29' };
    expect(refusal(story.tries('require-shift', { ...asked, place: 'larkhithe-cross' }))?.code).toBe('place-unknown');
    expect(refusal(story.tries('require-shift', { ...asked, to: '2027-03-28 08:00' }))?.code).toBe('shift-length');
    expect(refusal(story.tries('require-shift', { ...asked, to: '2027-03-30' }))?.code).toBe('shift-length');
    const done = story.tries('require-shift', asked);
    expect(done.ok && done.value.events[0]?.data).toEqual({
      service: 1,
      place: 2,
      kind: 'base',
      role: 'doctor',
      from: '2027-03-28T07:00:00.000Z',
      to: '2027-03-28T23:00:00.000Z',
    });
  });
  it('goes from nobody over booked and confirmed to somebody there, and its booking is then done with', () => {
    const story = aShiftStory();
    expect(story.state.state).toBe('unfilled');
    expect(story.does('book-cover', { person: may }).state.state).toBe('booked');
    expect(story.does('confirm-cover').state.state).toBe('confirmed');
    expect(story.at('08:00').does('record-arrival', { person: may }).state).toMatchObject({
      state: 'attended',
      attendance: [{ person: may }],
    });
    expect(story.at('20:00').does('record-leaving', { person: may }).state.state).toBe('unfilled');
    expect(story.at('24:00').does('end-shift').events.at(-1)).toMatchObject({
      type: 'ShiftEnded',
      occurredAt: easter('24:00'),
    });
  });
  it('knows who is there when another person comes than was booked', () => {
    const story = aShiftStory({ booked: 'dr-may' })
      .at('08:10')
      .does('record-arrival', { person: aPerson('dr-lee') });
    expect(presentIn(story.state)).toEqual([aPerson('dr-lee')]);
    expect(story.state).toMatchObject({ state: 'attended', booking: { person: may } });
    expect(story.does('record-leaving', { person: aPerson('dr-lee') }).state.state).toBe('booked');
  });
  it('needs somebody again when the person who was booked withdraws', () => {
    const story = aShiftStory({ booked: 'dr-may', confirmed: true }).does('withdraw-cover', { reason: 'sick' });
    expect(story.state.state).toBe('unfilled');
    expect(story.events.at(-1)?.data).toEqual({ person: may, reason: 'sick' });
  });
  it.each([
    ['somebody who is there already', 'record-arrival', { person: may }, 'already-there'],
    ['the leaving of somebody who is not there', 'record-leaving', { person: aPerson('dr-lee') }, 'not-there'],
    [
      'a coming before they came',
      'record-arrival',
      { person: may, occurredAt: '2027-03-28 07:00' },
      'recorded-already',
    ],
    [
      'a coming later than the clock',
      'record-arrival',
      { person: aPerson('dr-lee'), occurredAt: '2027-03-28 13:00' },
      'later-than-now',
    ],
    [
      'a coming on another day',
      'record-arrival',
      { person: aPerson('dr-lee'), occurredAt: '2027-03-27 08:00' },
      'before-previous-step',
    ],
    ['an end before the end', 'end-shift', {}, 'not-over'],
    ['a confirmation of nobody', 'confirm-cover', {}, 'nobody-booked'],
  ] as const)('refuses %s', (_, name, body, code) => {
    const story = aShiftStory({ booked: 'dr-may', confirmed: true, arrived: '08:00' }).at('12:00');
    expect(refusal(story.tries(name, body))?.code).toBe(code);
  });
  it('takes a person whom nobody knows for a mistake', () => {
    expect(refusal(aShiftStory().tries('book-cover', { person: may }, { personKnown: false }))?.code).toBe(
      'person-unknown',
    );
  });
  it('takes a coming and a leaving that are entered after its end', () => {
    const story = aShiftStory({ ended: true }).at('24:00');
    const came = { person: may, occurredAt: '2027-03-28 09:00' };
    story.does('record-arrival', came).does('record-leaving', { person: may, occurredAt: '2027-03-28 19:00' });
    expect(story.state).toMatchObject({ state: 'ended', attendance: [{ from: easter('09:00'), to: easter('19:00') }] });
  });
  it('corrects an arrival, within what else is known of the same person', () => {
    const story = aShiftStory({ booked: 'dr-may', arrived: '08:00', left: '20:00' }).at('21:00');
    const why = { reason: 'paper-record', explanation: 'Signing-in sheet.' };
    expect(refusal(story.tries('correct-shift-time', { version: 3, to: '2027-03-28 20:30', ...why }))?.code).toBe(
      'after-next-step',
    );
    expect(refusal(story.tries('correct-shift-time', { version: 1, to: '2027-03-28 20:30', ...why }))?.code).toBe(
      'not-correctable',
    );
    story.does('correct-shift-time', { version: 3, to: '2027-03-28 08:40', ...why });
    expect(story.state).toMatchObject({ attendance: [{ from: easter('08:40'), to: easter('20:00') }] });
    expect(story.events[2]?.occurredAt).toBe(instant('2027-03-28T07:00:00Z'));
    expect(replayShift(story.id, story.events)).toEqual(story.state);
  });
});
