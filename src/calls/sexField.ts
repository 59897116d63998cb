import type { Field } from '#web';
import { sexes } from './codes.ts';

/** Asked the same way wherever a patient is written down; left out where nobody asked. */
export const sexField: Field = {
  kind: 'choice',
  name: 'sex',
  label: 'Sex',
  choices: Object.entries(sexes).map(([value, words]) => ({ value, words })),
  isInline: true,
};

const letters = { female: 'F', male: 'M', other: 'X' } as const satisfies { [S in keyof typeof sexes]: string };

/** `F, 81` of a queue: whichever of the two is known. */
export function sexAndAge(sex: keyof typeof sexes | undefined, age: number | undefined): string {
  return [sex && letters[sex], age].filter((part) => part !== undefined).join(', ');
}
