import { parseBody } from '#api';
import type { Instant, Problem } from '#shared';
import { identityOf, phoneDigits } from '../caseIdentity.ts';
import { openCase } from '../caseOpening.ts';

/** Stands in where a box that must be filled in is not, so that the rest can be read. */
const STAND_IN: Record<string, string> = {
  patientName: 'somebody',
  ringBack: '000000',
  whereNow: 'somewhere',
  complaint: 'something',
  priority: 'other',
};

/** Whatever can be said of an opening without looking anything up, in one answer: whoever types mends it once. */
export function everyProblem(body: Record<string, unknown>, now: Instant): Problem[] {
  const first = parseBody(openCase.body, body);
  const unread = first.ok ? [] : first.problems;
  const wrong = new Set(unread.map(({ field }) => field));
  const rest = Object.fromEntries(Object.entries(body).filter(([name]) => !wrong.has(name)));
  const needed = Object.fromEntries(Object.entries(STAND_IN).filter(([name]) => !(name in rest)));
  const read = first.ok ? first : parseBody(openCase.body, { ...rest, ...needed });
  if (!read.ok) return unread;
  const person = identityOf(read.value, now);
  const more = person.ok ? [] : person.problems.filter(({ field }) => !wrong.has(field ?? ''));
  const { secondNumber } = read.value;
  if (secondNumber !== undefined && phoneDigits(secondNumber) === undefined) more.push(badSecond);
  return [...unread, ...more].map(inThreeBoxes);
}

/** A date is typed into three boxes here, and its words say so. */
function inThreeBoxes(problem: Problem): Problem {
  if (problem.field !== 'dateOfBirth' || problem.code === 'later-than-now') return problem;
  const message = 'Write day, month and year of birth as a date that exists, the year in four figures: 14, 6 and 1945.';
  return { ...problem, message };
}

const badSecond: Problem = {
  field: 'secondNumber',
  code: 'phone-invalid',
  message: 'Write the second number with 6 to 15 digits, as 020 7946 0123, or leave it out.',
};
