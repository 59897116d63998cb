/** One sentence that tells a person what to do; `field` is the form or JSON field, `code` is for programs. */
export type Problem = { field?: string; code: string; message: string };

/** A refusal is a value, never an exception: the same list becomes an error summary, problem+json or OperationOutcome. */
export type Result<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refused(...problems: Problem[]): { ok: false; problems: Problem[] } {
  return { ok: false, problems };
}

/** The four that are thrown; one handler at the edge turns them into 404, 403, 409 and 503. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

export class Conflict extends Error {
  override readonly name = 'Conflict';
}

export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
