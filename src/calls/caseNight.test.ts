import { describe, expect, it } from 'vitest';
import { toIso } from '#shared';
import { isOpen, placeOf, queueOf } from './case.ts';
import { anAccount, aStory, aStream, examplesNow, Story } from './examples.ts';
import { aNote } from './triage/examples.ts';

const first = (result: ReturnType<Story['tries']>) => (result.ok ? undefined : result.problems[0]);
const types = (story: Story) => story.events.map(({ type }) => type);
const queue = (story: Story) => (isOpen(story.state) ? queueOf(story.state) : undefined);
const slot = '2027-03-28T20:40:00Z';

describe('a patient who rings back worse', () => {
  it('is made urgent and linked to the call in the same decision, whoever has the case', () => {
    const story = aStory({ priority: 'other', heldBy: 'asha' }).by('ben').as('health-advisor');
    story.does('note-repeat', { worse: true, call: aStream('call') });
    expect(types(story).slice(-3)).toEqual(['CaseNotedRepeat', 'RangBack', 'PriorityChanged']);
    expect(story.events.at(-2)?.data).toEqual({ call: aStream('call'), worse: true });
    expect(story.state).toMatchObject({ priority: 'urgent', repeatTimes: 2, holder: { account: anAccount('asha') } });
    expect(queue(story)).toBe('to-assess-urgent');
  });
  it('goes up one step where they are waiting to be seen, and no further than emergency', () => {
    const story = aStory({ triaged: 'less-urgent', bookedAt: slot });
    expect(story.does('note-repeat', { worse: true }).state).toMatchObject({ urgency: 'urgent' });
    expect(story.does('note-repeat', { worse: true }).state).toMatchObject({ urgency: 'emergency' });
    expect(story.does('note-repeat', { worse: true }).state).toMatchObject({ urgency: 'emergency', repeatTimes: 4 });
  });
  it('after advice is to be assessed again, by somebody new', () => {
    const story = aStory({ triaged: 'advice' });
    expect(story.does('note-repeat', { worse: true }).state).toMatchObject({ state: 'to-assess', priority: 'urgent' });
    expect(story.state).toMatchObject({ holder: undefined });
  });
  it('after they were seen is not lost in the old case: a new one is to be opened and linked', () => {
    const story = aStory({ seenAfter: 30 }).does('finish-consultation', { note: aNote() });
    expect(first(story.tries('note-repeat', { worse: true }))?.message).toContain('Open a new case');
    expect(story.does('note-repeat', {}).state).toMatchObject({ state: 'consulted', repeatTimes: 2 });
  });
  it('is never late by the clock of the new contact: no step is dated before the last', () => {
    const story = aStory({ triaged: 'less-urgent', bookedAt: slot });
    story.does('note-repeat', { worse: true, occurredAt: '2027-03-28T20:01:00Z' });
    const times = 'steps' in story.state ? story.state.steps.map(({ at }) => at) : [];
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

describe('a comfort call', () => {
  it('moves nothing along and stops no clock, and makes urgent whoever is worse', () => {
    const story = aStory({ priority: 'other' });
    const before = 'steps' in story.state ? story.state.steps.length : 0;
    story.later(30).does('comfort-call', { result: 'spoke' });
    expect(story.state).toMatchObject({ state: 'to-assess', priority: 'other' });
    expect('steps' in story.state && story.state.steps.length).toBe(before);
    story.does('comfort-call', { result: 'spoke', worse: true });
    expect(story.state).toMatchObject({ priority: 'urgent', beside: { worseAt: story.now } });
    expect(first(story.tries('comfort-call', { result: 'no-reply', worse: true }))?.code).toBe('nobody-spoken-to');
  });
});

describe('a third contact', () => {
  it('is declined only with a reason, and only from the third on', () => {
    const story = aStory();
    expect(first(story.tries('decline-repeat', { reason: 'another-matter' }))?.code).toBe('not-a-third-contact');
    story.does('note-repeat').does('note-repeat');
    expect(first(story.tries('decline-repeat', {}))?.field).toBe('reason');
    story.does('decline-repeat', { reason: 'another-matter' });
    expect(story.events.at(-1)).toMatchObject({ type: 'RepeatDeclined', data: { times: 3, reason: 'another-matter' } });
    expect(story.state).toMatchObject({ beside: { declined: { times: 3, by: anAccount('nurse') } } });
  });
  it('is not declined at a counter: nobody but a clinician, a call taker or the shift lead may, by name', () => {
    const story = aStory().does('note-repeat').does('note-repeat').as('receptionist');
    expect(first(story.tries('decline-repeat', { reason: 'another-matter' }))?.code).toBe('not-your-role');
  });
  it('about a case that waits makes it urgent, and about one that was given advice it is assessed again', () => {
    const waiting = aStory({ priority: 'other' })
      .does('note-repeat')
      .does('note-repeat', { call: aStream('call') });
    expect(types(waiting).slice(-3)).toEqual(['CaseNotedRepeat', 'RangBack', 'PriorityChanged']);
    expect(waiting.state).toMatchObject({ priority: 'urgent', repeatTimes: 3 });
    const advised = aStory({ triaged: 'advice' }).does('note-repeat').does('note-repeat');
    expect(advised.state).toMatchObject({ state: 'to-assess', holder: undefined });
    expect(advised.state).not.toHaveProperty('beside.worseAt');
  });
  it('about a case that is declined stays where it is, with who declined it in the same decision', () => {
    const story = aStory({ priority: 'other' }).does('note-repeat');
    story.does('note-repeat', { declineReason: 'asked-for-a-time', declineExplanation: 'Only asked when.' });
    expect(types(story).slice(-2)).toEqual(['CaseNotedRepeat', 'RepeatDeclined']);
    expect(story.state).toMatchObject({ priority: 'other', repeatTimes: 3 });
    expect(story.writes.at(-1)).toMatchObject({ table: 'text', kind: 'repeat', body: 'Only asked when.' });
  });
});

describe('at the base', () => {
  it('arriving, leaving and coming back keep the case open and in one queue', () => {
    const story = aStory({ triaged: 'urgent', bookedAt: slot });
    expect(first(story.tries('did-not-attend'))?.code).toBe('not-due-yet');
    expect(queue(story.later(20).does('arrive'))).toBe('base');
    expect(story.state).toMatchObject({ state: 'arrived', base: 1 });
    expect(queue(story.later(30).does('did-not-wait'))).toBe('to-book');
    expect(story.state).toMatchObject({ state: 'to-ring-back', missed: 'did-not-wait', urgency: 'urgent' });
    story.later(5).does('arrive', { place: 'foundry-lane' }).does('start-consultation');
    expect(story.state).toMatchObject({ state: 'in-consultation', at: 1 });
  });
  it('a patient who walked in and left before any assessment is still to be rung back', () => {
    const story = aStory({ priority: 'urgent' });
    expect(first(story.tries('did-not-wait'))?.code).toBe('not-at-a-base');
  });
});

describe('a visit', () => {
  it('is assigned, travels, arrives and consults; nobody at home leaves it open', () => {
    const story = aStory({ triaged: 'urgent', place: 'visit' }).does('request-visit', { car: 'car-1' });
    story.later(5).does('set-off').later(15).does('arrive-visit');
    expect([story.state.state, placeOf(story.state), queue(story)]).toEqual(['visit-arrived', 4, 'visit']);
    story.does('did-not-attend');
    expect([story.state.state, queue(story)]).toEqual(['to-ring-back', 'to-book']);
    expect(story.does('request-visit', { car: 'car-2' }).does('start-consultation').state).toMatchObject({ at: 5 });
  });
  it('instead of a booked base frees the time at the base, and both are on record', () => {
    const story = aStory({ triaged: 'urgent', bookedAt: slot });
    story.does('change-place', { to: 'visit', reason: 'cannot-travel' }).does('request-visit', {});
    expect(story.state).toMatchObject({ state: 'visit-requested', place: 'visit' });
    expect(placeOf(story.state)).toBeUndefined();
    expect(types(story).slice(-3)).toEqual(['BaseBooked', 'PlaceChanged', 'VisitRequested']);
  });
});

describe('whoever walked in', () => {
  it('has left with the advice: as they ring back they wait at no base', () => {
    const walked = { entryRoute: 'walk-in', place: 'foundry-lane', arrivedAt: toIso(examplesNow) };
    const patient = { patientName: 'Owen Latch', ringBack: '01632 960188', whereNow: 'Here', complaint: 'Ear' };
    const story = new Story(aStream('walked in'), examplesNow).as('receptionist', 'triage-nurse');
    story.does('open-case', { id: story.id, priority: 'other', ...patient, ...walked });
    expect(placeOf(story.state)).toBe(1);
    story.later(5).does('start-assessment').later(5).does('finish-assessment', { place: 'advice' });
    story.later(30).does('note-repeat', { worse: true });
    expect(story.state.state).toBe('to-assess');
    expect(placeOf(story.state)).toBeUndefined();
  });
});

describe('one decision for two steps', () => {
  it('finishes and books, or does neither', () => {
    const story = aStory({ assessedAfter: 5 });
    const body = { urgency: 'urgent', place: 'foundry-lane', at: slot, note: aNote() };
    expect(first(story.tries('finish-and-book', body, { slotTaken: true }))?.code).toBe('slot-taken');
    expect(story.state).toMatchObject({ state: 'in-assessment' });
    story.does('finish-and-book', body);
    expect(types(story).slice(-3)).toEqual(['NoteWritten', 'AssessmentFinished', 'BaseBooked']);
    expect(story.state).toMatchObject({ state: 'booked', base: 1, beside: { note: { version: 1 } } });
  });
  it('asks nobody to see a patient of whom nothing is written: complaint and plan, sent or kept before', () => {
    const story = aStory({ assessedAfter: 5 });
    for (const [command, body] of [
      ['finish-and-book', { urgency: 'urgent', place: 'foundry-lane', at: slot }],
      ['finish-and-visit', { urgency: 'urgent' }],
    ] as const) {
      const lacks = (note?: object) => {
        const answer = story.tries(command, note ? { ...body, note } : body);
        return answer.ok ? [] : answer.problems.map(({ field }) => field);
      };
      expect(lacks()).toEqual(['note.complaint', 'note.plan']);
      expect(lacks({ impression: 'Infection', plan: 'To be seen' })).toEqual(['note.complaint']);
      expect(lacks({ complaint: 'Cough', plan: 'To be seen' })).toEqual([]);
    }
  });
  it('finishes and asks for a visit', () => {
    const story = aStory({ assessedAfter: 5 }).does('finish-and-visit', {
      urgency: 'emergency',
      car: 'car-1',
      note: aNote(),
    });
    expect(story.state).toMatchObject({ state: 'visit-assigned', car: 4, urgency: 'emergency', place: 'visit' });
  });
  it('finishes and closes with a note that says all it must, and not while a pass to 999 is open', () => {
    const story = aStory({ assessedAfter: 5 });
    const close = { outcome: 'ambulance-999', note: aNote() };
    expect(first(story.tries('finish-and-close', { outcome: 'advice' }))?.code).toBe('missing');
    expect(first(story.tries('finish-and-close', close, { passOpen: true }))?.code).toBe('pass-open');
    expect(first(story.tries('finish-and-close', { ...close, outcome: 'seen-at-base' }))?.code).toBe(
      'not-what-happened',
    );
    const closed = story.tries('finish-and-close', close, { passTaken: true });
    expect(closed.ok && closed.value.state).toMatchObject({ state: 'closed', outcome: 'ambulance-999' });
  });
  it('closes nobody as passed to 999 whom 999 has not taken', () => {
    const close = { outcome: 'ambulance-999', note: aNote() };
    const refusal = first(aStory({ assessedAfter: 5 }).tries('finish-and-close', close));
    expect(refusal).toMatchObject({ code: 'pass-not-taken', field: 'outcome' });
  });
});

describe('an interpreter', () => {
  it('is connected once, and only where one was asked for', () => {
    expect(first(aStory().tries('connect-interpreter'))?.code).toBe('no-interpreter-asked');
  });
});

describe('a special note', () => {
  it('is answered for only by somebody for whose case it was read', () => {
    const note = aStream('note');
    const story = aStory();
    expect(first(story.tries('answer-special-note', { note, stillTrue: 'no' }))?.code).toBe('not-read');
    story.does('read-special-note', { note }).does('answer-special-note', { note, stillTrue: 'no', what: 'Moved out' });
    expect(story.state).toMatchObject({ beside: { specialNotes: [{ id: note, stillTrue: false }] } });
  });
});

describe('a wrong patient', () => {
  const right = { patientName: 'Ivor Pellworth', ringBack: '01632 960199', whereNow: '9 Barge Street' };
  it('is put right by a named act with an explanation: steps, times, queue and hold stay', () => {
    const story = aStory({ triaged: 'urgent', bookedAt: slot, heldBy: 'asha' });
    const before = story.state;
    expect(first(story.tries('replace-patient', { ...right, reason: 'wrong-patient' }))?.field).toBe('explanation');
    story.by('lead').as('shift-lead');
    story.does('replace-patient', { ...right, reason: 'wrong-patient', explanation: 'Two tabs.' });
    const { version: _, beside, ...rest } = story.state as typeof before & { version: number; beside: object };
    expect(beside).toMatchObject({ replaced: 1 });
    expect(before).toMatchObject(rest);
    expect(JSON.stringify(story.events.at(-1))).not.toMatch(/Ivor|960199|Barge|tabs/);
  });
  it('has the practice of the right patient, or none that is known: no message goes to that of the wrong one', () => {
    const story = aStory();
    const asked = { ...right, reason: 'wrong-patient', explanation: 'Two tabs.' };
    expect(first(story.tries('replace-patient', { ...asked, practiceId: 7 }, { practiceKnown: false }))?.code).toBe(
      'practice-unknown',
    );
    expect(story.does('replace-patient', { ...asked, practiceId: 7 }).state).toMatchObject({ entry: { practice: 7 } });
    const { state } = story.does('replace-patient', asked);
    expect(state.state !== 'none' && state.entry.practice).toBeUndefined();
  });
  it('is not for whoever answers the telephone', () => {
    const asked = { ...right, reason: 'wrong-patient', explanation: 'x' };
    expect(first(aStory().as('health-advisor').tries('replace-patient', asked))?.code).toBe('not-your-role');
  });
});
