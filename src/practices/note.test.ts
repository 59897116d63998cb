import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, atLocal, parseDate } from '#shared';
import { entryProblem, isDue, isStale, matchOf, monthsAfter, reviewDate } from './note.ts';
import { noteForm } from './noteRoutes.tsx';
import { searchable } from './practice.ts';

const now = atLocal('2027-03-28', '22:47');
const ivy = { name: 'Ivy Pellworth', dateOfBirth: '1945-06-14', nhsNumber: '9990614024', nhsNumberVerified: true };
const known = (patient: typeof ivy | Partial<typeof ivy>) => ({
  name: '',
  ...patient,
  search: searchable(patient.name ?? ''),
});

describe('a review date', () => {
  it('lies ahead, and at most twelve months', () => {
    expect(reviewDate('2027-03-29', now).ok).toBe(true);
    expect(reviewDate('2028-03-28', now).ok).toBe(true);
    for (const wrong of ['2027-03-28', '2027-03-27', '2028-03-29', '2099-01-01'])
      expect(reviewDate(wrong, now)).toMatchObject({
        ok: false,
        problems: [{ field: 'reviewBy', code: 'review-date' }],
      });
  });
  it('counts months to the last day of a shorter one', () => {
    expect(monthsAfter('2027-01-31', 1)).toBe('2027-02-28');
    expect(monthsAfter('2028-02-29', 12)).toBe('2029-02-28');
    expect(monthsAfter('2027-12-15', 1)).toBe('2028-01-15');
    expect(monthsAfter('2026-12-31', 12)).toBe('2027-12-31');
  });
  it('is always a day of the calendar, in the month that was counted to', () => {
    const dates = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days));
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 40 }), (date, months) => {
        const after = monthsAfter(date, months);
        expect(parseDate(after)).toEqual({ ok: true, value: after });
        const count = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(count(after) - count(date)).toBe(months);
        expect(Number(after.slice(8))).toBeLessThanOrEqual(Number(date.slice(8)));
      }),
    );
  });
  it('makes a note stale on the day after it, and due a week before', () => {
    const latest = { reviewBy: '2027-03-28' };
    expect([isStale(latest, '2027-03-28'), isStale(latest, '2027-03-29')]).toEqual([false, true]);
    expect([isDue(latest, '2027-03-20'), isDue(latest, '2027-03-21')]).toEqual([false, true]);
  });
});

describe('whether a note is about this person', () => {
  it('is known by the NHS number', () =>
    expect(matchOf(known(ivy), known(ivy))).toEqual({ by: 'nhs-number', differs: [] }));
  it('says what does not agree, and hides nothing', () => {
    const asked = known({ ...ivy, name: 'Iris Pell', dateOfBirth: '1945-06-15' });
    expect(matchOf(known(ivy), asked)).toEqual({ by: 'nhs-number', differs: ['name', 'date-of-birth'] });
  });
  it('is known by name and date of birth where there is no number', () => {
    const { nhsNumber: _, ...asked } = ivy;
    expect(matchOf(known(ivy), known(asked))).toEqual({ by: 'name-and-birth', differs: [] });
  });
  it('is doubted where an unchecked number differs, and denied where both were checked', () => {
    const asked = { ...ivy, nhsNumber: '9990000018' };
    expect(matchOf(known(ivy), known({ ...asked, nhsNumberVerified: false }))).toEqual({
      by: 'name-and-birth',
      differs: ['nhs-number'],
    });
    expect(matchOf(known(ivy), known(asked))).toBeUndefined();
  });
  it('is never guessed from a name alone, nor from a date alone', () => {
    expect(matchOf(known(ivy), known({ name: ivy.name }))).toBeUndefined();
    expect(matchOf(known(ivy), known({ name: 'Another', dateOfBirth: ivy.dateOfBirth }))).toBeUndefined();
  });
});

it('how to get in stands under the key safe, and only there', () => {
  expect(entryProblem({ kinds: ['key-safe'], entry: 'Left of the door, 1945' })).toBeUndefined();
  expect(entryProblem({ kinds: ['allergy'] })).toBeUndefined();
  expect(entryProblem({ kinds: ['key-safe'] })).toMatchObject({ code: 'entry-missing' });
  expect(entryProblem({ kinds: [], entry: 'x' })).toMatchObject({ code: 'key-safe-missing' });
});

describe('the form of a note', () => {
  it('joins dates and kinds', () => {
    const form = {
      text: 'Aim for oxygen 88 to 92 %',
      'kind-allergy': 'yes',
      'kind-key-safe': 'yes',
      'reviewBy-day': '12',
      'reviewBy-month': '5',
      'reviewBy-year': '2027',
      entry: '',
    };
    expect(noteForm(form)).toEqual({ text: form.text, kinds: ['allergy', 'key-safe'], reviewBy: '2027-05-12' });
  });
  it('leaves what it cannot read for the schema to refuse', () => {
    expect(noteForm({ 'reviewBy-day': '31', 'reviewBy-month': '2', 'reviewBy-year': '2027' })).toEqual({
      reviewBy: 'unreadable',
    });
  });
  it('never throws, whatever is sent', () => {
    const names = fc.constantFrom(
      'text',
      'kind-allergy',
      'reviewBy-day',
      'dateOfBirth-year',
      '__proto__',
      'constructor',
      'reviewBy',
    );
    fc.assert(fc.property(fc.dictionary(names, fc.string()), (form) => void noteForm(form)));
  });
});
