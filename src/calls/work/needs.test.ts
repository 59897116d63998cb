import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minutes, plus, toIso } from '#shared';
import { isOpen } from '../case.ts';
import { gradeOfCase, missedAt } from '../caseClosing.ts';
import { caseCommands } from '../caseCommands.ts';
import { reachedBy } from '../contact/policy.ts';
import { aStory, type Story } from '../examples.ts';
import { aNote } from '../triage/examples.ts';
import { comfortDue, type Waiting } from './comfort.ts';
import { comfortRule, workKinds } from './kinds.ts';
import { endedAt, needsOf } from './needs.ts';
import { ringBack, ringsAgain } from './ringBack.ts';

const owed = (story: Story) => needsOf(story.id, story.events).filter(({ ending }) => !ending);
const ended = (story: Story) =>
  needsOf(story.id, story.events).flatMap(({ kind, ending }) => (ending ? [[kind, ending]] : []));

describe('what a case makes somebody owe', () => {
  it('after a try that reached nobody is the next try, when it counts, and ends with it', () => {
    const story = aStory({ priority: 'urgent' }).at(plus(aStory({}).now, minutes(8)));
    story.does('try-contact', { result: 'no-reply' });
    expect(owed(story)).toMatchObject([{ kind: 'failed-contact', dueAt: plus(story.now, minutes(10)) }]);
    story.later(12).does('try-contact', { result: 'spoke' });
    expect(owed(story)).toEqual([]);
    expect(ended(story)).toMatchObject([['failed-contact', { data: { result: 'reached' }, at: story.now }]]);
  });

  it('once the tries of an urgent case are made is that somebody looks whether they are safe', () => {
    const story = aStory({ priority: 'urgent' });
    for (let n = 0; n < 3; n += 1) story.later(12).does('try-contact', { result: 'no-reply' });
    expect(owed(story)).toMatchObject([{ kind: 'welfare-check' }]);
    story.later(20).does('welfare-check', { by: 'police', result: 'safe' });
    expect(owed(story)).toEqual([]);
  });

  it('after a wrong number is the right one', () => {
    const story = aStory({}).later(5).does('try-contact', { result: 'wrong-number' });
    expect(owed(story)).toMatchObject([{ kind: 'wrong-number', dueAt: plus(story.now, minutes(15)) }]);
    story.later(5).does('try-contact', { result: 'wrong-number' });
    expect(owed(story)).toHaveLength(1);
    expect(ended(story)).toMatchObject([['wrong-number', { data: { result: 'not-found' } }]]);
  });

  it('after a wrong number is not found by a number that nobody answers, but by one on which they speak', () => {
    const wrong = () => aStory({}).later(5).does('try-contact', { result: 'wrong-number' }).later(5);
    for (const result of ['no-reply', 'engaged', 'message-left']) {
      const unanswered = wrong().does('try-contact', { result });
      expect(owed(unanswered).map(({ kind }) => kind)).toContain('wrong-number');
    }
    const found = ['wrong-number', { data: { result: 'found' } }];
    expect(ended(wrong().does('try-contact', { result: 'spoke' }))).toMatchObject([found]);
    expect(ended(wrong().does('comfort-call', { result: 'spoke' }))).toMatchObject([found]);
    const replaced = { reason: 'wrong-patient', explanation: 'Another person of that name', patientName: 'Ada Rook' };
    const number = { ringBack: '01632 960144', whereNow: '4 Tallow Row' };
    expect(ended(wrong().does('replace-patient', { ...replaced, ...number }))).toMatchObject([found]);
    expect(ended(wrong().does('change-details', { ringBack: number.ringBack }))).toMatchObject([found]);
    expect(ended(wrong().does('change-details', { whereNow: 'With her son' }))).toEqual([]);
  });

  it('when a patient did not come, or went away again, is a ring-back with a deadline', () => {
    const booked = () =>
      aStory({ bookedAt: '2027-03-28T20:40:00Z' })
        .at(aStory({ bookedAt: '2027-03-28T20:40:00Z' }).now)
        .later(40);
    const absent = booked().as('receptionist').does('did-not-attend');
    expect(owed(absent)).toMatchObject([{ kind: 'ring-did-not-wait', dueAt: plus(absent.now, minutes(30)) }]);
    const left = booked().as('receptionist').does('arrive').later(20).does('did-not-wait');
    expect(owed(left)).toMatchObject([{ kind: 'ring-did-not-wait' }]);
    left.later(10).as('triage-nurse').does('try-contact', { result: 'no-reply' });
    expect(owed(left)).toMatchObject([{ kind: 'failed-contact' }]);
  });

  it('is still to be moved when they come to the base that is shut, and not when they come to another', () => {
    const arrivals = (place: number) =>
      [
        { type: 'PatientArrived', data: { place }, occurredAt: 0, recordedAt: 0, recordedBy: '', version: 4 },
      ] as never[];
    const owes = { kind: 'move-booked', place: 2, raisedAt: 0 } as never;
    expect(arrivals(2).map((event) => endedAt(owes, event))).toEqual([undefined]);
    expect(arrivals(1).map((event) => endedAt(owes, event))).toMatchObject([{ type: 'WorkWithdrawn' }]);
    const sent = (to: number) =>
      Object.assign({}, arrivals(1)[0], { type: 'Redirected', data: { from: 3, to } }) as never;
    expect([endedAt(owes, sent(2)), endedAt(owes, sent(1))]).toMatchObject([undefined, { type: 'WorkDone' }]);
  });

  it('is nothing once the patient is in somebody’s hands', () => {
    const story = aStory({}).later(5).does('try-contact', { result: 'no-reply' }).later(5).does('start-assessment');
    expect(owed(story)).toEqual([]);
    expect(ended(story)).toMatchObject([['failed-contact', { type: 'WorkWithdrawn', data: { reason: 'dealt-with' } }]]);
  });
});

it('over random histories nothing is owed on a closed case, and nobody who was missed is forgotten', () => {
  const one = fc.record({ act: fc.nat(997), wait: fc.nat(40), pick: fc.nat(5) });
  const runs = 600;
  const seen: { [state: string]: number } = {};
  fc.assert(
    fc.property(
      fc.constantFrom('urgent', 'other'),
      fc.constantFrom({}, { bookedAt: '2027-03-28T20:40:00Z' }, { place: 'visit' as const }),
      fc.array(one, { minLength: 5, maxLength: 40 }),
      (priority, begun, acts) => {
        const story = aStory({ priority: priority as 'urgent', ...begun }).as(
          'doctor',
          'shift-lead',
          'receptionist',
          'triage-nurse',
        );
        for (const { act, wait, pick } of acts) {
          const names = caseCommands.flatMap(({ name, allowedAt }) =>
            allowedAt.includes(story.state.state) ? [name] : [],
          );
          const name = names[act % names.length] ?? 'take-case';
          story.later(wait);
          const body = bodyOf(name, pick, toIso(plus(story.now, minutes(20))));
          if (story.tries(name as never, body).ok) story.does(name as never, body);
          const open = owed(story);
          seen[story.state.state] = (seen[story.state.state] ?? 0) + 1;
          if (!isOpen(story.state)) expect(open).toEqual([]);
          // Owed until they were rung; after that either the next try is owed, or they were reached, or all was tried.
          if (story.state.state === 'to-ring-back' && open.length === 0) {
            const since = missedAt(story.state) ?? 0;
            const tried = story.state.beside.tries.filter(({ at }) => at >= since);
            const reached = reachedBy({
              beside: story.state.beside,
              grade: gradeOfCase(story.state),
              since: since as never,
            });
            expect(tried.some(({ result }) => result === 'spoke') || reached.nextTryAt === undefined).toBe(true);
            expect(tried.length).toBeGreaterThan(0);
          }
          for (const { dueAt, raisedAt, kind } of open) {
            expect(dueAt).toBeGreaterThanOrEqual(raisedAt);
            expect(workKinds[kind].forRoles.length).toBeGreaterThan(0);
          }
        }
      },
    ),
    { numRuns: runs },
  );
  // The histories go where the rules matter, or this would prove nothing.
  for (const state of ['to-ring-back', 'closed', 'to-book', 'arrived'])
    expect([state, (seen[state] ?? 0) > 20]).toEqual([state, true]);
});

function bodyOf(name: string, pick: number, soon: string): Record<string, unknown> {
  const bodies: { [name: string]: Record<string, unknown> } = {
    'try-contact': { result: ['no-reply', 'engaged', 'message-left', 'wrong-number', 'spoke', 'no-reply'][pick] },
    'finish-assessment': pick < 2 ? { place: 'advice' } : { place: pick < 4 ? 'base' : 'visit', urgency: 'urgent' },
    'book-base': { place: pick < 3 ? 'foundry-lane' : 'canal-bridge', at: soon },
    'welfare-check': { by: 'police', result: pick < 3 ? 'safe' : 'not-found' },
    'comfort-call': { result: 'spoke', worse: pick === 0 },
    'finish-consultation': { note: aNote() },
    'write-note': { note: aNote() },
    'close-case': {
      outcome: ['advice', 'seen-at-base', 'seen-at-home', 'no-reply', 'did-not-attend', 'cancelled'][pick],
      note: aNote(),
    },
    'finish-and-close': { outcome: 'own-gp', note: aNote() },
    'finish-and-book': { place: 'foundry-lane', at: soon, urgency: 'urgent', note: aNote() },
    'finish-and-visit': { urgency: 'urgent', car: 'car-1', note: aNote() },
    redirect: { to: 'larkhithe-cross', from: 'canal-bridge', miles: 5, reason: 'base-shut' },
    'change-place': { to: pick < 3 ? 'base' : 'visit', reason: 'patient-asked' },
  };
  return bodies[name] ?? {};
}

describe('a comfort call', () => {
  const waiting = (more: Partial<Waiting> = {}): Waiting => ({
    id: 'c',
    dueAt: 10_000_000 as Waiting['dueAt'],
    openedAt: 1_000_000 as Waiting['openedAt'],
    raised: 0,
    ...more,
  });
  const at = (ms: number) => ms as Waiting['dueAt'];

  it('falls due by itself shortly before the limit, whoever is at work', () => {
    const { dueAt } = waiting();
    expect(comfortDue(waiting(), at(dueAt - comfortRule.beforeMs - 1))).toBeUndefined();
    expect(comfortDue(waiting(), at(dueAt - comfortRule.beforeMs))).toMatchObject({
      kind: 'comfort-call',
      raisedAt: dueAt - comfortRule.beforeMs,
    });
  });

  it('that is found hours after the limit is raised now: what was done with them before is no answer to it', () => {
    const now = plus(aStory({}).now, minutes(300));
    const late: Waiting = { id: 'a', dueAt: plus(now, -minutes(200)), openedAt: plus(now, -minutes(260)), raised: 0 };
    const need = comfortDue(late, now);
    expect(now - (need?.raisedAt ?? 0)).toBeLessThan(minutes(1));
    expect(need?.dueAt).toBe(plus(need?.raisedAt ?? now, workKinds['comfort-call'].dueMs));
    expect(comfortDue(late, plus(need?.raisedAt ?? now, minutes(1) - 1))?.id).toBe(need?.id);
  });
  it('falls due at once where the booked time is past the limit', () => {
    const late = waiting({ expectedAt: at(11_000_000) });
    expect(comfortDue(late, at(2_000_000))).toMatchObject({ raisedAt: 2_000_000 });
  });

  it('falls due again, sooner after one that reached nobody', () => {
    const next = (reached: boolean, ms: number) =>
      comfortDue(waiting({ raised: 1, last: { at: at(10_000_000), reached } }), at(10_000_000 + ms));
    expect(next(true, comfortRule.everyMs - 1)).toBeUndefined();
    expect(next(true, comfortRule.everyMs)?.subject).toBe('c:2');
    expect(next(false, comfortRule.unansweredMs)).toBeDefined();
  });

  it('is the same one however often it is looked at', () => {
    const ids = [0, 1_000, 90_000].map((ms) => comfortDue(waiting(), at(9_800_000 + ms))?.id);
    expect(new Set(ids).size).toBe(1);
  });
});

it('a ring-back that reached nobody is made again, three times in all', () => {
  expect(ringBack('call', 5 as never).subject).toBe('call');
  expect(ringBack('call', 5 as never, 1).subject).toBe('call:2');
  expect([1, 2, 3].map((tries) => ringsAgain('no-reply', tries))).toEqual([true, true, false]);
  expect(ringsAgain('reached', 1)).toBe(false);
});
