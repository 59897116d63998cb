import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, toIso } from '#shared';
import { bodyDigest, defaultPack, foldClocks } from '#standards';
import { bankColumns, readBankRow } from './bankRow.ts';
import { aRow, neverQueued } from './examples.ts';

const rule = { ...defaultPack, id: 1, digest: bodyDigest(defaultPack).toString('hex') };

function read(given: Parameters<typeof aRow>[0]) {
  const call = readBankRow(aRow(given), 7);
  if (!call.ok) throw new Error(call.problems.map(({ message }) => message).join('; '));
  const clocks = foldClocks(
    rule,
    call.value.events.map((event, index) => ({ ...event, version: index + 1 })),
  );
  expect(clocks).toHaveLength(1);
  return { call: call.value, clock: clocks[0]! };
}

describe('a row of the bank’s file', () => {
  it.each([
    ['an answered call counts its wait in the queue', {}, { outcome: 'met', countedMs: 20_000 }],
    ['exactly 60 s is in time', { q_exit: '9:01:10' }, { outcome: 'met', countedMs: 60_000 }],
    ['61 s is late', { q_exit: '9:01:11' }, { outcome: 'missed', reason: null, countedMs: 61_000 }],
    ['answered without a queue waited 0', neverQueued, { outcome: 'met', countedMs: 0 }],
    [
      'answered, though the time of service is missing',
      { ser_start: '0:00:00', ser_exit: '', server: 'NO_SERVER' },
      { outcome: 'met', countedMs: 20_000 },
    ],
    ['a phantom is left out, queue or not', { outcome: 'PHANTOM' }, { outcome: 'excluded', reason: 'phantom' }],
    [
      'hung up in the message was never presented',
      { outcome: 'HANG', ...neverQueued },
      { outcome: 'excluded', reason: 'hung-up-in-message' },
    ],
    [
      'hung up in the queue is given up',
      { outcome: 'HANG' },
      { outcome: 'missed', reason: 'abandoned', countedMs: 20_000 },
    ],
    [
      'hung up with times of service is hung up',
      { outcome: 'HANG', q_exit: '9:00:40', ser_start: '9:00:40' },
      { outcome: 'missed', reason: 'abandoned', countedMs: 30_000 },
    ],
    [
      'joined the queue at midnight itself',
      { vru_entry: '23:59:50', vru_exit: '0:00:00', q_start: '0:00:00', q_exit: '0:00:25' },
      {
        outcome: 'met',
        countedMs: 25_000,
        startedAt: instant('1999-03-02T00:00:00Z'),
        countsAt: instant('1999-03-01T23:59:50Z'),
      },
    ],
    [
      'waited over midnight',
      { vru_entry: '23:59:20', vru_exit: '23:59:29', q_start: '23:59:29', q_exit: '0:00:26', outcome: 'HANG' },
      { outcome: 'missed', reason: 'abandoned', countedMs: 57_000, countsAt: instant('1999-03-01T23:59:20Z') },
    ],
    [
      'left the queue at midnight itself',
      { vru_entry: '23:59:20', vru_exit: '23:59:30', q_start: '23:59:30', q_exit: '0:00:00' },
      { outcome: 'met', countedMs: 30_000 },
    ],
    [
      'left the message before entering it',
      { vru_exit: '8:59:58', q_start: '8:59:58', q_exit: '9:00:03' },
      {
        outcome: 'met',
        countedMs: 5_000,
        startedAt: instant('1999-03-01T08:59:58Z'),
        countsAt: instant('1999-03-01T09:00:00Z'),
      },
    ],
  ])('%s', (_what, given, clock) => {
    expect(read(given).clock).toMatchObject({ measure: 'answer', service: 7, ...clock });
  });

  it('is two events: offered, with the end of the message where the call was queued, and its ending', () => {
    expect(read({}).call).toEqual({
      key: 'ZZ0101\n1',
      presentedAt: instant('1999-03-01T09:00:00Z'),
      events: [
        {
          type: 'CallOffered',
          occurredAt: instant('1999-03-01T09:00:00Z'),
          data: { service: 7, message: true, messageEndedAt: '1999-03-01T09:00:10.000Z' },
        },
        { type: 'CallAnswered', occurredAt: instant('1999-03-01T09:00:30Z'), data: {} },
      ],
    });
    expect(read({ outcome: 'HANG', ...neverQueued }).call.events.map(({ data }) => data)).toEqual([
      { service: 7, message: true },
      { in: 'message' },
    ]);
  });

  it('is read by London’s clocks: in summer, over the hour that is missing, and in the hour that comes twice', () => {
    const presented = (date: string, entry: string) =>
      toIso(read({ date, vru_entry: entry, vru_exit: entry, ...neverQueued }).call.presentedAt);
    expect(presented('990701', '9:00:00')).toBe('1999-07-01T08:00:00.000Z');
    expect(presented('990328', '1:30:00')).toBe('1999-03-28T01:30:00.000Z');
    expect(presented('991031', '1:30:00')).toBe('1999-10-31T00:30:00.000Z');
    expect(presented('700101', '0:00:00')).toBe('2070-01-01T00:00:00.000Z');
    expect(presented('710101', '0:00:00')).toBe('1970-12-31T23:00:00.000Z');
  });

  it.each([
    [{ outcome: 'HUNG' }, 'outcome', 'outcome-unknown', /"HUNG" is none of AGENT, HANG, PHANTOM/],
    [{ outcome: '' }, 'outcome', 'outcome-unknown', /""/],
    [{ date: '990231' }, 'date', 'date-wrong', /"990231" is no date/],
    [{ date: '1999-02-01' }, 'date', 'date-wrong', /no date/],
    [{ vru_entry: '25:00:00' }, 'vru_entry', 'time-wrong', /"25:00:00" is no time/],
    [{ vru_exit: '' }, 'vru_exit', 'time-wrong', /no time/],
    [{ q_start: '9:60:00' }, 'q_start', 'time-wrong', /no time/],
    [{ q_exit: '-1:00:00' }, 'q_exit', 'time-wrong', /no time/],
    [{ ser_start: 'noon' }, 'ser_start', 'time-wrong', /"noon"/],
    [{ 'vru+line': ' ' }, 'vru+line', 'key-missing', /is empty/],
    [{ call_id: '' }, 'call_id', 'key-missing', /is empty/],
    [{ call_id: '\u0000' }, 'call_id', 'key-wrong', /no short name/],
  ])('is refused for %j', (given, field, code, message) => {
    const call = readBankRow(aRow(given), 7);
    expect(call).toMatchObject({ ok: false, problems: [{ field, code, message: expect.stringMatching(message) }] });
  });

  it('tells everything that is wrong with it at once', () => {
    const call = readBankRow(aRow({ date: 'x', outcome: 'y', call_id: '' }), 7);
    expect(call).toMatchObject({
      ok: false,
      problems: [{ field: 'call_id' }, { field: 'date' }, { field: 'outcome' }],
    });
  });

  it.each([[aRow().slice(1)], [[...aRow(), '']], [['']]])('is refused with another number of columns', (fields) => {
    expect(readBankRow(fields, 7)).toMatchObject({ ok: false, problems: [{ code: 'columns-wrong' }] });
  });

  it('is either a call with one settled clock or problems, whatever stands in it', () => {
    const likely: Record<string, fc.Arbitrary<string>> = {
      date: fc.stringMatching(/^\d{6}$/),
      outcome: fc.constantFrom('AGENT', 'HANG', 'PHANTOM', 'agent'),
    };
    const time = fc
      .tuple(fc.nat(25), fc.nat(60), fc.nat(60))
      .map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'));
    const field = (column: string) =>
      fc.oneof(
        {
          weight: 9,
          arbitrary:
            likely[column] ?? (/_(entry|exit|start)$/.test(column) ? time : fc.stringMatching(/^[A-Z0-9]{1,6}$/)),
        },
        { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
      );
    fc.assert(
      fc.property(fc.tuple(...bankColumns.map(field)), (fields) => {
        const call = readBankRow(fields, 7);
        if (!call.ok) {
          expect(call.problems.length).toBeGreaterThan(0);
          expect(call.problems.every(({ message }) => message.length > 0)).toBe(true);
          return;
        }
        const numbered = call.value.events.map((event, index) => ({ ...event, version: index + 1 }));
        const [clock, ...more] = foldClocks(rule, numbered);
        expect(more).toEqual([]);
        expect(['met', 'missed', 'excluded']).toContain(clock?.outcome);
        expect(clock?.countsAt).toBe(call.value.presentedAt);
        expect(clock?.countedMs ?? 0).toBeGreaterThanOrEqual(0);
        expect(clock?.countedMs ?? 0).toBeLessThan(86_400_000);
      }),
      { numRuns: 1000 },
    );
  });
});
