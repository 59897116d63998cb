import { describe, expect, it } from 'vitest';
import { isOpen, placeOf, queueOf } from './case.ts';
import { anAccount, aStory, type Story } from './examples.ts';
import { aNote } from './triage/examples.ts';

const types = (story: Story) => story.events.map(({ type }) => type);
const queue = (story: Story) => (isOpen(story.state) ? queueOf(story.state) : undefined);
const first = (result: ReturnType<Story['tries']>) => (result.ok ? undefined : result.problems[0]);
const slot = '2027-03-28T20:40:00Z';
const here = { place: 'canal-bridge' };

describe('a patient whose case is there and who comes to a base', () => {
  it('while they wait to be rung back: is that base’s from then on, whoever has the case in hand', () => {
    const story = aStory({ priority: 'other', heldBy: 'asha' }).later(12).by('theo').as('receptionist');
    story.does('come-to-base', {
      ...here,
      said: 'Crushing pain in my chest.',
      cameFrom: 'ZZ1 2AB',
      priority: 'urgent',
    });
    expect(types(story).slice(-3)).toEqual(['CameToBase', 'CaseNotedRepeat', 'PriorityChanged']);
    expect(story.state).toMatchObject({ state: 'to-assess', priority: 'urgent', repeatTimes: 2 });
    expect(story.state).toMatchObject({ holder: { account: anAccount('asha') }, entry: { arrivedAt: story.now } });
    expect([placeOf(story.state), queue(story)]).toEqual([2, 'to-assess-urgent']);
    expect(story.writes.at(-1)).toMatchObject({
      kind: 'repeat',
      body: 'Crushing pain in my chest.\nCame from: ZZ1 2AB',
    });
    // And who goes away again unseen is somebody’s to ring.
    expect(story.does('did-not-wait').state).toMatchObject({ state: 'to-assess' });
  });

  it('while a clinician is at it on the telephone: stays in their hands', () => {
    const story = aStory({ assessedAfter: 5 }).by('theo').as('receptionist').does('come-to-base', here);
    expect(story.events.at(-2)).toMatchObject({ type: 'CameToBase', data: { place: 2, toAssess: false } });
    expect(story.state).toMatchObject({ state: 'in-assessment', entry: { place: 2 } });
  });

  it('after advice: is assessed again, by somebody new', () => {
    const story = aStory({ triaged: 'advice' }).does('come-to-base', { ...here, priority: 'urgent' });
    expect(story.state).toMatchObject({ state: 'to-assess', priority: 'urgent', holder: undefined });
  });

  it.each([[], ['set-off'], ['set-off', 'arrive-visit']])(
    'while they wait for a visit: no car goes on (%j)',
    (...steps) => {
      const story = aStory({ triaged: 'less-urgent', place: 'visit' }).does('request-visit', { car: 'car-1' });
      for (const step of steps) story.later(1).does(step as 'set-off');
      story
        .by('theo')
        .as('receptionist')
        .does('come-to-base', { ...here, priority: 'urgent' });
      expect(types(story).slice(-4)).toEqual(['PlaceChanged', 'PatientArrived', 'CaseNotedRepeat', 'UrgencyChanged']);
      expect(story.state).toMatchObject({ state: 'arrived', place: 'base', base: 2, urgency: 'urgent' });
    },
  );

  it('at the time that they were given: arrives, and is no further contact', () => {
    const story = aStory({ triaged: 'urgent', bookedAt: slot }).does('come-to-base', { ...here, priority: 'urgent' });
    expect(types(story).at(-1)).toBe('PatientArrived');
    expect(story.state).toMatchObject({ state: 'arrived', base: 2, urgency: 'urgent', repeatTimes: 1 });
    // At the desk once more: it is kept, and they wait since they came.
    story.later(5).does('come-to-base', { ...here, worse: true });
    expect(types(story).slice(-2)).toEqual(['CaseNotedRepeat', 'UrgencyChanged']);
    expect(story.state).toMatchObject({ urgency: 'emergency' });
  });

  it('as a third contact: is urgent, as whoever rings for the third time', () => {
    const story = aStory({ priority: 'other' }).does('note-repeat').does('come-to-base', here);
    expect(story.state).toMatchObject({ priority: 'urgent', repeatTimes: 3 });
  });

  it('is lowered by nothing that a desk says, and is no new matter once somebody sees them', () => {
    const emergency = aStory({ triaged: 'emergency', bookedAt: slot }).does('come-to-base', {
      ...here,
      priority: 'other',
    });
    expect(emergency.state).toMatchObject({ urgency: 'emergency' });
    const seen = aStory({ seenAfter: 30 }).does('finish-consultation', { note: aNote() });
    expect(first(seen.tries('come-to-base', here))?.code).toBe('wrong-state');
    expect(first(aStory().tries('come-to-base', { place: 'car-1' }))?.field).toBe('place');
  });

  it('gives another number, which stands from then on', () => {
    const person = { patientName: 'Ivy Pellworth', ringBack: '02079460131', whereNow: '4 Tallow Row' };
    const facts = { person: { ...person, nhsNumberVerified: false, addressRestricted: false } };
    const story = aStory();
    const result = story.tries('come-to-base', { ...here, ringBack: '01632 960 131' }, facts);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(result.value.events.at(-1)).toMatchObject({ type: 'DetailsChanged', data: { of: ['ring-back'] } });
    expect(result.value.writes).toContainEqual(
      expect.objectContaining({ ringBack: '01632960131', replaces: { version: 3 } }),
    );
  });
});
