import fc from 'fast-check';

/** Values that nobody means and everybody sends one day, as JSON text: some of them no JSON library of ours would write. */
const NASTY_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u001b[31m',
  '\u202etxt.exe',
  '👩‍⚕️',
  'Ö'.repeat(300),
  'x'.repeat(20_001),
  '9'.repeat(400),
  "Robert'); drop table event;--",
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '=cmd|calc!A1',
  '%00',
  '%ZZ',
  'null',
  'NaN',
  '-0',
  '1e309',
  '0x1F',
  '__proto__',
  'constructor',
  'toString',
];
const NASTY_TIMES = [
  '2027-03-28T01:30:00',
  '2027-10-31T01:30:00',
  '2027-02-29',
  '2027-13-01',
  '2027-03-28T25:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '28/3/2027',
  '28 March 2027',
  '2027-03-28T22:47:12+99:00',
  '24:00',
  '-1:00',
];
const NASTY_NUMBERS = ['9434765919', '943 476 5918', '9990000018', '0000000000', '12345', '１２３４５６７８９０'];
const RAW = [
  'null',
  'true',
  '-1',
  '0',
  '1e309',
  '1e-400',
  '123456789012345678901234567890',
  '0.1',
  '[]',
  '[1,2,3]',
  '{}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  '"\\ud800"',
  '"a\\udc00b"',
  '"\\u0000"',
  `${'['.repeat(40)}${']'.repeat(40)}`,
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
];

export const nastyText = fc.oneof(
  fc.constantFrom(...NASTY_TEXTS),
  fc.constantFrom(...NASTY_TIMES),
  fc.constantFrom(...NASTY_NUMBERS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 12 }),
);

/** As JSON text, ready to stand behind a colon. */
export const nastyJson = fc.oneof(
  nastyText.map((text) => JSON.stringify(text)),
  fc.constantFrom(...RAW),
  fc.json({ maxDepth: 4 }),
  fc.integer().map(String),
);

export const nastyName = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'hasOwnProperty',
    '',
    'id',
    'stream',
    'tenant',
    'roles',
    '_key',
  ),
  fc.string({ maxLength: 20 }),
);
