import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOfStatus, keyIn } from './bounce.ts';
import { aHolidayReply, aKey, aReport, inItsOwnWords } from './examples.ts';
import { MOST_BYTES, readBounce } from './readBounce.ts';

const read = (letter: string) => readBounce(new TextEncoder().encode(letter));
const message = '01900000-0000-7000-8000-000000000001';
const key = { message, version: 1, isReminder: false };

describe('a delivery status notification', () => {
  it('says that nobody tries a letter again, why, and which it was', async () => {
    expect(await read(aReport())).toEqual({ kind: 'failed', code: 'address-refused', status: '5.1.1', key });
  });

  it.each([
    ['failed', '5.2.2', { kind: 'failed', code: 'mailbox-full', status: '5.2.2' }],
    ['failed', '4.4.7', { kind: 'failed', code: 'no-answer', status: '4.4.7' }],
    ['failed (too many)', '5.0.0 (undefined)', { kind: 'failed', code: 'returned', status: '5.0.0' }],
    ['failed', 'nonsense', { kind: 'failed', code: 'returned' }],
    ['delayed', '4.4.1', { kind: 'delayed', status: '4.4.1' }],
    ['Delayed', '4.2.2', { kind: 'delayed', status: '4.2.2' }],
    ['relayed', '2.0.0', { kind: 'delivered' }],
    ['something', '5.1.1', { kind: 'unreadable', why: 'no-report' }],
  ])('%s with %s', async (action, status, said) => {
    expect(await read(aReport({ action, status }))).toEqual({ ...said, key });
  });

  it.each([
    ['by the id of the envelope', { head: false }],
    ['by the head that it gives back', { envelopeId: false }],
    ['by the address that it came back to', { envelopeId: false, head: false, to: `bounces+${aKey}@tidewell.example` }],
  ])('is known %s', async (_, about) => {
    expect(await read(aReport(about))).toMatchObject({ kind: 'failed', key });
  });

  it('of a letter that is none of ours has no key', async () => {
    const other = await read(aReport({ key: 'CAGx7@mail.example' }));
    expect(other).toMatchObject({ kind: 'failed' });
    expect(other.key).toBeUndefined();
  });

  it('tells a reminder from the message', () => {
    expect(keyIn(`<${aKey}-reminder-1@b.example>`)).toEqual({ ...key, isReminder: true });
    expect(keyIn(`<${message}.v12@b.example>`)).toMatchObject({ version: 12 });
    expect(keyIn(`${message}.v0 ${message}.v12345 x${aKey} ${aKey}x`)).toBeUndefined();
  });

  it.each([
    ['5.1.10', 'address-refused'],
    ['5.7.1', 'refused'],
    ['5.3.4', 'returned'],
    ['4.4.1', 'no-answer'],
    [undefined, 'returned'],
  ])('%s is %s', (status, code) => {
    expect(codeOfStatus(status)).toBe(code);
  });
});

describe('what is none', () => {
  it('is shown to a person, with the letter that it is about where that is in it', async () => {
    for (const letter of [inItsOwnWords(), aHolidayReply()])
      expect(await read(letter)).toEqual({ kind: 'unreadable', why: 'no-report', key });
    expect(await read('no mail at all')).toEqual({ kind: 'unreadable', why: 'no-report' });
    expect(await read('')).toEqual({ kind: 'unreadable', why: 'no-report' });
  });

  it('is not read where it is too large, and is shown to a person all the same', async () => {
    const large = `${aReport()}${'x'.repeat(MOST_BYTES)}`;
    expect(await read(large)).toEqual({ kind: 'unreadable', why: 'too-large', key });
  });

  it('is not followed into parts within parts without end', async () => {
    const deep = Array.from(
      { length: 40 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    ).join('');
    expect(await read(`MIME-Version: 1.0\r\n${deep}${aKey}`)).toEqual({ kind: 'unreadable', why: 'not-mail', key });
  });
});

describe('whatever is dropped', () => {
  const kinds = ['failed', 'delayed', 'delivered', 'unreadable'];

  it('is read without a fault: any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4_000 }), async (bytes) => {
        expect(kinds).toContain((await readBounce(bytes)).kind);
      }),
      { numRuns: 300 },
    );
  });

  it('is read without a fault: a report with pieces cut, doubled and changed', async () => {
    const whole = aReport();
    const cut = fc.tuple(fc.nat(whole.length), fc.nat(200), fc.string({ maxLength: 40 }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 6 }), async (cuts) => {
        const broken = cuts.reduce(
          (text, [at, length, put, twice]) =>
            `${text.slice(0, at)}${put}${twice ? text.slice(at, at + length) : ''}${text.slice(at + (twice ? 0 : length))}`,
          whole,
        );
        const bounce = await read(broken);
        expect(kinds).toContain(bounce.kind);
        // A key that is there is ours whole, or none.
        if (bounce.key) expect(broken.toLowerCase()).toContain(`${bounce.key.message}.v${bounce.key.version}`);
      }),
      { numRuns: 500 },
    );
  });
});
