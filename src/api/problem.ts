import type { Problem } from '#shared';

/** RFC 9457 problem details, with our problems as an extension. */
export function problemDocument(status: number, title: string, problems: readonly Problem[] = []) {
  return { type: 'about:blank', title, status, ...(problems.length ? { problems } : {}) };
}

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';
