import { describe, expect, it } from 'vitest';
import { csvOf } from './csv.ts';

describe('a CSV', () => {
  it('quotes what must be quoted and leaves a gap empty', () => {
    expect(
      csvOf(
        ['a', 'b'],
        [
          ['x, "y"', null],
          [1.5, 'plain'],
        ],
      ),
    ).toBe('a,b\r\n"x, ""y""",\r\n1.5,plain\r\n');
  });
  it('is never a formula for a spreadsheet', () => {
    expect(csvOf(['a'], [['=1+1'], ['@x'], ['-2'], ['\tz']])).toBe("a\r\n'=1+1\r\n'@x\r\n'-2\r\n'\tz\r\n");
  });
});
