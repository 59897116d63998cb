import { expect, it } from 'vitest';
import { z } from 'zod';
import { parseBody } from './body.ts';
import { choice, dayText } from './fields.ts';
import { forPage } from './pageProblems.ts';

const body = z.strictObject({ reason: choice({ unsafe: 1, planned: 1 }, 'why it is shut'), born: dayText('the day') });
const form = { reason: '', 'born-day': '31', 'born-month': '2', 'born-year': '2030' };
const refused = parseBody(body, { reason: 'rain', born: '2030-02-31' });

it('says on a page what to choose and write, and to a program which codes and how', () => {
  if (refused.ok) throw new Error('this body is wrong');
  expect(refused.problems.map(({ message }) => message)).toEqual([
    'Choose why it is shut: unsafe, planned.',
    'Write a date that exists, as 2027-03-28 or 28/3/2027.',
  ]);
  expect(forPage(refused.problems, form)).toEqual([
    { field: 'reason', code: 'invalid-value', message: 'Choose why it is shut.' },
    {
      field: 'born',
      code: 'date-invalid',
      message: 'Write a date that exists: day, month and year in figures, such as 28 3 2027.',
    },
  ]);
});

it('leaves every other refusal as it is', () => {
  const other = [{ code: 'slot-taken', message: 'Choose another time: this one is taken.' }];
  expect(forPage(other, {})).toEqual(other);
});
