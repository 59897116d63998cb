import { z } from 'zod';
import { choice, decided, idOf, text, ticked } from '#api';
import { type Instant, ok, type Result, refused, uuidv7FromKey } from '#shared';
import { isOpen, type OpenCase } from './case.ts';
import { type CaseFacts, type CaseKind, caseCommand, noted, occurredAt, textOf } from './caseCommand.ts';
import { details, detailsChanged } from './caseDetails.ts';
import { raisedAt, raises } from './caseRaising.ts';
import { declinedAt, declineOf, declining, isThird, notAThird, whichContact } from './caseThird.ts';
import { comfortResults, repeatReasons } from './codes.ts';

export const noteRepeat = caseCommand('note-repeat', {
  summary:
    'The caller has rung again about the same matter. Where they are worse, priority and urgency go up in the same decision. A third contact in 96 hours goes to a clinician as urgent, also after advice, unless somebody who may says why it is not passed on.',
  needs: ['contacts', 'person', 'practice'],
  body: z.strictObject({
    call: idOf('the call that they rang back by').optional(),
    worse: ticked('that they are worse').optional(),
    said: text('what they say now', 4000).optional(),
    ...declining,
    ...details,
    occurredAt,
  }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const at = noted(state, body.occurredAt, facts);
    if (!at.ok) return at;
    // What is found elsewhere may be more than what this case was told of; never less.
    const times = Math.max(state.repeatTimes + 1, whichContact(facts));
    const decline = declineOf(body, times, facts);
    if (!decline.ok) return decline;
    const {
      call,
      worse,
      said: words,
      occurredAt: _at,
      declineReason: _why,
      declineExplanation: _more,
      ...reach
    } = body;
    if (worse && (state.state === 'consulted' || state.state === 'in-consultation')) {
      const message =
        'This patient is being seen or was seen already. Open a new case for what has got worse, and link it to this one.';
      return refused({ field: 'worse', code: 'open-a-new-case', message });
    }
    // Nobody has decided what is to be done with the patient now: a clinician hears of a third contact.
    const passedOn = isThird(times) && !decline.value && (state.state === 'to-assess' || state.state === 'advised');
    const events: CaseKind['event'][] = [{ type: 'CaseNotedRepeat', occurredAt: at.value, data: { times } }];
    if (call !== undefined || worse !== undefined || passedOn) {
      const how = { worse: worse === true, ...(passedOn ? { passedOn } : {}) };
      const data = { ...(call === undefined ? {} : { call }), ...how };
      events.push({ type: 'RangBack', occurredAt: at.value, data });
    }
    events.push(...declinedAt(at.value, times, decline.value));
    if (worse || passedOn) events.push(...raises(state, 'repeat-contact', raisedAt(state, at.value)));
    const changed = changedWith(state, reach, { facts, at: at.value, after: events.length });
    if (!changed.ok) return changed;
    events.push(...changed.value.events);
    const said = [...saidOf(state, words, facts.now), ...whyNot(state, decline.value?.explanation, facts.now)];
    return ok({ events, writes: [...said, ...changed.value.writes] });
  },
});

/** Another number or place that they ring from: in the same decision, so that no ring-back goes to where they no longer are. */
function changedWith(
  state: OpenCase,
  reach: Parameters<typeof detailsChanged>[1],
  about: Parameters<typeof detailsChanged>[2],
) {
  const isSaid = Object.values(reach).some((value) => value !== undefined);
  return isSaid ? detailsChanged(state, reach, about) : ok({ events: [], writes: [] });
}

/** In their own words: kept apart from the log. */
function saidOf(state: OpenCase, body: string | undefined, at: Instant) {
  return body === undefined ? [] : [textOf(state, 'repeat', { at, body })];
}

/** Beside what they said: a text of its own. */
function whyNot(state: OpenCase, body: string | undefined, at: Instant) {
  if (body === undefined) return [];
  const text = textOf(state, 'repeat', { at, body });
  return [{ ...text, id: uuidv7FromKey(at, `${state.id}:${state.version}:declined`) }];
}

export const comfortCall = caseCommand('comfort-call', {
  summary: 'Somebody rang to ask how the patient is while they wait. No clock stops; where they are worse, it goes up.',
  body: z.strictObject({
    result: choice(comfortResults, 'what came of it'),
    worse: ticked('that they are worse').optional(),
    occurredAt,
  }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const { result, worse = false } = body;
    if (worse && result !== 'spoke') {
      const message = 'Nobody was spoken to. Leave out that they are worse.';
      return refused({ field: 'worse', code: 'nobody-spoken-to', message });
    }
    const at = noted(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const called = { type: 'ComfortCalled', occurredAt: at.value, data: { result, worse } } as const;
    return decided(called, ...(worse ? raises(state, 'got-worse', raisedAt(state, at.value)) : []));
  },
});

export const declineRepeat = caseCommand('decline-repeat', {
  summary: 'A third contact within 96 hours is not passed to a clinician: who says so, and why.',
  body: z.strictObject({
    reason: choice(repeatReasons, 'why it is not passed on'),
    explanation: text('more about why', 2000).optional(),
    occurredAt,
  }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    if (!isThird(state.repeatTimes)) return refused(notAThird(state.repeatTimes));
    const at = noted(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const data = { times: state.repeatTimes, reason: body.reason };
    return ok({
      events: [{ type: 'RepeatDeclined', occurredAt: at.value, data }],
      writes: saidOf(state, body.explanation, facts.now),
    });
  },
});

export const connectInterpreter = caseCommand('connect-interpreter', {
  summary: 'An interpreter is on the line (NQR 13).',
  body: z.strictObject({ occurredAt }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    if (state.entry.interpreter === undefined) {
      return refused({ code: 'no-interpreter-asked', message: 'Nobody asked for an interpreter on this case.' });
    }
    if (state.steps.some(({ type }) => type === 'InterpreterConnected')) {
      return refused({ code: 'connected-already', message: 'The interpreter was connected already.' });
    }
    const at = whenConnected(state, body.occurredAt, facts);
    return at.ok ? decided({ type: 'InterpreterConnected', occurredAt: at.value, data: {} }) : at;
  },
});

function whenConnected(state: OpenCase, said: Instant | undefined, facts: CaseFacts): Result<Instant> {
  const at = noted(state, said, facts);
  return at.ok ? { ok: true, value: raisedAt(state, at.value) } : at;
}
