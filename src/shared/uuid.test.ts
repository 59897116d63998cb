import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, instantFromMs } from './instant.ts';
import { newId } from './newId.ts';
import { parseUuid, uuidTime, uuidv7, uuidv7FromKey } from './uuid.ts';

const anyInstant = fc
  .integer({ min: 0, max: 2 ** 48 - 1 })
  .map((ms) => (ms > 8.64e15 ? 0 : ms))
  .map(instantFromMs);
const tenBytes = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe('uuidv7', () => {
  it('lays out the example of RFC 9562, appendix A.6', () => {
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidv7(instant('2022-02-22T19:22:22.000Z'), random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('has version 7 and the variant whatever the bytes', () => {
    fc.assert(
      fc.property(anyInstant, tenBytes, (at, random) => {
        const id = uuidv7(at, random);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(uuidTime(id)).toBe(at);
      }),
    );
  });

  it('sorts by time', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, tenBytes, tenBytes, (a, b, x, y) => {
        if (a !== b) expect(uuidv7(a, x) < uuidv7(b, y)).toBe(a < b);
      }),
    );
  });

  it('refuses a time before 1970 and too few bytes', () => {
    expect(() => uuidv7(instantFromMs(-1), new Uint8Array(10))).toThrow(RangeError);
    expect(() => uuidv7(instantFromMs(0), new Uint8Array(9))).toThrow(RangeError);
  });
});

describe('uuidv7FromKey', () => {
  const at = instant('1999-02-01T07:02:47Z');

  it('is the same for the same time and key only', () => {
    expect(uuidv7FromKey(at, 'AA0101 34536')).toBe(uuidv7FromKey(at, 'AA0101 34536'));
    expect(uuidv7FromKey(at, 'AA0101 34536')).not.toBe(uuidv7FromKey(at, 'AA0101 34537'));
    expect(uuidTime(uuidv7FromKey(at, 'AA0101 34536'))).toBe(at);
  });

  it('never changes, because imported rows are found by it', () => {
    expect(uuidv7FromKey(at, 'AA0101 34536')).toMatchInlineSnapshot(`"00d5b446-b5d8-762f-928b-21d9eab50647"`);
  });
});

describe('reading ids', () => {
  it('never throws, and prints back what it takes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uuid(),
          fc.uuid().map((id) => id.toUpperCase()),
        ),
        (text) => {
          const parsed = parseUuid(text);
          if (parsed.ok) {
            expect(parsed.value).toBe(text.trim().toLowerCase());
            expect(parseUuid(parsed.value)).toEqual(parsed);
          }
        },
      ),
    );
    expect(parseUuid('017F22E2-79B0-7CC3-98C4-DC0C0C07398F').ok).toBe(true);
    expect(parseUuid('017f22e279b07cc398c4dc0c0c07398f').ok).toBe(false);
  });

  it('finds no time in another version', () => {
    expect(() => uuidTime('919108f7-52d1-4320-9bac-f847db4148a8')).toThrow(RangeError);
    expect(() => uuidTime('')).toThrow(RangeError);
  });

  it('mints new ids, each its own', () => {
    const ids = Array.from({ length: 1000 }, newId);
    expect(new Set(ids).size).toBe(1000);
    expect(Math.abs(uuidTime(ids[0] ?? '') - Date.now())).toBeLessThan(60_000);
  });
});
