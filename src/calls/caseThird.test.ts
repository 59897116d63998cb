import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Role } from '#people';
import { hours, minutes, plus, toIso } from '#shared';
import { aStream, examplesNow, Story } from './examples.ts';
import { aReferral } from './referral/examples.ts';
import { type ReferralFacts, receiveReferral } from './referral/receiveReferral.ts';
import type { Found } from './taking/contact.ts';

const found = (n: number, over: Partial<Found> = {}): Found => ({
  case: aStream(`earlier ${n}`),
  number: `2703-05${n}`,
  at: plus(examplesNow, -hours(n + 1)),
  rangBack: false,
  how: 'telephone',
  isOpen: false,
  sameness: 'same',
  ...over,
});
const patient = { patientName: 'Ivy Pellworth', ringBack: '01632 960417', whereNow: 'Here', complaint: 'Breathless' };
const routes = ['telephone', 'walk-in', 'health-professional', 'other-service', 'nhs-111'] as const;

function opening(contacts: Found[], body: Record<string, unknown> = {}, roles: Role[] = ['health-advisor']) {
  const story = new Story(aStream('the third'), examplesNow).as(...roles);
  const way = { id: story.id, answeredAt: toIso(plus(examplesNow, -minutes(1))), priority: 'other', ...patient };
  const place = body.entryRoute === 'walk-in' ? { place: 'foundry-lane' } : {};
  return story.tries('open-case', { ...way, ...place, ...body }, { contacts });
}
const events = (result: ReturnType<typeof opening>) => (result.ok ? result.value.events : []);
const codes = (result: ReturnType<typeof opening>) => (result.ok ? [] : result.problems.map(({ code }) => code));
const two = [found(1), found(2)];

describe('the third contact of 96 hours', () => {
  it.each(routes)('by %s is counted here, and urgent at least', (entryRoute) => {
    const [birth] = events(opening(two, { entryRoute }));
    expect(birth?.data).toMatchObject({ entryRoute, repeat: 3, priority: 'urgent', chosen: 'other' });
  });

  it('is not what somebody says that it is: a number that is sent is refused, high or low', () => {
    for (const repeat of [1, 3, '2', null]) expect(codes(opening(two, { repeat }))).toEqual(['counted-here']);
  });

  it('is declined in the same append, with the reason, by those who may', () => {
    const declined = opening(two, { declineReason: 'another-matter', declineExplanation: 'A rash' });
    expect(events(declined)).toMatchObject([
      { type: 'CaseOpened', data: { repeat: 3, priority: 'other' } },
      { type: 'RepeatDeclined', data: { times: 3, reason: 'another-matter' } },
    ]);
    expect(declined.ok && declined.value.writes).toContainEqual(
      expect.objectContaining({ kind: 'repeat', body: 'A rash' }),
    );
    const body = { declineReason: 'another-matter', entryRoute: 'walk-in' };
    expect(codes(opening(two, body, ['receptionist']))).toEqual(['not-your-role']);
    expect(codes(opening([found(1)], body))).toEqual(['not-a-third-contact']);
  });

  it('stands beside the case of the patient that is open, in the same append, named or not', () => {
    const open = [found(1, { isOpen: true }), found(2)];
    const linked = { type: 'CaseLinked', data: { to: open[0]?.case, as: 'same-patient' } };
    expect(events(opening(open))).toMatchObject([{ type: 'CaseOpened' }, linked]);
    expect(events(opening(open, { declineReason: 'another-matter' }))).toMatchObject([
      { type: 'CaseOpened' },
      { type: 'RepeatDeclined' },
      linked,
    ]);
    expect(events(opening(two, { link: open[0]?.case }))).toMatchObject([{ type: 'CaseOpened' }, linked]);
    expect(events(opening([found(1, { isOpen: true, sameness: 'same-number' })]))).toHaveLength(1);
  });

  it('over the line of NHS 111 is urgent too, and nobody on a line declines it', () => {
    const referral = (contacts: Found[], more = {}) => {
      const body = receiveReferral.body.safeParse({
        ...aReferral({ triagedAt: toIso(examplesNow), dxCode: 'Dx08' }),
        ...more,
      });
      if (!body.success) return body.error.issues.map(({ code }) => code);
      const actor = { account: aStream('line'), roles: ['telephony'] as Role[] };
      const facts: ReferralFacts = { now: examplesNow, actor, tenant: 1, service: 1, number: '2803-131', contacts };
      const decided = receiveReferral.decide({ state: 'none' }, body.data as never, facts);
      return decided.ok ? decided.value.events.map(({ data }) => data) : decided.problems;
    };
    expect(referral([found(1)])).toMatchObject([{ repeat: 2, priority: 'other' }]);
    expect(referral(two)).toMatchObject([{ repeat: 3, priority: 'urgent', chosen: 'other' }]);
    expect(referral(two, { declineReason: 'another-matter' })).toEqual(['unrecognized_keys']);
  });
});

test('whatever was found before and whoever takes it, a third contact waits as urgent or says who declined it, and why', () => {
  const contact = fc.record({
    n: fc.integer({ min: 0, max: 9 }),
    isOpen: fc.boolean(),
    rangBack: fc.boolean(),
    sameness: fc.constantFrom('same' as const, 'same-number' as const),
  });
  const asked = fc.record({
    entryRoute: fc.constantFrom(...routes),
    priority: fc.constantFrom('urgent', 'other'),
    declineReason: fc.option(fc.constantFrom('another-matter', 'caller-declined'), { nil: undefined }),
  });
  const roles = fc.constantFrom<Role[]>(['receptionist'], ['health-advisor'], ['doctor'], ['shift-lead']);
  fc.assert(
    fc.property(fc.array(contact, { maxLength: 8 }), asked, roles, (before, body, whose) => {
      const contacts = before.map(({ n, ...over }) => found(n, over));
      const times = contacts.filter(({ sameness }) => sameness === 'same').length + 1;
      const result = opening(contacts, JSON.parse(JSON.stringify(body)), whose);
      const [birth, ...beside] = events(result);
      const declined = beside.find(({ type }) => type === 'RepeatDeclined');
      if (!result.ok) {
        expect(body.declineReason).toBeDefined();
        expect(times < 3 || whose[0] === 'receptionist').toBe(true);
        return;
      }
      expect(birth?.data).toMatchObject(times > 1 ? { repeat: times } : {});
      expect(times >= 3 && birth?.type === 'CaseOpened' && birth.data.priority !== 'urgent').toBe(
        times >= 3 && declined !== undefined && body.priority === 'other',
      );
      const isOpen = contacts.some((one) => one.isOpen && one.sameness === 'same');
      expect(beside.some(({ type }) => type === 'CaseLinked')).toBe(isOpen);
    }),
  );
});
