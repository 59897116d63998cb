import { describe, expect, it } from 'vitest';
import { Conflict, Forbidden, NotFound, ok, refused, Unavailable } from './problems.ts';

describe('results', () => {
  it('are a value or the reasons against it', () => {
    expect(ok(1)).toEqual({ ok: true, value: 1 });
    const problem = { field: 'date', code: 'date-invalid', message: 'Write a date that exists.' };
    expect(refused(problem, problem)).toEqual({ ok: false, problems: [problem, problem] });
  });

  it('leave four classes to throw, each known by its name', () => {
    for (const Thrown of [NotFound, Forbidden, Conflict, Unavailable]) {
      const thrown = new Thrown('why');
      expect(thrown).toBeInstanceOf(Error);
      expect([thrown.name, thrown.message]).toEqual([Thrown.name, 'why']);
    }
  });
});
