import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt } from '#api';
import { hours, minutes, plus, toIso } from '#shared';
import { replayCase } from '../case.ts';
import { anAccount, aStream, examplesNow } from '../examples.ts';
import { faultsOf } from '../invariants.ts';
import { numbered } from '../perform.ts';
import { aReferral } from './examples.ts';
import { type ReferralFacts, receiveReferral } from './receiveReferral.ts';
import { caseOf, plainCode, referralBody } from './referral.ts';

function received(about: Record<string, unknown> = {}, facts: Partial<ReferralFacts> = {}) {
  const actor = { account: anAccount('111'), roles: ['telephony' as const] };
  const all = { now: examplesNow, actor, tenant: 1, service: 1, number: '2803-140', ...facts };
  return attempt(receiveReferral, { state: { state: 'none' }, facts: all }, aReferral(about));
}
function opened(about: Record<string, unknown> = {}, facts: Partial<ReferralFacts> = {}) {
  const result = received(about, facts);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { events: result.value.events, writes: result.value.writes ?? [], first: result.value.events[0]! };
}
const codes = (result: ReturnType<typeof received>) =>
  result.ok ? [] : result.problems.map(({ field, code }) => [field, code]);

describe('a referral', () => {
  it('opens a case whose clock runs from when it was received, with its code and the end of its time', () => {
    const { first, writes } = opened();
    expect(first).toMatchObject({
      type: 'CaseOpened',
      occurredAt: examplesNow,
      data: {
        entryRoute: 'nhs-111',
        referredBy: 'nhs-111',
        priority: 'urgent',
        dx: 'Dx05',
        dueBy: '2027-03-28T22:10:00.000Z',
      },
    });
    expect(writes.find(({ table }) => table === 'person')).toMatchObject({
      patientName: 'Ivy Pellworth',
      ringBack: '01632960417',
    });
    expect(writes.find(({ table }) => table === 'referral')).toMatchObject({
      reference: '111-8842-0231',
      edition: 'pathways-2020',
    });
  });

  it('carries no name, number, address or word of the triage in its event', () => {
    const text = JSON.stringify(opened({ specialNeeds: 'Deaf: text relay' }).events);
    for (const word of ['Pellworth', '960417', 'Lockgate', 'breath', 'Deaf', '0614024'])
      expect(text).not.toContain(word);
  });

  it('of a code that nobody knows is taken, urgent', () => {
    expect(opened({ dxCode: 'Dx4711' }).first).toMatchObject({ data: { priority: 'urgent', dx: 'Dx4711' } });
    expect(opened({ dxCode: '?? see text' }).first).toMatchObject({ data: { priority: 'urgent' } });
    expect(plainCode('???')).toBe('unknown');
  });

  it('is not lost for an NHS number that does not check, or is none', () => {
    const person = (nhsNumber: string) => opened({ nhsNumber }).writes.find(({ table }) => table === 'person');
    expect(person('999 000 0019')).toMatchObject({ nhsNumber: '9990000019', nhsNumberVerified: false });
    expect(person('not known')).toMatchObject({ nhsNumberVerified: false });
    expect(JSON.stringify(opened({ nhsNumber: 'not known' }).writes)).toContain('NHS number as sent: not known');
  });

  it('of a patient with an open case is a case of its own, linked, at the higher of the two priorities', () => {
    const same = { id: aStream('open already'), priority: 'urgent' as const };
    const { events, first, writes } = opened({ dxCode: 'Dx08' }, { same });
    expect(first).toMatchObject({ data: { priority: 'urgent' } });
    expect(events[1]).toMatchObject({ type: 'CaseLinked', data: { to: same.id, as: 'duplicate' } });
    expect(writes).toContainEqual({ table: 'link', to: same.id, as: 'duplicate' });
    expect(opened({ dxCode: 'Dx08' }, { same: { ...same, priority: 'other' } }).first).toMatchObject({
      data: { priority: 'other' },
    });
  });

  it('sent again is the same case; with other words it is another, numbered on', () => {
    const parsed = (about: Record<string, unknown>) => referralBody.parse(aReferral(about));
    expect(caseOf(parsed({}))).toBe(caseOf(parsed({ service: 'tidewell' })));
    expect(caseOf(parsed({}))).not.toBe(caseOf(parsed({ caseSummary: 'Now blue.' })));
    expect(opened({}, { sentBefore: 1 }).writes).toContainEqual(
      expect.objectContaining({ reference: '111-8842-0231#2' }),
    );
  });

  it('with a triage in our future by more than two clocks differ, or long ago, is refused by its field', () => {
    const ended = (ms: number) => received({ triagedAt: toIso(plus(examplesNow, ms)) });
    expect(opened({ triagedAt: toIso(plus(examplesNow, minutes(2))) }).first).toMatchObject({
      data: { dueBy: toIso(plus(examplesNow, hours(2))) },
    });
    expect(codes(ended(minutes(6)))).toEqual([['triagedAt', 'later-than-now']]);
    expect(codes(ended(-hours(24 * 32)))).toEqual([['triagedAt', 'too-long-ago']]);
  });

  it('without what is needed to ring or find the patient is refused, each field by its name', () => {
    const missing = received({ ringBack: undefined, whereNow: undefined, patientName: '', dxCode: undefined });
    expect(codes(missing).map(([field]) => field)).toEqual(['patientName', 'whereNow', 'ringBack', 'dxCode']);
    expect(codes(received({ surprise: 1 }))).toEqual([['surprise', 'field-unknown']]);
    expect(codes(received({ ringBack: 'ask the neighbour' }))).toEqual([['ringBack', 'phone-invalid']]);
  });
});

describe('whatever is sent', () => {
  const anything = fc.oneof(fc.anything(), fc.string(), fc.integer(), fc.constant(null));
  const fields = Object.keys(aReferral());

  it('is refused by fields or opens a case that breaks no rule', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fields), anything, (field, value) => {
        const result = received({ [field]: value });
        if (!result.ok) {
          expect(result.problems.every(({ message }) => message.length > 0)).toBe(true);
          return;
        }
        const about = { version: 0, now: examplesNow, account: anAccount('111') };
        const events = numbered(result.value.events, about);
        const state = replayCase(aStream('x'), events);
        expect(faultsOf({ before: { state: 'none' }, after: state, events }, false)).toEqual([]);
        expect((events[0]?.data as { dx?: string } | undefined)?.dx ?? '').toMatch(/^[A-Za-z0-9]{1,12}$/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('as a whole, be it no object at all, is an answer and no fall', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const actor = { account: anAccount('111'), roles: ['telephony' as const] };
        const facts = { now: examplesNow, actor, tenant: 1, service: 1, number: '2803-140' };
        expect(attempt(receiveReferral, { state: { state: 'none' }, facts }, value).ok).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});
