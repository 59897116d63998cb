import { phoneDigits } from '#calls';
import { nhsNumberProblem, type Problem, parseNhsNumber } from '#shared';
import { joinDates, readTime } from '#web';

/** What is missing or cannot be read on the form of a walk-in: said before anybody is looked for. */
export function walkInProblems(form: Readonly<Record<string, string>>): Problem[] {
  const problems: Problem[] = [];
  const missing = (field: string, message: string) => {
    if ((form[field] ?? '').trim() === '') problems.push({ field, code: 'missing', message });
  };
  missing('patientName', 'Give the patient’s name.');
  const joined = joinDates({ ...form }, ['dateOfBirth']);
  if (!joined.ok) problems.push(...joined.problems);
  const nhs = (form.nhsNumber ?? '').trim() === '' ? undefined : nhsNumberProblem(form.nhsNumber ?? '');
  // A number of ten digits that does not check may be kept as unverified: what they say of themselves is not lost.
  const isKept = form.keepUnverified === 'yes' && parseNhsNumber(form.nhsNumber ?? '').ok;
  if (nhs && !isKept) problems.push({ field: 'nhsNumber', ...nhs });
  missing('ringBack', 'Give a number to ring them, of theirs or of whoever is with them.');
  if ((form.ringBack ?? '').trim() !== '' && phoneDigits(form.ringBack ?? '') === undefined) {
    const message = 'Write the number to ring with 6 to 15 digits, as 020 7946 0123.';
    problems.push({ field: 'ringBack', code: 'phone-invalid', message });
  }
  missing('whereNow', 'Say where they came from: an address or a postcode.');
  missing('complaint', 'Say what is wrong.');
  missing('priority', 'Choose a first priority.');
  if ((form.answeredAt ?? '').trim() !== '' && readTime(form.answeredAt ?? '') === undefined) {
    problems.push({
      field: 'answeredAt',
      code: 'time-invalid',
      message: 'Write the time as 20:28, or leave it empty for now.',
    });
  }
  return problems;
}
