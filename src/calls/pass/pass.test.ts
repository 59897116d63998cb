import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '#people';
import { minutes, plus, seconds } from '#shared';
import { defaultPack, foldClocks } from '#standards';
import { anAccount, aStream } from '../examples.ts';
import { aPass, PassStory, TOO_LATE_S } from './examples.ts';
import { PASS_WITHIN_MS, subjectOf } from './pass.ts';
import { type PassStepName, passLifecycle } from './passSteps.ts';

const refusal = (result: { ok: boolean; problems?: readonly { code: string; message: string }[] }) =>
  result.ok ? undefined : result.problems?.[0]?.code;

describe('a pass to 999', () => {
  it('begins with the press: nothing more is asked, and its clock runs from that moment', () => {
    const story = new PassStory().does('need-pass');
    expect(story.events).toMatchObject([
      { type: 'PassNeeded', occurredAt: story.now, data: { service: 1, at: 'telephone' } },
    ]);
    expect(story.state).toMatchObject({ state: 'running', by: anAccount('advisor') });
  });

  it('for a case that one runs for already is refused with the one that runs', () => {
    const other = aStream('the other');
    const again = new PassStory().tries('need-pass', { case: aStream('case') }, { open: other, caseKnown: true });
    expect(refusal(again)).toBe('pass-running');
  });

  it('is of a base where the patient walked in, or where a receptionist pressed', () => {
    const at = (...roles: Role[]) => new PassStory().by('someone', ...roles).does('need-pass').state;
    expect(at('receptionist')).toMatchObject({ at: 'base' });
    expect(at('receptionist', 'health-advisor')).toMatchObject({ at: 'telephone' });
    const walkIn = new PassStory().does(
      'need-pass',
      { case: aStream('case') },
      { caseKnown: true, walkedIn: true, place: 2 },
    );
    expect(walkIn.state).toMatchObject({ at: 'base', place: 2 });
  });

  it('is taken only when 999 has taken it, and the reference stays out of the event', () => {
    const story = new PassStory().does('need-pass').after(90).does('confirm-pass', { reference: 'LAS 4711' });
    expect(story.state).toMatchObject({ state: 'taken' });
    expect(JSON.stringify(story.events)).not.toContain('4711');
    expect(story.writes).toMatchObject([{ table: 'pass-text', kind: 'reference', body: 'LAS 4711' }]);
  });

  it('can be confirmed with the time at which 999 took it, never with one before the press or ahead of the clock', () => {
    const story = new PassStory().does('need-pass').after(100);
    const said = (ms: number) =>
      refusal(story.tries('confirm-pass', { occurredAt: new Date(plus(story.now, ms)).toISOString() }));
    expect(said(-seconds(30))).toBeUndefined();
    expect(said(-seconds(101))).toBe('before-previous-step');
    expect(said(seconds(1))).toBe('later-than-now');
  });

  it('is stood down only by a clinician, for a reason of the list and in words', () => {
    const story = new PassStory().does('need-pass').after(20);
    const down = { reason: 'pressed-by-mistake', explanation: 'The cat stood on the key.' };
    for (const role of ['health-advisor', 'shift-lead', 'receptionist', 'administrator'] as const)
      expect(refusal(story.by('someone', role).tries('stand-down-pass', down))).toBe('not-your-role');
    story.by('nurse', 'triage-nurse');
    expect(refusal(story.tries('stand-down-pass', { explanation: 'x' }))).toBeDefined();
    expect(refusal(story.tries('stand-down-pass', { reason: 'pressed-by-mistake' }))).toBeDefined();
    expect(story.does('stand-down-pass', down).state).toMatchObject({
      state: 'stood-down',
      reason: 'pressed-by-mistake',
    });
    expect(JSON.stringify(story.events)).not.toContain('cat');
  });

  it('is said afterwards to be of a case, or of somebody in words; the clock stays where it was', () => {
    const story = new PassStory().does('need-pass').after(60);
    expect(refusal(story.tries('name-pass'))).toBe('missing');
    expect(refusal(story.tries('name-pass', { number: '2803-133' }))).toBe('case-unknown');
    const numbered = aStream('case');
    expect(refusal(story.tries('name-pass', { number: '133' }, { numbered, open: aStream('other') }))).toBe(
      'pass-running',
    );
    story.does('name-pass', { about: 'Man in the waiting room' }).does('name-pass', { number: '133' }, { numbered });
    expect(story.state).toMatchObject({ state: 'running', case: numbered });
    expect(subjectOf(story.state as never)).toBe(numbered);
    expect(JSON.stringify(story.events)).not.toContain('waiting room');
  });

  it('has its times corrected with a reason, in order', () => {
    const story = new PassStory().does('need-pass').after(100).does('confirm-pass').by('lead', 'shift-lead');
    const to = new Date(plus(story.now, -seconds(20))).toISOString();
    const body = { version: 2, to, reason: 'entered-late', explanation: 'Typed in after the call.' };
    story.does('correct-pass-time', body);
    expect(story.state).toMatchObject({ steps: [{}, { at: plus(story.now, -seconds(20)) }] });
  });
});

describe('the clock of a pass', () => {
  const rule = { id: 1, clocks: defaultPack.clocks };
  const clockOf = (events: ReturnType<typeof aPass>) => foldClocks(rule, events as never)[0];

  it('is met within three minutes of the press and missed a second after', () => {
    expect(clockOf(aPass({ takenAfterS: 180 }))).toMatchObject({ outcome: 'met', countedMs: PASS_WITHIN_MS });
    expect(clockOf(aPass({ takenAfterS: TOO_LATE_S }))).toMatchObject({ outcome: 'missed' });
  });

  it('goes on until 999 has taken it: nothing else stops it', () => {
    const running = clockOf(aPass());
    expect(running).toMatchObject({ outcome: 'open' });
    expect(Number(running?.dueAt) - Number(running?.startedAt)).toBe(minutes(3));
  });

  it('is counted at a base under NQR 10a, else under NQR 9a', () => {
    expect(clockOf(aPass({ at: 'base' }))?.measure).toBe('pass-999-walk-in-3min');
    expect(clockOf(aPass())?.measure).toBe('pass-999-telephone-3min');
  });
});

it('over random histories no pass ends but by 999 or by a clinician with a reason', () => {
  const steps = Object.keys(passLifecycle.steps) as PassStepName[];
  const roles = ['health-advisor', 'triage-nurse', 'receptionist', 'driver', 'visitor', 'shift-lead'] as const;
  const one = fc.record({ step: fc.constantFrom(...steps), role: fc.constantFrom(...roles), wait: fc.nat(400) });
  const bodies: { [step: string]: Record<string, unknown> } = {
    'name-pass': { about: 'Somebody' },
    'stand-down-pass': { reason: 'not-life-threatening', explanation: 'Seen.' },
  };
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), (acts) => {
      const story = new PassStory().does('need-pass');
      for (const { step, role, wait } of acts) {
        story.after(wait).by(role, role);
        if (story.tries(step, bodies[step]).ok) story.does(step, bodies[step]);
      }
      const ends = story.events.filter(({ type }) => type === 'PassConfirmed' || type === 'PassStoodDown');
      expect(ends.length).toBe(story.state.state === 'running' ? 0 : 1);
      for (const { type, recordedBy } of ends)
        if (type === 'PassStoodDown') expect(recordedBy).toBe(anAccount('triage-nurse'));
    }),
    { numRuns: 500 },
  );
});
