import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showTelephone } from './telephone.ts';

describe('a telephone number', () => {
  it.each([
    ['01632960417', '01632 960 417'],
    ['07700900531', '07700 900 531'],
    ['02079460123', '020 7946 0123'],
    ['01614960123', '0161 496 0123'],
    ['08081570123', '0808 157 0123'],
    ['353123456', '353123456'],
    ['01632', '01632'],
  ])('%s is shown as %s', (digits, shown) => {
    expect(showTelephone(digits)).toBe(shown);
  });

  it('loses no digit by it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{6,15}$/), (digits) => {
        expect(showTelephone(digits).replaceAll(' ', '')).toBe(digits);
      }),
    );
  });
});
