import { describe, expect, it } from 'vitest';
import { attempt, type Role } from '#api';
import { anAccount, examplePlaces, examplesNow } from '#calls';
import { minutes, plus, toIso, uuidv7FromKey } from '#shared';
import { type BaseState, evolveBase, noBase, takesNoBooking } from './base.ts';
import { type BaseFacts, baseCommands } from './baseCommands.ts';
import type { RecordedBaseEvent } from './events.ts';

const dana = anAccount('dana');
const id = uuidv7FromKey(examplesNow, 'base');
const watched = evolveBase(noBase, id, recorded({ type: 'BaseWatched', data: { service: 1, place: 2 } }));

function recorded(event: Pick<RecordedBaseEvent, 'type' | 'data'>, version = 1, by = dana): RecordedBaseEvent {
  const when = { occurredAt: examplesNow, recordedAt: examplesNow };
  return { ...event, ...when, version, recordedBy: by } as RecordedBaseEvent;
}

function asks(name: string, state: BaseState, body: object = {}, about: Partial<BaseFacts> & { roles?: Role[] } = {}) {
  const command = baseCommands.find((one) => one.name === name);
  if (!command) throw new Error(name);
  const { roles = ['shift-lead'], ...facts } = about;
  const known = { now: examplesNow, actor: { account: dana, roles }, tenant: 1, service: 1, places: examplePlaces };
  return attempt(command, { state, facts: { ...known, isPerson: true, ...facts } }, body);
}

function does(name: string, state: BaseState, body: object = {}): BaseState {
  const result = asks(name, state, body);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value.events.reduce(
    (was, event) => evolveBase(was, id, recorded(event, was.state === 'none' ? 1 : was.version + 1)),
    state,
  );
}
const codes = (result: ReturnType<typeof asks>) => (result.ok ? [] : result.problems.map(({ code }) => code));

describe('a base', () => {
  it('is open until a named person shuts it, and says who, when, why and where people go', () => {
    expect(watched.state).toBe('open');
    const shut = does('shut-base', watched, { reason: 'no-doctor', sendTo: 'foundry-lane' });
    expect(shut).toMatchObject({ state: 'shut', since: examplesNow, by: dana, reason: 'no-doctor', sendTo: 1 });
    expect(does('open-base', shut)).toMatchObject({ state: 'open', since: examplesNow, by: dana });
    expect(does('open-base', shut)).not.toHaveProperty('reason');
  });

  it('changes the public notice in the same decision, with words of its own or those of where people go', () => {
    const notice = (body: object) => {
      const result = asks('shut-base', watched, { reason: 'no-doctor', ...body });
      return result.ok && result.value.writes;
    };
    expect(notice({ sendTo: 'foundry-lane' })).toEqual([
      { table: 'notice', says: 'shut', goTo: 'Foundry Lane. Ring 111 first.' },
    ]);
    expect(notice({ sendTo: 'foundry-lane', goTo: 'Ring 111.' })).toMatchObject([{ goTo: 'Ring 111.' }]);
    expect(notice({})).toEqual([{ table: 'notice', says: 'shut' }]);
  });

  it('is shut and opened by no program, and by nobody without the role', () => {
    const shut = does('shut-base', watched, { reason: 'unsafe' });
    expect(codes(asks('shut-base', watched, { reason: 'unsafe' }, { isPerson: false }))).toEqual(['not-a-person']);
    expect(codes(asks('open-base', shut, {}, { isPerson: false }))).toEqual(['not-a-person']);
    for (const role of ['doctor', 'driver', 'telephony', 'visitor', 'practice-manager'] as const)
      expect(codes(asks('shut-base', watched, { reason: 'unsafe' }, { roles: [role] }))).toEqual(['not-your-role']);
  });

  it.each<[string, object, string]>([
    ['a base that is itself shut', { sendTo: 'foundry-lane' }, 'base-shut'],
    ['itself', { sendTo: 'canal-bridge' }, 'place-unknown'],
    ['a car', { sendTo: 'car-1' }, 'place-unknown'],
    ['a time that is past', { until: toIso(plus(examplesNow, -minutes(1))) }, 'out-of-range'],
  ])('does not send people to %s', (_, body, code) => {
    const result = asks('shut-base', watched, { reason: 'no-doctor', ...body }, { shut: new Set([1]) });
    expect(codes(result)).toEqual([code]);
  });

  it('is not shut twice, so that the first name and time stand', () => {
    const shut = does('shut-base', watched, { reason: 'no-doctor' });
    expect(codes(asks('shut-base', shut, { reason: 'building' }))).toEqual(['wrong-state']);
    expect(codes(asks('open-base', watched))).toEqual(['wrong-state']);
  });

  it('may be found shut by anybody who works here and by the telephone, open or shut, and each report counts', () => {
    for (const role of ['driver', 'receptionist', 'health-advisor', 'telephony'] as const)
      expect(asks('found-shut', watched, {}, { roles: [role] }).ok).toBe(true);
    const twice = does(
      'found-shut',
      does('found-shut', watched, { occurredAt: toIso(plus(examplesNow, -minutes(3))) }),
    );
    expect(twice).toMatchObject({ state: 'open', found: [{ by: dana }, { by: dana }] });
    const shut = does('shut-base', twice, { reason: 'no-doctor' });
    expect(does('found-shut', shut)).toMatchObject({ state: 'shut', found: { length: 3 } });
    expect(codes(asks('found-shut', watched, { case: id }, { caseKnown: false }))).toEqual(['case-unknown']);
    expect(codes(asks('found-shut', watched, { occurredAt: toIso(plus(examplesNow, minutes(1))) }))).toEqual([
      'later-than-now',
    ]);
  });

  it('takes bookings for after it opens again as planned, and none before', () => {
    const until = plus(examplesNow, minutes(60));
    expect(takesNoBooking({ until }, plus(until, -1))).toBe(true);
    expect(takesNoBooking({ until }, until)).toBe(false);
    expect(takesNoBooking({ until }, undefined)).toBe(true);
    expect(takesNoBooking({}, until)).toBe(true);
  });
});
