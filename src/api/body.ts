import type { z } from 'zod';
import { ok, type Problem, type Result, refused } from '#shared';

/** Parses a body at the door. Unknown fields are refused by name; each problem names its field. */
export function parseBody<Schema extends z.ZodObject>(schema: Schema, raw: unknown): Result<z.output<Schema>> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return refused({ code: 'body-not-an-object', message: 'Send a JSON object' });
  }
  const hidden = hiddenCharacter(raw, '', 0);
  if (hidden) return refused(hidden);
  const parsed = schema.safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  return refused(...parsed.error.issues.flatMap(problemsOf));
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const field = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: field ? `${field}.${key}` : key,
      code: 'field-unknown',
      message: `There is no field called ${JSON.stringify(key.slice(0, 60))} here. Leave it out.`,
    }));
  }
  const code =
    issue.code === 'custom' && typeof issue.params?.code === 'string'
      ? issue.params.code
      : issue.code.replaceAll('_', '-');
  return [{ ...(field ? { field } : {}), code, message: issue.message }];
}

const DEEPEST = 6;

/** A NUL or a lone surrogate cannot be stored; nesting this deep is nothing that we ask for. */
function hiddenCharacter(value: unknown, field: string, depth: number): Problem | undefined {
  if (typeof value === 'string') {
    return value.includes('\u0000') || !isWellFormed(value)
      ? { field, code: 'text-unreadable', message: 'Take out the characters that cannot be read' }
      : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= DEEPEST) return { field, code: 'too-deep', message: 'This is nested too deeply' };
  for (const [key, inner] of Object.entries(value)) {
    const problem =
      hiddenCharacter(key, field, depth) ?? hiddenCharacter(inner, field ? `${field}.${key}` : key, depth + 1);
    if (problem) return problem;
  }
  return undefined;
}

function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}
