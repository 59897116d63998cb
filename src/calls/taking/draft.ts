import { ok, type Result, refused } from '#shared';

export type Kept = { name: string; fields: Readonly<Record<string, string>> };

const NAME = /^[a-z][a-z0-9 -]{0,119}$/;
/** More than any form of ours holds. */
const MOST_FIELDS = 120;
const MOST_CHARACTERS = 100_000;

/** What a page sends of a form while somebody types: its name under `_draft`, and its boxes. */
export function parseDraft(posted: Readonly<Record<string, string>>): Result<Kept> {
  const { _draft: name = '', ...rest } = posted;
  if (!NAME.test(name)) return refused({ field: '_draft', code: 'draft-name', message: NAMELESS });
  const fields = Object.fromEntries(Object.entries(rest).filter(([field]) => !field.startsWith('_')));
  const length = Object.entries(fields).reduce((sum, [field, text]) => sum + field.length + text.length, 0);
  if (Object.keys(fields).length > MOST_FIELDS || length > MOST_CHARACTERS) {
    return refused({ field: '_draft', code: 'draft-too-long', message: TOO_LONG });
  }
  return ok({ name, fields });
}

const NAMELESS = 'Name the form in small letters, digits, spaces and hyphens, as “call 0199…”.';
const TOO_LONG = 'This is more than a form holds. Save what you have written.';
