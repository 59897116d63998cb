import type { Problem } from '#shared';

/**
 * A refusal as a page says it: the choices stand beside the words there, and a date has three boxes, so neither codes nor a spelling of dates
 * are named. A program gets both.
 */
export function forPage(problems: readonly Problem[], form: Readonly<Record<string, unknown>>): Problem[] {
  return problems.map((problem) => ({ ...problem, message: wordsOf(problem, form) }));
}

function wordsOf({ code, field = '', message }: Problem, form: Readonly<Record<string, unknown>>): string {
  if (code === 'invalid-value') return message.replace(/^(Choose [^:]+):.*$/s, '$1.');
  if (code === 'date-invalid' && `${field}-day` in form) {
    return 'Write a date that exists: day, month and year in figures, such as 28 3 2027.';
  }
  return message;
}
