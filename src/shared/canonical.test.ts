import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, sha256 } from './canonical.ts';

describe('canonicalJson', () => {
  it('sorts keys at every depth and drops what is undefined', () => {
    const value = { b: [{ z: 1, a: 'é"' }], a: null, 10: true, 9: -0, gone: undefined };
    expect(canonicalJson(value)).toBe('{"10":true,"9":0,"a":null,"b":[{"a":"é\\"","z":1}]}');
    expect(canonicalJson(new Date(0))).toBe('"1970-01-01T00:00:00.000Z"');
  });

  it('throws rather than change a value in silence', () => {
    for (const value of [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1n,
      undefined,
      () => 1,
      [undefined],
      { a: Number.NaN },
    ]) {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    }
    const holes: unknown[] = [];
    holes[1] = 1;
    expect(() => canonicalJson(holes)).toThrow(TypeError);
  });

  it('reads back as the same value, and is the same for keys in any order', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(turned(value))).toBe(text);
      }),
    );
  });
});

/** The same value with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, turned(item)]);
  return Object.fromEntries(entries.reverse());
}

describe('sha256', () => {
  it('is the published digest of "abc", of text and of bytes', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256('abc').toString('hex')).toBe(abc);
    expect(sha256(new TextEncoder().encode('abc')).toString('hex')).toBe(abc);
  });
});
