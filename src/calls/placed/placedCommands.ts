import { z } from 'zod';
import { type Command, commandsOf, decided, type Facts, idOf, streamId, text, time, whenItHappened } from '#api';
import { hours, ok, type Problem, plus, type Result, refused } from '#shared';
import type { PlacedEvent } from './events.ts';
import type { PlacedState } from './placed.ts';
import { type PlacedStepName, placedLifecycle } from './placedSteps.ts';

/** An open case that the dialled number, or the id, may mean. */
export type Rung = { id: string; isHeld: boolean };
export type PlacedFacts = Facts & { rung?: readonly Rung[] };
export type PlacedKind = { state: PlacedState; event: PlacedEvent; facts: PlacedFacts; write: never };

const command = commandsOf<PlacedKind, PlacedStepName>({
  module: 'calls',
  folder: 'placed-calls',
  lifecycle: placedLifecycle,
});
const occurredAt = time('when it happened').optional();

const place = command('place-call', {
  summary:
    'The telephone system rings a patient: for the case that it names, or by the number that was dialled, which is compared and not kept. Answered with 422 and forgotten where it is nobody’s of an open case.',
  needs: ['rung'],
  body: z.strictObject({
    id: streamId('the new call’s id'),
    service: text('the short name of the service', 60).optional(),
    case: idOf('the case that is rung about').optional(),
    number: text('the number that was dialled', 40).optional(),
    occurredAt,
  }),
  decide(_, body, facts) {
    if (facts.service === undefined) return refused(noService);
    if (body.case === undefined && body.number === undefined) return refused(sayWhom);
    const about = caseRung(facts.rung ?? []);
    if (!about.ok) return about;
    const bounds = { now: facts.now, notBefore: plus(facts.now, -hours(1)), after: 'an hour ago' };
    const at = whenItHappened(body.occurredAt, bounds);
    if (!at.ok) return at;
    const data = { service: facts.service, case: about.value };
    return decided({ type: 'CallPlaced', occurredAt: at.value, data });
  },
});

const connect = command('connect-call', {
  summary: 'The call was taken up at the other end.',
  body: z.strictObject({ occurredAt }),
  decide: (state, body, facts) => next('CallConnected', state, body, facts),
});

const ringOff = command('ring-off', {
  summary: 'The call ended: rung off by either, or never taken up.',
  body: z.strictObject({ occurredAt }),
  decide: (state, body, facts) => next('CallRangOff', state, body, facts),
});

export const placedCommands: readonly Command<PlacedKind>[] = [place, connect, ringOff];

/** One number may be of several patients of a household: then the one whose case somebody has in hand; never a guess between two. */
export function caseRung(rung: readonly Rung[]): Result<string> {
  const [only, ...more] = rung;
  if (only === undefined) return refused(nobodys);
  if (more.length === 0) return ok(only.id);
  const [held, ...others] = rung.filter(({ isHeld }) => isHeld);
  return held !== undefined && others.length === 0 ? ok(held.id) : refused(several);
}

function next(
  type: 'CallConnected' | 'CallRangOff',
  state: PlacedState,
  body: { occurredAt?: PlacedFacts['now'] },
  facts: PlacedFacts,
) {
  if (state.state === 'none') return refused();
  const after = { now: facts.now, notBefore: state.connectedAt ?? state.placedAt, after: 'it was placed or taken up' };
  const at = whenItHappened(body.occurredAt, after);
  return at.ok ? decided<PlacedKind>({ type, occurredAt: at.value, data: {} }) : at;
}

const noService: Problem = {
  field: 'service',
  code: 'service-missing',
  message: 'Give the short name of the service.',
};
const sayWhom: Problem = {
  field: 'number',
  code: 'missing',
  message: 'Give the number that was dialled, or the case that is rung about.',
};
const nobodys: Problem = {
  field: 'number',
  code: 'nobody-rung',
  message: 'That is nobody of an open case here. Nothing was kept.',
};
const several: Problem = {
  field: 'number',
  code: 'several-rung',
  message: 'Several open cases have this number, and nobody or more than one person has one in hand. Give the case.',
};
