import { z } from 'zod';
import { choice, correction, correctionReasons, decided, outside, text, time, whenItHappened, whole } from '#api';
import { hours, type Instant, ok, type Problem, plus, refused, showTime } from '#shared';
import { inTime, type PresenceStep, type Shift } from './shift.ts';
import { occurredAt, person, shiftCommand, whoCannot } from './shiftCommand.ts';
import { shiftStepWords } from './shiftSteps.ts';

const earliestBefore = hours(4);

export const recordArrival = shiftCommand('record-arrival', {
  summary:
    'Somebody has come. Cover counts from here, whoever was booked; also entered late, for a shift that has ended.',
  needs: ['person'],
  body: z.strictObject({ person, occurredAt }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    const cannot = whoCannot(facts);
    if (cannot) return refused(cannot);
    const who = body.person ?? facts.actor.account;
    const floor = plus(state.from, -earliestBefore);
    const at = whenItHappened(body.occurredAt, {
      now: facts.now,
      notBefore: floor,
      after: 'four hours before the shift begins',
    });
    if (!at.ok) return at;
    if (at.value >= state.to) {
      const message = `The shift ends at ${showTime(state.to)}. Give the time at which they came, before that.`;
      return refused({ field: 'occurredAt', code: 'after-shift', message });
    }
    const problem = outOfTurn(state, { type: 'CoverArrived', person: who, at: at.value });
    return problem ? refused(problem) : decided({ type: 'CoverArrived', occurredAt: at.value, data: { person: who } });
  },
});

export const recordLeaving = shiftCommand('record-leaving', {
  summary: 'Somebody has left. The post is uncovered from here unless another person is there.',
  body: z.strictObject({ person, occurredAt }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    const who = body.person ?? facts.actor.account;
    const at = whenItHappened(body.occurredAt, { now: facts.now, after: 'they came' });
    if (!at.ok) return at;
    const problem = outOfTurn(state, { type: 'CoverLeft', person: who, at: at.value });
    return problem ? refused(problem) : decided({ type: 'CoverLeft', occurredAt: at.value, data: { person: who } });
  },
});

/** The time of the end is that of the requirement: it proves every hour of the shift, and waits for nobody. */
export const endShift = shiftCommand('end-shift', {
  summary: 'The shift is over: every hour of it is settled, and its cover can be published.',
  body: z.strictObject({}),
  decide(state, _, facts) {
    if (state.state === 'none') return refused();
    const early = outside(facts.now, { now: facts.now, notBefore: state.to, after: 'the end of the shift' }, 'to');
    if (early)
      return refused({ code: 'not-over', message: `The shift goes on until ${showTime(state.to)}. Wait for its end.` });
    return decided({ type: 'ShiftEnded', occurredAt: state.to, data: {} });
  },
});

export const correctShiftTime = shiftCommand('correct-shift-time', {
  last: 'correct-time',
  summary: 'Replaces the time of an arrival or a leaving, with a reason. The figure as first recorded stays as it was.',
  body: z.strictObject({
    version: whole('the number of the step', 1, 9999),
    to: time('the right time'),
    reason: choice(correctionReasons, 'why it was wrong'),
    explanation: text('an explanation', 2000),
  }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    const who = state.steps.find(({ version }) => version === body.version)?.person;
    const steps = inTime(state.steps.filter((step) => step.person === who));
    const limits = { now: facts.now, floor: plus(state.from, -earliestBefore), words: shiftStepWords };
    const event = correction(body, steps, { ...limits, floorWords: 'four hours before the shift begins' });
    if (!event.ok) return event;
    const change = { version: body.version, reason: body.reason, explanation: body.explanation };
    return ok({
      events: [event.value],
      writes: [{ table: 'audit', entity: 'shift-correction', key: state.id, change }],
    });
  },
});

type Moment = { type: PresenceStep['type']; person: string; at: Instant };

/** A person comes, leaves, comes again: with this one put in its place in time, that must still be so. */
function outOfTurn(state: Shift, moment: Moment): Problem | undefined {
  const own = inTime(state.steps.filter(({ person }) => person === moment.person));
  const before = own.findLast(({ at }) => at <= moment.at);
  const after = own.find(({ at }) => at > moment.at);
  const [field, comes] = ['occurredAt', moment.type === 'CoverArrived'];
  if (comes && before?.type === 'CoverArrived') {
    const message = `They are there since ${showTime(before.at)}. Record when they left first, or correct that time.`;
    return { field, code: 'already-there', message };
  }
  if (!comes && before?.type !== 'CoverArrived') {
    return {
      field,
      code: 'not-there',
      message: 'They are not recorded as there at that time. Record when they came first.',
    };
  }
  if (after?.type === moment.type) {
    const message = `They are recorded as ${comes ? 'coming' : 'leaving'} at ${showTime(after.at)}. Correct that time instead.`;
    return { field, code: 'recorded-already', message };
  }
  return undefined;
}
