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
const staffed = { reason: 'staffed' };
const codes = (result: ReturnType<typeof asks>) => (result.ok ? [] : result.problems.map(({ code }) => code));

describe('a base', () => {
  it('is open until a named person shuts it, and says who, when, why and where people go', () => {
    expect(watched.state).toBe('open');
    const shut = does('shut-base', watched, { reason: 'no-doctor', sendTo: 'foundry-lane' });
    expect(shut).toMatchObject({ state: 'shut', since: examplesNow, by: dana, reason: 'no-doctor', sendTo: 1 });
    expect(does('open-base', shut, staffed)).toMatchObject({ state: 'open', since: examplesNow, by: dana });
    expect(does('open-base', shut, staffed)).not.toHaveProperty('reason');
    expect(codes(asks('open-base', shut, {}))).toHaveLength(1);
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
    expect(notice({})).toEqual([{ table: 'notice', says: 'shut', goTo: 'Nowhere: ring 111.' }]);
    expect(notice({ until: toIso(plus(examplesNow, minutes(60))) })).toMatchObject([
      { goTo: 'Nowhere: ring 111. It is to open again at 23:47 on Sun 28 Mar.' },
    ]);
  });

  it('is shut and opened by no program, and by nobody without the role', () => {
    const shut = does('shut-base', watched, { reason: 'unsafe' });
    expect(codes(asks('shut-base', watched, { reason: 'unsafe' }, { isPerson: false }))).toEqual(['not-a-person']);
    expect(codes(asks('open-base', shut, staffed, { isPerson: false }))).toEqual(['not-a-person']);
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
    expect(codes(asks('open-base', watched, staffed))).toEqual(['wrong-state']);
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

  it('changes what the public is told of every other base that sends people to it, in the same decision', () => {
    const shutDoors = [
      { id: 1, sendTo: 2, until: plus(examplesNow, minutes(60)) },
      { id: 6, said: 'Canal Bridge or Larkhithe Cross. Ring 111 first.' },
      { id: 7, sendTo: 3, said: 'Larkhithe Cross. Ring 111 first.' },
    ];
    const result = asks('shut-base', watched, { reason: 'unsafe', sendTo: 'larkhithe-cross' }, { shutDoors });
    expect(result.ok && result.value.writes?.map(({ place, goTo }) => [place, goTo])).toEqual([
      [undefined, 'Larkhithe Cross. Ring 111 first.'],
      [1, 'Larkhithe Cross. Ring 111 first. It is to open again at 23:47 on Sun 28 Mar.'],
      [6, 'Larkhithe Cross. Ring 111 first.'],
    ]);
  });

  it('is opened by a desk only where it was shut as planned, or by that person', () => {
    const desk = { actor: { account: anAccount('sam'), roles: ['receptionist' as Role] } };
    const open = (reason: string, about: object = desk) =>
      codes(asks('open-base', does('shut-base', watched, { reason }), staffed, about));
    expect(open('unsafe')).toEqual(['shut-by-lead']);
    expect(open('planned')).toEqual([]);
    expect(open('no-staff', { actor: { ...desk.actor, account: dana } })).toEqual([]);
    expect(open('unsafe', { actor: { ...desk.actor, roles: ['shift-lead'] } })).toEqual([]);
  });

  it('takes bookings for after it opens again as planned, and none before', () => {
    const until = plus(examplesNow, minutes(60));
    expect(takesNoBooking({ until }, plus(until, -1))).toBe(true);
    expect(takesNoBooking({ until }, until)).toBe(false);
    expect(takesNoBooking({ until }, undefined)).toBe(true);
    expect(takesNoBooking({}, until)).toBe(true);
  });
});
