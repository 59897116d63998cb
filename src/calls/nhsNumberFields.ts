import type { Problem } from '#shared';
import type { Field, Values } from '#web';

type Shown = { values?: Values; problems?: readonly Problem[] };

/** The number, and once it was refused the way to keep it all the same: nobody is turned away for a number that does not check. */
export function nhsNumberFields(label: string, { values = {}, problems = [] }: Shown): Field[] {
  const wasRefused = problems.some(({ field }) => field === 'nhsNumber') || values.keepUnverified !== undefined;
  return [{ kind: 'nhs-number', name: 'nhsNumber', label }, ...(wasRefused ? [keep] : [])];
}

const keep: Field = {
  kind: 'choice',
  name: 'keepUnverified',
  label: 'If the NHS number does not check',
  choices: [{ value: 'yes', words: 'Keep it as unverified' }],
};
