import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outwardOf, parsePostcode, postcodeIn } from './postcode.ts';

describe('a postcode', () => {
  it.each([
    ['ZZ1 4QT', 'ZZ1 4QT'],
    ['zz14qt', 'ZZ1 4QT'],
    ['SW1A2AA', 'SW1A 2AA'],
    ['AB10 1AB', 'AB10 1AB'],
    ['M1  1AA', 'M1 1AA'],
    ['AB101AB', 'AB10 1AB'],
  ])('%s is %s', (typed, known) => expect(parsePostcode(typed)).toEqual({ ok: true, value: known }));

  it.each(['', 'ZZ1', '4QT', 'ZZZ1 4QT', 'ZZ1 QT4', '01632 960112', 'ZZ1 4QTX'])('%j is none', (typed) => {
    expect(parsePostcode(typed)).toMatchObject({ ok: false, problems: [{ code: 'postcode-invalid' }] });
  });

  it('is whole or refused, whatever is typed, and reads itself again', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[A-Za-z]{1,3}\d\w? ?\d\w{2}$/)),
        (text) => {
          const read = parsePostcode(text);
          if (!read.ok) return;
          expect(read.value).toMatch(/^[A-Z]{1,2}\d[A-Z0-9]? \d[A-Z]{2}$/);
          expect(parsePostcode(read.value)).toEqual(read);
          expect(postcodeIn(`4 Tallow Row, ${read.value}`)).toEqual({ postcode: read.value });
          expect(read.value.startsWith(`${outwardOf(read.value)} `)).toBe(true);
        },
      ),
    );
  });
});

describe('where an address says that it is', () => {
  it.each([
    ['12 Lockgate Row, ZZ1 4QT', { postcode: 'ZZ1 4QT' }],
    ['12 lockgate row, zz14qt, top floor', { postcode: 'ZZ1 4QT' }],
    ['ZZ1 4QT, written again: ZZ14QT', { postcode: 'ZZ1 4QT' }],
    ['The Weir, ZZ9', { outward: 'ZZ9' }],
    ['12 Lockgate Row', undefined],
    ['Flat B2', undefined],
    ['from ZZ1 4QT on the way to ZZ2 1AA', undefined],
    ['Restricted: shown to whoever has the case', undefined],
    ['', undefined],
  ])('%j', (address, known) => expect(postcodeIn(address)).toEqual(known));

  it('is read from any text without an error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => void postcodeIn(text)));
  });
});
