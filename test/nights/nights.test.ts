import { describe, expect, it } from 'vitest';
import { seeded } from '#shared';
import { damages } from './damages.ts';
import { playNight } from './night.ts';
import { brokenIn, nightRules } from './rules.ts';
import { all, NIGHT_FROM, NIGHT_TO, type Of, type World } from './world.ts';

const runs = Number(process.env.VIGIL_RUNS ?? 200);
const night = (run: number, settled: (world: World) => void = () => {}) => playNight(seeded(`2510/${run}`), settled);

describe('random nights of everything at once, while the clocks go back', () => {
  it(`keep every rule, in ${runs} of them`, () => {
    const reached = new Set<string>();
    const counts = { decided: 0, refused: 0, brokenOff: 0, settled: 0 };
    for (let run = 1; run <= runs; run++) {
      const { world, ...count } = night(run, (settled) => {
        counts.settled += 1;
        expect([run, brokenIn(settled)]).toEqual([run, []]);
      });
      for (const key of ['decided', 'refused', 'brokenOff'] as const) counts[key] += count[key];
      for (const { type } of world.log) reached.add(type);
      for (const of of Object.keys(world.streams) as Of[])
        for (const { state } of all(world, of) as { state: { state: string; kind?: string } }[])
          reached.add([of, state.kind, state.state].filter(Boolean).join(' '));
    }
    // The nights are worth something only if they get everywhere, and half of what is tried is refused.
    expect(counts.decided).toBeGreaterThan(runs * 10);
    expect(counts.refused).toBeGreaterThan(runs * 10);
    expect(counts.brokenOff).toBeGreaterThan(runs / 2);
    for (const state of ['booked', 'arrived', 'to-ring-back', 'visit-travelling', 'consulted', 'closed'])
      expect(reached).toContain(`case ${state}`);
    for (const state of ['running', 'taken', 'stood-down']) expect(reached).toContain(`pass ${state}`);
    for (const state of ['due', 'queued', 'given-back', 'settled']) expect(reached).toContain(`message ${state}`);
    for (const kind of [
      'comfort-call',
      'failed-contact',
      'ring-did-not-wait',
      'ring-back-abandoned',
      'wrong-number',
      'message-exception',
    ])
      expect(reached).toContain(`work ${kind} open`);
    for (const type of [
      'BaseShut',
      'Redirected',
      'BaseOpened',
      'CaseReleased',
      'PatientReplaced',
      'MessageSent',
      'SendFailed',
      'MessageRead',
    ])
      expect(reached).toContain(type);
  });

  it('last 25 hours from seven in the evening to seven in the evening', () => {
    expect((NIGHT_TO - NIGHT_FROM) / 3_600_000).toBe(25);
  });

  it('are the same for the same seed, so that one that breaks a rule can be played again', () => {
    expect(JSON.stringify([...night(7).world.log])).toBe(JSON.stringify([...night(7).world.log]));
  });
});

describe('a rule of a night', () => {
  it('has a damage that it finds, each of them', () => {
    expect(Object.keys(damages).sort()).toEqual(Object.keys(nightRules).sort());
  });

  it.each(Object.entries(damages).flatMap(([rule, ways]) => ways.map((way, index) => [rule, index + 1, way] as const)))(
    '“%s” finds damage %i',
    (rule, _, damage) => {
      for (let run = 1; run <= 400; run++) {
        const { world } = night(run);
        if (!damage(world)) continue;
        if (!brokenIn(world).some((broken) => broken.rule === rule)) continue;
        // Nothing was wrong with the same night before.
        expect(brokenIn(night(run).world)).toEqual([]);
        return;
      }
      throw new Error('no night was found that shows it');
    },
  );
});
