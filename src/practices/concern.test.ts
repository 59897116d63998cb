import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, atLocal, isWorkingDay } from '#shared';
import { concernNumber, dueOn, dueTag, stepFrom } from './concern.ts';
import { type ConcernState, type ConcernStep, concernLifecycle } from './concernSteps.ts';

const raised = { state: 'raised' as ConcernState };

describe('a concern', () => {
  it('has a number that can be said on the telephone', () => {
    expect([concernNumber(1), concernNumber(141), concernNumber(12_345)]).toEqual(['C-0001', 'C-0141', 'C-12345']);
  });
  it('is answered within ten working days, Easter left out', () => {
    expect(dueOn(atLocal('2027-03-25', '09:00'))).toBe('2027-04-12');
    expect(dueOn(atLocal('2027-03-28', '23:59'))).toBe('2027-04-12');
  });
  it('has no due day that anybody would have to guess', () =>
    expect(dueOn(atLocal('2200-01-05', '09:00'))).toBeUndefined());
  it('says how it stands to its day', () => {
    const words = (today: string) => dueTag({ ...raised, dueOn: '2027-03-31' }, today);
    expect(words('2027-03-22')).toEqual({ state: 'waiting', words: 'Reply due Wed 31 Mar' });
    expect(words('2027-03-25').state).toBe('due-soon');
    expect(words('2027-03-30').state).toBe('due-soon');
    expect(words('2027-03-31').state).toBe('due-soon');
    expect(words('2027-04-01')).toEqual({ state: 'late', words: 'Reply late, was due Wed 31 Mar' });
    const answeredAt = atLocal('2027-03-26', '10:00');
    expect(dueTag({ state: 'answered', answeredAt }, '2027-09-01')).toEqual({
      state: 'done',
      words: 'Answered 26 Mar',
    });
    expect(dueTag({ state: 'asked-again', answeredAt, dueOn: '2027-04-12' }, '2027-04-13').state).toBe('late');
    expect(dueTag(raised, '2027-03-31').words).toBe('Reply due, the day is not known');
  });
  it('falls due on a working day, ten of them on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), (days) => {
        const date = addDays('2026-01-01', days);
        const due = dueOn(atLocal(date, '12:00'));
        if (due === undefined) return;
        const after: string[] = [];
        for (let day = addDays(date, 1); day <= due; day = addDays(day, 1)) after.push(day);
        const working = after.filter((day) => (isWorkingDay(day) as { value: boolean }).value);
        expect([working.length, working.at(-1)]).toEqual([10, due]);
      }),
    );
  });
  it('goes on by its table, and no other way', () => {
    expect(stepFrom('raised', 'answer-concern')).toEqual({ ok: true, value: 'answered' });
    expect(stepFrom('answered', 'ask-again')).toEqual({ ok: true, value: 'asked-again' });
    expect(stepFrom('settled', 'answer-concern')).toMatchObject({ ok: false, problems: [{ code: 'wrong-state' }] });
    for (const step of Object.keys(concernLifecycle.steps) as ConcernStep[])
      expect(stepFrom('settled', step).ok).toBe(false);
  });
});
