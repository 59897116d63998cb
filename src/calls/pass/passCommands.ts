import { z } from 'zod';
import {
  type Command,
  choice,
  commandsOf,
  correction,
  correctionReasons,
  decided,
  type Facts,
  idOf,
  streamId,
  text,
  time,
  whenItHappened,
  whole,
} from '#api';
import { hours, type Instant, ok, plus, refused, uuidv7FromKey } from '#shared';
import { type PassEvent, type PassSetting, passSettings, standDownReasons } from './events.ts';
import { neededAt, type Pass, type PassState } from './pass.ts';
import { type PassStepName, passLifecycle, passStepWords } from './passSteps.ts';

/** What was said in words, for a table of its own: to 999, by 999, or why. */
export type PassWrite = {
  table: 'pass-text';
  id: string;
  pass: string;
  kind: 'reference' | 'about' | 'why' | 'correction';
  body: string;
};

export type PassFacts = Facts & {
  /** A pass that runs for the same case or call, or that the same person has yet to name. */
  open?: string;
  /** The case that the body names: false where there is none of this service. */
  caseKnown?: boolean;
  callKnown?: boolean;
  /** The base that the case's patient walked into or is booked at, or whose page it was pressed on. */
  place?: number;
  /** The patient stands at a base: they walked in, or it was pressed on its page. */
  walkedIn?: boolean;
  /** The case of that number. */
  numbered?: string;
};

export type PassKind = { state: PassState; event: PassEvent; facts: PassFacts; write: PassWrite };

const command = commandsOf<PassKind, PassStepName>({ module: 'calls', folder: 'passes', lifecycle: passLifecycle });

const need = command('need-pass', {
  summary:
    'Life-threatening: to be passed to 999 within three minutes from now (NQR 9a, 10a). For a case, a call, or somebody who is named afterwards. Pressed again for the same it is refused: one clock runs.',
  needs: ['open', 'whom'],
  body: z.strictObject({
    id: streamId('the new pass’s id'),
    service: text('the short name of the service', 60).optional(),
    case: idOf('the case that it is for').optional(),
    call: idOf('the call that it is for').optional(),
    place: text('the short name of the base that the patient is at', 60).optional(),
    at: choice(passSettings, 'where it was met with').optional(),
    occurredAt: time('when it was known to be life-threatening').optional(),
  }),
  decide(_, body, facts) {
    if (facts.service === undefined) return refused(noService);
    if (facts.open !== undefined) return refused(running());
    if (facts.caseKnown === false) return refused(unknown('case'));
    if (facts.callKnown === false) return refused(unknown('call'));
    const bounds = { now: facts.now, notBefore: plus(facts.now, -hours(24)), after: 'a day ago' };
    const at = whenItHappened(body.occurredAt, bounds);
    if (!at.ok) return at;
    const data = {
      service: facts.service,
      ...(body.case === undefined ? {} : { case: body.case }),
      ...(body.call === undefined ? {} : { call: body.call }),
      ...(facts.place === undefined ? {} : { place: facts.place }),
      at: body.at ?? settingOf(facts),
    };
    return decided({ type: 'PassNeeded', occurredAt: at.value, data });
  },
});

const name = command('name-pass', {
  summary: 'Whom it is for, said afterwards: by the number of a case, or in words while there is no case yet.',
  needs: ['number'],
  body: z.strictObject({
    number: text('the number of the case', 12).optional(),
    about: text('who, where and what is wrong', 2000).optional(),
  }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    if (body.number === undefined && body.about === undefined) return refused(sayWhom);
    if (body.number !== undefined && facts.numbered === undefined) return refused(noSuchNumber);
    if (facts.open !== undefined && facts.open !== state.id) return refused(running('number'));
    const words = body.about === undefined ? undefined : textOf(state, 'about', body.about, facts);
    const data = {
      ...(facts.numbered === undefined ? {} : { case: facts.numbered }),
      ...(words === undefined ? {} : { words: words.id }),
    };
    return ok({ events: [{ type: 'PassNamed', occurredAt: facts.now, data }], writes: words ? [words] : [] });
  },
});

const confirm = command('confirm-pass', {
  summary: '999 has taken it: the clock stops here, and nowhere before. The reference is the one that 999 gave.',
  body: z.strictObject({
    reference: text('the reference that 999 gave', 60).optional(),
    occurredAt: time('when 999 took it').optional(),
  }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const writes = body.reference === undefined ? [] : [textOf(state, 'reference', body.reference, facts)];
    return ok({ events: [{ type: 'PassConfirmed', occurredAt: at.value, data: {} }], writes });
  },
});

const standDown = command('stand-down-pass', {
  summary:
    'A clinician says that 999 is not needed, and why. Within the three minutes it leaves the figure; after them it stays missed.',
  body: z.strictObject({
    reason: choice(standDownReasons, 'why 999 is not needed'),
    explanation: text('what you found', 2000),
    occurredAt: time('when it was decided').optional(),
  }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const event = { type: 'PassStoodDown', occurredAt: at.value, data: { reason: body.reason } } as const;
    return ok({ events: [event], writes: [textOf(state, 'why', body.explanation, facts)] });
  },
});

const correctTime = command('correct-pass-time', {
  last: 'correct-time',
  summary: 'Replaces the time of one step, with a reason. The figure as first recorded stays as it was.',
  body: z.strictObject({
    version: whole('the number of the step', 1, 9999),
    to: time('the right time'),
    reason: choice(correctionReasons, 'why it was wrong'),
    explanation: text('an explanation', 2000),
  }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    const event = correction(body, state.steps, { now: facts.now, words: passStepWords });
    if (!event.ok) return event;
    return ok({ events: [event.value], writes: [textOf(state, 'correction', body.explanation, facts)] });
  },
});

export const passCommands: readonly Command<PassKind>[] = [need, name, confirm, standDown, correctTime];

function when(state: Pass, said: Instant | undefined, { now }: PassFacts) {
  return whenItHappened(said, { now, notBefore: neededAt(state), after: 'it was known to be life-threatening' });
}

/** Its id follows from pass and version, so that deciding again decides the same. */
function textOf(state: Pass, kind: PassWrite['kind'], body: string, { now }: PassFacts): PassWrite {
  const id = uuidv7FromKey(now, `${state.id}:${state.version}:${kind}`);
  return { table: 'pass-text', id, pass: state.id, kind, body };
}

/** A receptionist has the patient at the desk; a patient who walked in is at the base; anybody else is on the telephone. */
function settingOf({ walkedIn, actor }: PassFacts): PassSetting {
  return walkedIn || (actor.roles.includes('receptionist') && actor.roles.length === 1) ? 'base' : 'telephone';
}

/** A page that meets this leads to the pass that runs. */
export const RUNNING = 'pass-running';
function running(field = 'id') {
  return { field, code: RUNNING, message: 'A pass to 999 is running for this already. Go on with that one.' };
}
function unknown(field: 'case' | 'call') {
  return {
    field,
    code: `${field}-unknown`,
    message: `There is no such ${field}. Leave it out, and say afterwards whom it is for.`,
  };
}
const noService = { field: 'service', code: 'service-missing', message: 'Give the short name of the service.' };
const sayWhom = {
  field: 'number',
  code: 'missing',
  message: 'Give the number of the case, or say in words who it is.',
};
const noSuchNumber = {
  field: 'number',
  code: 'case-unknown',
  message: 'There is no case of this number here. Write it as 2803-131, or say in words who it is.',
};
