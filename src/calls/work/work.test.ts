import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles } from '#people';
import { minutes } from '#shared';
import { defaultPack, foldClocks } from '#standards';
import { anAccount, aStream } from '../examples.ts';
import { raised, WorkStory } from './examples.ts';
import { type WorkKind, workKinds } from './kinds.ts';
import { isOwed, workId } from './work.ts';
import { type WorkStepName, workers } from './workSteps.ts';

const refusal = (result: { ok: boolean; problems?: readonly { code: string }[] }) =>
  result.ok ? undefined : result.problems?.[0]?.code;
const kinds = Object.keys(workKinds) as WorkKind[];

describe('a work item', () => {
  it('is one however often it is raised', () => {
    expect(raised({ call: aStream('a') }).id).toBe(raised({ call: aStream('a') }).id);
    expect(raised({ call: aStream('a') }).id).not.toBe(raised({ call: aStream('b') }).id);
    expect(workId('comfort-call', 'x', 1 as never)).not.toBe(workId('failed-contact', 'x', 1 as never));
  });

  it('is owed by roles that can do it, whatever its kind', () => {
    for (const kind of kinds) {
      expect([kind, workKinds[kind].forRoles.length > 0]).toEqual([kind, true]);
      expect([kind, workKinds[kind].forRoles.filter((role) => !workers.includes(role))]).toEqual([kind, []]);
    }
  });

  it('is taken by one person; another is told who, and only the shift lead takes it from them', () => {
    const story = new WorkStory().does('take-work');
    expect(story.state).toMatchObject({ state: 'taken', by: anAccount('advisor') });
    expect(refusal(story.by('other', 'health-advisor').tries('take-work'))).toBe('held-by-other');
    expect(refusal(story.tries('do-work', { result: 'no-reply' }))).toBe('held-by-other');
    story.by('lead', 'shift-lead').does('take-work', { by: anAccount('other') });
    expect(story.state).toMatchObject({ state: 'taken', by: anAccount('other') });
    story.does('release-work');
    expect(story.state.state).toBe('open');
  });

  it('is given to somebody else by nobody but the shift lead', () => {
    expect(refusal(new WorkStory().tries('take-work', { by: anAccount('other') }))).toBe('not-your-role');
    const unknown = new WorkStory()
      .by('lead', 'shift-lead')
      .tries('take-work', { by: anAccount('x') }, { personKnown: false });
    expect(refusal(unknown)).toBe('person-unknown');
  });

  it('is for its own roles and the shift lead', () => {
    const story = new WorkStory();
    expect(refusal(story.by('r', 'receptionist').tries('take-work'))).toBe('not-your-role');
    expect(refusal(story.by('l', 'shift-lead').tries('take-work'))).toBeUndefined();
  });

  it('ends with a result of its kind, and not with another', () => {
    const story = new WorkStory();
    expect(refusal(story.tries('do-work', { result: 'moved' }))).toBe('result-unknown');
    expect(story.later(4).does('do-work', { result: 'reached', note: 'Better now.' }).state).toMatchObject({
      state: 'done',
      result: 'reached',
    });
    expect(JSON.stringify(story.events)).not.toContain('Better');
    expect(refusal(story.tries('do-work', { result: 'reached' }))).toBe('wrong-state');
  });

  it.each(kinds.filter((kind) => workKinds[kind].onCase))(
    '%s cannot be said to be done: it ends by what is recorded on the case',
    (kind) => {
      const story = new WorkStory({ kind, case: aStream('case') }).by('lead', 'shift-lead');
      for (const result of ['spoke', 'reached', 'safe', 'moved', 'tried'])
        expect(refusal(story.tries('do-work', { result }))).toBe('record-on-case');
    },
  );
});

it('over random histories whatever is owed has a running clock and roles that owe it, and ends only by a named act', () => {
  const rule = { id: 1, clocks: defaultPack.clocks };
  const steps: WorkStepName[] = ['take-work', 'release-work', 'do-work', 'withdraw-work'];
  const one = fc.record({
    step: fc.constantFrom(...steps),
    role: fc.constantFrom(...roles),
    who: fc.constantFrom('a', 'b', 'c'),
    wait: fc.nat(90),
    result: fc.constantFrom('reached', 'no-reply', 'settled', 'released', 'spoke'),
  });
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.array(one, { maxLength: 15 }), (kind, acts) => {
      const story = new WorkStory({ kind, case: aStream('case') });
      for (const { step, role, who, wait, result } of acts) {
        story.later(wait).by(who, role);
        const bodies = { 'do-work': { result }, 'withdraw-work': { reason: 'dealt-with', explanation: 'Seen.' } };
        const body = bodies[step as keyof typeof bodies] ?? {};
        if (story.tries(step, body).ok) story.does(step, body);
        const [clock] = foldClocks(rule, story.events as never);
        if (isOwed(story.state)) {
          expect(story.state.forRoles.length).toBeGreaterThan(0);
          expect(clock).toMatchObject({ outcome: 'open', dueAt: story.state.dueAt });
        } else expect(clock?.outcome).not.toBe('open');
      }
    }),
    { numRuns: 2_000 },
  );
});

it('is in time when it was done when it was due, and missed a moment after', () => {
  const rule = { id: 1, clocks: defaultPack.clocks };
  const doneAfter = (min: number) => {
    const story = new WorkStory({ dueInMs: minutes(10) }).later(min).does('do-work', { result: 'reached' });
    return foldClocks(rule, story.events as never)[0]?.outcome;
  };
  expect(doneAfter(10)).toBe('met');
  expect(doneAfter(10.001)).toBe('missed');
});
