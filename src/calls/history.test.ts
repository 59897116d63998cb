import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plus } from '#shared';
import { defaultPack, foldClocks } from '#standards';
import { isOpen, noCase, queueOf, replayCase } from './case.ts';
import { caseLifecycle } from './caseSteps.ts';
import { queues } from './codes.ts';
import { anAccount, aStream, Story } from './examples.ts';
import {
  bodyOf,
  type Move,
  stepNames as names,
  playHistory,
  nightStart as start,
  type Tried,
} from './histories.testing.ts';
import { brokenRules, faultsOf } from './invariants.ts';

const runs = Number(process.env.VIGIL_RUNS ?? 800);
const often = <T>(usual: T, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
const move: fc.Arbitrary<Move> = fc.record({
  seed: fc.nat(10_000),
  who: often(0, fc.nat(2)),
  roles: often(0, fc.nat(4)),
  wait: fc.nat(90),
  pick: fc.nat(10_000),
  inTurn: often(true, fc.boolean()),
  late: fc.integer({ min: -30, max: 10 }),
});

const clocksOf = (story: Story) => foldClocks({ id: 1, clocks: defaultPack.clocks }, story.events);

const history = fc.array(move, { minLength: 1, maxLength: 60, size: 'max' });

/** A refusal, or a decision that was never appended, leaves the case where it was. */
function play(moves: readonly Move[], after: (story: Story, tried: Tried) => void): Story {
  let before = noCase as Story['state'];
  return playHistory(moves, (story, tried) => {
    if (!tried.accepted) expect(story.state).toBe(before);
    before = story.state;
    after(story, tried);
  });
}

describe('random histories', () => {
  it(`break no rule, in ${runs} of them`, () => {
    const reached = new Map<string, number>();
    fc.assert(
      fc.property(history, (moves) => {
        play(moves, (story, { name, accepted }) => {
          if (accepted) reached.set(name, (reached.get(name) ?? 0) + 1);
          reached.set(story.state.state, (reached.get(story.state.state) ?? 0) + 1);
          if (!isOpen(story.state)) return;
          expect(Object.keys(queues)).toContain(queueOf(story.state));
          if (accepted)
            expect(
              brokenRules({ before: story.state, after: story.state, events: [], clocks: clocksOf(story) }),
            ).toEqual([]);
        });
      }),
      { numRuns: runs, seed: 2803 },
    );
    // The histories are worth something only if they get everywhere.
    for (const name of [...names, ...Object.keys(caseLifecycle.states)])
      expect(reached.get(name) ?? 0, name).toBeGreaterThan(0);
  });

  it('are the same when the events are replayed, and from any point of them', () => {
    fc.assert(
      fc.property(history, fc.nat(), (moves, cut) => {
        const { id, events, state } = play(moves, () => {});
        expect(replayCase(id, events)).toEqual(state);
        const half = events.slice(0, events.length === 0 ? 0 : cut % events.length);
        expect(replayCase(id, half)).toEqual(replayCase(id, half));
      }),
      { numRuns: Math.ceil(runs / 10), seed: 2803 },
    );
  });

  it('never lower a priority but by an event that says why', () => {
    fc.assert(
      fc.property(history, (moves) => {
        let last = noCase as Story['state'];
        play(moves, (story) => {
          const [was, is] = [last, story.state];
          if (was.state !== 'none' && is.state !== 'none' && was.priority === 'urgent' && is.priority === 'other') {
            expect(story.events.at(-1)?.data).toMatchObject({
              to: 'other',
              reason: expect.stringMatching(/^(clinician-reviewed|improved|entered-wrong)$/),
            });
          }
          last = is;
        });
      }),
      { numRuns: Math.ceil(runs / 10), seed: 2803 },
    );
  });
});

describe('a transfer that dies half-way', () => {
  it('leaves the case where it was: until the event is appended nothing has moved', () => {
    const story = new Story(aStream('transfer', start), start);
    story.does(
      'open-case',
      bodyOf('open-case', { seed: 0, who: 0, roles: 0, wait: 0, pick: 0, inTurn: true, late: 0 }, story),
    );
    const before = structuredClone(story.state);
    const decided = story.tries('move-case', { to: 'base', reason: 'needs-other-pool' });
    expect(decided.ok && decided.value.state).toMatchObject({ movedTo: 'base' });
    expect(story.state).toEqual(before);
    expect(replayCase(story.id, story.events)).toEqual(before);
  });
});

describe('a planted fault', () => {
  const story = () => {
    const s = new Story(aStream('fault', start), start);
    s.does('open-case', {
      ...bodyOf('open-case', { seed: 0, who: 0, roles: 0, wait: 0, pick: 0, inTurn: true, late: 0 }, s),
      priority: 'urgent',
    });
    return s.state;
  };
  it('of every kind is named', () => {
    const before = story();
    if (!isOpen(before)) throw new Error('it is open');
    const opened = { account: anAccount('a'), since: start };
    const stolen = { ...before, holder: { account: anAccount('b'), since: start } };
    expect(brokenRules({ before, after: { ...before, priority: 'other' }, events: [] })).toEqual([
      'a priority never falls without a named reason',
    ]);
    expect(brokenRules({ before, after: { ...before, movedTo: 'lost' as never }, events: [] })).toEqual([
      'an open case is in exactly one owning queue',
    ]);
    expect(brokenRules({ before: { ...before, holder: opened }, after: stolen, events: [] })).toEqual([
      'a case passes from one person to another only by being given back',
    ]);
    expect(brokenRules({ before, after: { ...before, state: 'advised' }, events: [] })).toEqual([
      'a case goes only where the table leads',
    ]);
    expect(brokenRules({ before, after: before, events: [], clocks: [{ outcome: 'met', dueAt: start }] })).toEqual([
      'an open case has a running deadline',
    ]);
    const backwards = { ...before, steps: [{ version: 1, type: 'CaseOpened', at: plus(start, -1) }] };
    expect(brokenRules({ before, after: backwards, events: [] })).toEqual([
      'the times of its steps never run backwards',
    ]);
  });
  it('is thrown in a test and refused in a running service', () => {
    const before = story();
    const change = { before, after: { ...before, priority: 'other' } as typeof before, events: [] };
    expect(() => faultsOf(change, true)).toThrow('priority never falls');
    expect(faultsOf(change, false)).toMatchObject([{ code: 'rule-broken' }]);
  });
});
