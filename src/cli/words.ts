import { type Role, roles } from '#people';
import type { Problem } from '#shared';
import type { Read } from './options.ts';
import { slugOf } from './service.ts';

/** Reads the words and options of a command that makes or changes something; what is wrong with them is gathered in `problems`. */
export type Words = ReturnType<typeof wordsOf>;

const longestName = 100;
const signInForm = /^[a-z0-9](?:[a-z0-9._@-]{0,98}[a-z0-9])?$/;

export function wordsOf({ positionals, values }: Read) {
  const problems: Problem[] = [];
  const wrong = (field: string, code: string, message: string) => {
    problems.push({ field, code, message });
    return '';
  };
  const given = (option: string): string => {
    const value = values[option];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    return wrong(option, 'option-missing', `Give --${option}.`);
  };
  const sized = (option: string, text: string): string =>
    text.length > longestName || /\p{Cc}/u.test(text)
      ? wrong(option, 'name-wrong', `--${option} is one line of at most ${longestName} characters.`)
      : text;
  return {
    problems,
    wrong,
    given,
    /** A word as it was typed. */
    word: (index: number): string => positionals[index] ?? '',
    ticked: (option: string): boolean => values[option] === true,
    /** The first word, as a short name that a page's address can hold. */
    slug(): string {
      const text = positionals[0] ?? '';
      if (text !== '' && text.length <= 60 && slugOf(text) === text) return text;
      const form = '1 to 60 of a-z, 0-9 and single hyphens between them, such as canal-bridge';
      return wrong('SLUG', 'slug-wrong', `${text}: a short name is ${form}.`);
    },
    name: (option: string): string => sized(option, given(option)),
    /** An option that may be left out; null then. */
    maybe: (option: string): string | null => (values[option] === undefined ? null : sized(option, given(option))),
    choice<T extends string>(option: string, choices: readonly T[], otherwise?: T): T {
      if (values[option] === undefined && otherwise !== undefined) return otherwise;
      const text = given(option);
      const chosen = choices.find((choice) => choice === text);
      if (chosen === undefined && text !== '')
        wrong(option, 'choice-unknown', `--${option} is one of ${choices.join(', ')}.`);
      return chosen ?? choices[0]!;
    },
    /** The first word as a sign-in name; case does not matter when signing in, so it is kept small. */
    signIn(): string {
      const text = (positionals[0] ?? '').trim().toLowerCase();
      if (signInForm.test(text)) return text;
      const form = '1 to 100 of a-z, 0-9 and . _ @ - inside, such as d.okafor';
      return wrong('SIGN-IN', 'sign-in-name-wrong', `A sign-in name is ${form}.`);
    },
    role(): Role {
      const role = roles.find((one) => one === positionals[1]);
      if (!role) wrong('ROLE', 'role-unknown', `${positionals[1]}: a role is one of ${roles.join(', ')}.`);
      return role ?? roles[0];
    },
  };
}
