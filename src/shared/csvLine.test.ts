import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvField, readCsvLine } from './csvLine.ts';

it.each([
  ['a,b,,c', ['a', 'b', '', 'c']],
  ['', ['']],
  [',', ['', '']],
  ['"a,b",c', ['a,b', 'c']],
  ['a,"say ""so""",', ['a', 'say "so"', '']],
  ['"",x', ['', 'x']],
])('reads %s', (line, fields) => {
  expect(readCsvLine(line)).toEqual({ ok: true, value: fields });
});

it.each(['"open', 'a,"b', 'a"b,c', '"a"b,c'])('refuses %s', (line) => {
  expect(readCsvLine(line)).toMatchObject({ ok: false, problems: [{ code: 'quote-wrong' }] });
});

it('reads back whatever it wrote, and never throws', () => {
  const text = fc.string().filter((field) => !/[\r\n]/.test(field));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (fields) => {
      expect(readCsvLine(fields.map(csvField).join(','))).toEqual({ ok: true, value: fields });
    }),
  );
  fc.assert(fc.property(text, (line) => void readCsvLine(line)));
});
