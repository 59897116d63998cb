import { describe, expect, it } from 'vitest';
import { minutes, plus, toIso } from '#shared';
import { packs } from '#standards';
import { aStory } from './examples.ts';
import { seenBy, seenWithinMs } from './seenBy.ts';

describe('a time at a base', () => {
  const story = () => aStory({ triaged: 'urgent', answered: '2027-03-28T20:00:00Z' });
  const limit = () => {
    const { state } = story();
    return state.state === 'none' || state.state === 'closed' ? undefined : seenBy(state);
  };
  const slot = (late: number) => ({ place: 'foundry-lane', at: toIso(plus(limit() ?? (0 as never), minutes(late))) });

  it('has the limits of the rule pack', () => {
    const lines = packs.flatMap(({ clocks }) => clocks.flatMap((rule) => rule.lines));
    for (const [urgency, ms] of Object.entries(seenWithinMs)) {
      const own = lines.filter((line) => line.measure.startsWith(`face-to-face-${urgency}-`));
      expect(own.length).toBeGreaterThan(0);
      for (const line of own) expect('withinMs' in line && line.withinMs).toBe(ms);
    }
  });

  it('in time is booked by anybody, and nothing more is said of it', () => {
    const booked = story().as('receptionist').does('book-base', slot(0));
    expect(booked.events.at(-1)?.data).toEqual({ place: 1, at: slot(0).at });
  });

  it('after the limit is refused to a desk, which is told to ask a clinician, and how late it is', () => {
    for (const role of ['receptionist', 'health-advisor', 'shift-lead'] as const) {
      const result = story().as(role).tries('book-base', slot(21));
      if (result.ok) throw new Error(`${role} may not`);
      expect(result.problems).toMatchObject([{ code: 'after-limit' }]);
      expect(result.problems[0]?.message).toContain('21 min after');
    }
  });

  it('after the limit is booked by a clinician, and how late it was stands in the record', () => {
    const booked = story().as('triage-nurse').does('book-base', slot(21));
    expect(booked.events.at(-1)?.data).toMatchObject({ lateMin: 21 });
    const assessing = aStory({ assessedAfter: 5 });
    const at = toIso(plus(assessing.now, minutes(75)));
    assessing.does('finish-and-book', {
      urgency: 'emergency',
      place: 'foundry-lane',
      at,
      note: { complaint: 'Short of breath', plan: 'To be seen' },
    });
    expect(assessing.events.at(-1)?.data).toMatchObject({ lateMin: 15 });
  });

  it('soon is booked by a desk for whoever is late already: nobody waits for a clinician to be seen at once', () => {
    const late = story()
      .at(plus(limit() ?? (0 as never), minutes(40)), 'theo')
      .as('receptionist');
    const at = toIso(plus(late.now, minutes(30)));
    expect(late.does('book-base', { place: 'foundry-lane', at }).state).toMatchObject({ state: 'booked' });
    expect(late.events.at(-1)?.data).toMatchObject({ lateMin: 70 });
  });
});
