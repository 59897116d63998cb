import { describe, expect, it } from 'vitest';
import { instant, minutes, plus, toIso } from '#shared';
import { isOpen, queueOf, replayCase, stepsToCorrect } from './case.ts';
import { aCase, anAccount, aStory, aStream } from './examples.ts';
import { aNote } from './triage/examples.ts';

const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);
const refusal = (result: { ok: boolean; problems?: { field?: string; code: string; message: string }[] }) => {
  if (result.ok) throw new Error('it was not refused');
  return result.problems?.[0];
};

describe('opening a case', () => {
  const at = instant('2027-03-28T20:00:00Z');
  const asked = {
    patientName: 'Ivy Pellworth',
    ringBack: '020 7946 0131',
    whereNow: 'Home',
    complaint: 'Cough',
    priority: 'urgent',
  };
  const story = () => {
    const fresh = aStory();
    fresh.state = { state: 'none' };
    fresh.now = plus(at, minutes(3));
    return fresh;
  };
  const id = aStream('a');

  it('takes the time of answering from the call', () => {
    const call = { answeredAt: plus(at, minutes(1)) };
    const result = story().tries('open-case', { id, call: aStream('call'), ...asked }, { call });
    expect(result.ok && result.value.events[0]?.data).toMatchObject({
      answeredAt: '2027-03-28T20:01:00.000Z',
      priority: 'urgent',
    });
    expect(result.ok && result.value.writes.map(({ table }) => table)).toEqual(['person', 'text']);
  });
  it('keeps names and free text out of the events', () => {
    const [opened] = aCase();
    expect(JSON.stringify(opened)).not.toMatch(/Pellworth|Chest|Tallow|0131"|7946/);
  });
  it.each([
    ['no such call', { call: undefined }, 'call-unknown'],
    ['a call that nobody answered', { call: {} }, 'call-not-answered'],
    ['a call with a case', { call: { answeredAt: at, case: id } }, 'call-has-case'],
  ])('refuses %s', (_, facts, code) => {
    expect(refusal(story().tries('open-case', { id, call: aStream('call'), ...asked }, facts))).toMatchObject({
      field: 'call',
      code,
    });
  });
  it('refuses a time before the call was answered, and one later than the clock', () => {
    const call = { call: { answeredAt: at } };
    const body = { id, call: aStream('call'), ...asked };
    expect(
      refusal(story().tries('open-case', { ...body, occurredAt: '2027-03-28T19:59:59Z' }, call))?.message,
    ).toContain('before the call was answered');
    expect(refusal(story().tries('open-case', { ...body, occurredAt: '2027-03-28T20:04:00Z' }, call))?.code).toBe(
      'later-than-now',
    );
  });
  it('says that an NHS number has a wrong check digit, and keeps it as unverified when asked', () => {
    const body = { id, answeredAt: toIso(at), ...asked, nhsNumber: '999 000 0019' };
    expect(refusal(story().tries('open-case', body))).toMatchObject({
      field: 'nhsNumber',
      code: 'nhs-number-check-digit',
    });
    const kept = story().tries('open-case', { ...body, keepUnverified: 'yes' });
    expect(kept.ok && kept.value.writes[0]).toMatchObject({ nhsNumber: '9990000019', nhsNumberVerified: false });
  });
  it('names every unknown field and every missing one', () => {
    const result = story().tries('open-case', { id, colour: 'red' });
    expect(result.ok ? [] : result.problems.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['colour', 'priority', 'patientName', 'ringBack', 'whereNow', 'complaint']),
    );
  });
});

describe('the life of a case', () => {
  it('goes from the call to the end in one owning queue after another', () => {
    const events = aCase({ triaged: 'urgent', seenAfter: 30, closed: 'seen-at-base' });
    expect(types(events)).toEqual([
      'CaseOpened',
      'AssessmentStarted',
      'AssessmentFinished',
      'BaseBooked',
      'ConsultationStarted',
      'NoteWritten',
      'ConsultationFinished',
      'CaseClosed',
    ]);
    const queues = events.map((_, n) => {
      const state = replayCase('x', events.slice(0, n + 1));
      return isOpen(state) ? queueOf(state) : undefined;
    });
    expect(queues).toEqual([
      'to-assess-other',
      'in-assessment',
      'to-book',
      'base',
      'in-consultation',
      'in-consultation',
      'to-close',
      undefined,
    ]);
  });
  it('says in words why a step cannot be taken now', () => {
    expect(refusal(aStory().tries('finish-assessment', { place: 'advice' }))).toEqual({
      code: 'wrong-state',
      message:
        'This case is waiting to be rung back. “Finish the assessment” is for one that is being assessed. Look at it again before you go on.',
    });
  });
  it('tells the second person who has the case', () => {
    const story = aStory({ heldBy: 'asha' }).by('ben');
    expect(refusal(story.tries('take-case'))).toMatchObject({
      code: 'held-by-other',
      message: expect.stringContaining(anAccount('asha')),
    });
    expect(refusal(story.tries('start-assessment'))?.code).toBe('held-by-other');
    expect(story.does('release-case').does('take-case').state).toMatchObject({ holder: { account: anAccount('ben') } });
  });
  it('lets only the holder or a shift lead give it back', () => {
    expect(refusal(aStory({ heldBy: 'asha' }).by('ben').as('triage-nurse').tries('release-case'))?.code).toBe(
      'held-by-other',
    );
  });
  it('ends the hold when the case goes on to other people, and keeps it for closing', () => {
    expect(aStory({ triaged: 'urgent' }).state).toMatchObject({ state: 'to-book', holder: undefined });
    expect(aStory({ triaged: 'advice' }).state).toMatchObject({
      state: 'advised',
      holder: { account: anAccount('nurse') },
    });
  });
  it('does not close without its note, and names each part that the note lacks', () => {
    const story = aStory({ triaged: 'advice' });
    expect(refusal(story.tries('close-case', { outcome: 'advice' }))).toMatchObject({ field: 'note', code: 'missing' });
    const short = story.tries('close-case', { outcome: 'advice', note: aNote({ safetyNet: undefined }) });
    expect(short.ok ? [] : short.problems.map(({ field }) => field)).toEqual(['note.safetyNet']);
    const closed = story.does('close-case', { outcome: 'advice', note: aNote() });
    expect(closed.writes.at(-1)).toMatchObject({ table: 'note', version: 1, complete: true });
    expect(types(closed.events).slice(-2)).toEqual(['NoteWritten', 'CaseClosed']);
  });
  it('closes with the note that was written before, and not while a pass to 999 is open', () => {
    const story = aStory({ triaged: 'advice' }).does('write-note', { note: aNote() });
    expect(refusal(story.tries('close-case', { outcome: 'advice' }, { passOpen: true }))?.code).toBe('pass-open');
    expect(story.does('close-case', { outcome: 'advice' }).state.state).toBe('closed');
    expect(refusal(story.tries('write-note', { note: aNote() }))).toMatchObject({ field: 'why' });
    const added = story.does('write-note', { note: aNote({ plan: 'Rang again' }), why: 'The daughter rang' });
    expect(added.state).toMatchObject({ state: 'closed', beside: { note: { version: 2 } } });
  });
  it('closes early only with a note of why, never as seen or advised, and never while somebody is at work on it', () => {
    const story = aStory({ triaged: 'urgent', bookedAt: '2027-03-28T21:30:00Z' });
    const close = (outcome: string, note?: object) => story.tries('close-case', { outcome, note });
    expect(refusal(close('cancelled'))?.code).toBe('missing');
    expect(refusal(close('seen-at-base', aNote()))?.code).toBe('not-what-happened');
    expect(refusal(close('did-not-attend', aNote()))?.code).toBe('not-what-happened');
    expect(
      refusal(aStory({ assessedAfter: 5 }).tries('close-case', { outcome: 'no-reply', note: aNote() }))?.code,
    ).toBe('wrong-state');
    expect(story.does('close-case', { outcome: 'cancelled', note: aNote() }).state).toMatchObject({
      outcome: 'cancelled',
    });
  });
  it('refuses a booking that another patient has, a visit for a base patient, a base that is not one', () => {
    const story = aStory({ triaged: 'urgent' });
    const slot = { place: 'foundry-lane', at: '2027-03-28T21:30:00Z' };
    expect(refusal(story.tries('book-base', slot, { slotTaken: true }))?.code).toBe('slot-taken');
    expect(refusal(story.tries('book-base', { ...slot, place: 'car-1' }))?.message).toContain(
      'foundry-lane, canal-bridge',
    );
    expect(refusal(story.tries('request-visit'))?.code).toBe('other-place');
  });
  it('sends a patient from a shut base elsewhere, and lets the other base see them', () => {
    const story = aStory({ triaged: 'urgent', bookedAt: '2027-03-28T21:30:00Z' });
    story.does('redirect', { to: 'larkhithe-cross', miles: '6.4', reason: 'base-shut' });
    expect(story.state).toMatchObject({ state: 'sent-elsewhere', base: 3, from: 1, miles: 6.4 });
    expect(story.does('start-consultation').state).toMatchObject({ state: 'in-consultation', at: 3, place: 'base' });
  });
});

describe('priority and urgency', () => {
  it('goes up for anybody, also while another person has the case', () => {
    const story = aStory({ heldBy: 'asha' }).by('ben').as('health-advisor');
    story.does('change-priority', { to: 'urgent', reason: 'got-worse' });
    expect(isOpen(story.state) && queueOf(story.state)).toBe('to-assess-urgent');
  });
  it('comes down only by a clinician and for a reason that lowers', () => {
    const story = aStory({ priority: 'urgent' });
    const down = { to: 'other', reason: 'clinician-reviewed' };
    expect(refusal(story.tries('change-priority', { ...down, reason: 'got-worse' }))?.code).toBe(
      'reason-does-not-lower',
    );
    expect(refusal(story.as('health-advisor').tries('change-priority', down))?.code).toBe('clinician-needed');
    expect(story.as('doctor').does('change-priority', down).state).toMatchObject({ priority: 'other' });
  });
  it('lowers no urgency while another person has the case', () => {
    const story = aStory({ triaged: 'emergency' }).by('asha').does('take-case').by('ben');
    expect(refusal(story.tries('change-urgency', { to: 'urgent', reason: 'improved' }))?.code).toBe('held-by-other');
  });
});

describe('moving between queues', () => {
  it('keeps the state and puts the case in nobody’s hands', () => {
    const story = aStory({ triaged: 'urgent' }).does('move-case', { to: 'base', reason: 'needs-other-pool' });
    expect(story.state).toMatchObject({ state: 'to-book', movedTo: 'base', holder: undefined });
    expect(story.does('move-case', { to: 'to-book', reason: 'moved-by-mistake' }).state).toMatchObject({
      movedTo: undefined,
    });
  });
  it.each([
    ['to-assess-urgent', 'no-change'],
    ['to-assess-other', 'change-priority-instead'],
    ['in-consultation', 'queue-of-work'],
  ])('refuses %s for an urgent case', (to, code) => {
    expect(refusal(aStory({ priority: 'urgent' }).tries('move-case', { to, reason: 'shift-change' }))?.code).toBe(code);
  });
});

describe('correcting a time', () => {
  const story = () => aStory({ triaged: 'urgent', seenAfter: 30, closed: 'seen-at-base' }).as('shift-lead');
  const why = { reason: 'paper-record', explanation: 'The paper sheet says so.' };

  it('is an event that names the step, and leaves the step as it was first recorded', () => {
    const { events, writes, state } = story().does('correct-case-time', {
      version: 2,
      to: '2027-03-28T20:08:00Z',
      ...why,
    });
    expect(events.at(-1)).toMatchObject({
      type: 'TimeCorrected',
      corrects: 2,
      reason: 'paper-record',
      occurredAt: instant('2027-03-28T20:08:00Z'),
    });
    expect(events[1]?.occurredAt).toBe(instant('2027-03-28T20:10:00Z'));
    expect(state).toMatchObject({
      steps: expect.arrayContaining([{ version: 2, type: 'AssessmentStarted', at: instant('2027-03-28T20:08:00Z') }]),
    });
    expect(writes.at(-1)).toMatchObject({ kind: 'correction', body: 'The paper sheet says so.' });
  });
  it.each([
    ['2027-03-28T20:10:00Z', 'no-change'],
    ['2027-03-28T19:59:59Z', 'before-previous-step'],
    ['2027-03-28T20:18:01Z', 'after-next-step'],
    ['2027-03-29T20:00:00Z', 'later-than-now'],
    ['yesterday evening', 'time-invalid'],
  ])('refuses %s', (to, code) => {
    expect(refusal(story().tries('correct-case-time', { version: 2, to, ...why }))).toMatchObject({
      field: 'to',
      code,
    });
  });
  it('corrects when a person answered by the opening of the case, up to the next step and a day back', () => {
    const { state } = story().does('correct-case-time', { version: 1, to: '2027-03-28T19:40:00Z', ...why });
    const answeredAt = instant('2027-03-28T19:40:00Z');
    expect(state).toMatchObject({
      answeredAt,
      steps: expect.arrayContaining([expect.objectContaining({ at: answeredAt })]),
    });
    expect(stepsToCorrect(state)[0]).toEqual({ version: 1, type: 'CaseOpened', at: answeredAt });
    for (const [to, code] of [
      ['2027-03-28T20:10:01Z', 'after-next-step'],
      ['2027-03-27T19:00:00Z', 'before-previous-step'],
    ])
      expect(refusal(story().tries('correct-case-time', { version: 1, to, ...why }))).toMatchObject({
        field: 'to',
        code,
      });
  });
  it('refuses a step that has no time to correct, and people who may not', () => {
    expect(refusal(story().tries('correct-case-time', { version: 9, to: '2027-03-28T20:08:00Z', ...why }))?.code).toBe(
      'not-correctable',
    );
    expect(
      refusal(
        story()
          .as('triage-nurse')
          .tries('correct-case-time', { version: 2, to: '2027-03-28T20:08:00Z', ...why }),
      )?.code,
    ).toBe('not-your-role');
  });
});
