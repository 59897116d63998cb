import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOdsCode, parsePracticeCode } from './odsCode.ts';

describe('ODS codes', () => {
  it('are 3 to 10 letters and digits, upper case', () => {
    expect(parseOdsCode(' rx8 ')).toEqual({ ok: true, value: 'RX8' });
    for (const code of ['15E', 'Y04295', 'E88122002', 'A1B2C', 'D2P2L']) expect(parseOdsCode(code).ok).toBe(true);
    for (const code of ['', 'RX', 'RX8-1', 'E8812200212', 'RX 8', 'ŸX8']) expect(parseOdsCode(code).ok).toBe(false);
  });

  it('of practices are a letter and five digits', () => {
    expect(parsePracticeCode('f84003')).toEqual({ ok: true, value: 'F84003' });
    for (const code of ['RX8', 'F8400', 'F840033', '184003', 'FF4003']) expect(parsePracticeCode(code).ok).toBe(false);
  });

  it('never throw, and read back what they give', () => {
    const nearly = fc.string({ unit: fc.constantFrom(...'abYZ019 -é'), maxLength: 12 });
    for (const parse of [parseOdsCode, parsePracticeCode]) {
      fc.assert(
        fc.property(fc.oneof(fc.string(), nearly), (text) => {
          const parsed = parse(text);
          if (parsed.ok) expect(parse(parsed.value)).toEqual(parsed);
          else expect(parsed.problems[0]?.message).not.toBe('');
        }),
        { numRuns: 500 },
      );
    }
  });
});
