import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hours, type Instant, minutes, plus } from '#shared';
import { at, boardTime as now } from '../examples.ts';
import { cards, cardWith, doneOf } from './cards.ts';
import { type LevelRow, levelByRule, overrideIn, type PressureFacts, pressureRule, standingAt } from './pressure.ts';

const calm: PressureFacts = { now, late: [], ringing: [], withoutDoctor: [], passes: [] };
const facts = (more: Partial<PressureFacts>): PressureFacts => ({ ...calm, ...more });

describe('the pressure level by rule', () => {
  test('is 3 from forty minutes after a base has lost its doctor: 20:40 on Easter Sunday', () => {
    expect(levelByRule(facts({ withoutDoctor: [at('20:00')] }))).toMatchObject({ level: 3, since: at('20:40') });
    expect(levelByRule(facts({ now: at('20:39'), withoutDoctor: [at('20:00')] }))).toMatchObject({
      level: 2,
      since: at('20:05'),
    });
  });

  test('is 1 on a calm night, and counts the one that makes the number', () => {
    expect(levelByRule(calm)).toEqual({ level: 1, holds: [] });
    const late = ['22:10', '22:31', '22:44'].map(at);
    expect(levelByRule(facts({ late: late.slice(0, 2) })).level).toBe(1);
    expect(levelByRule(facts({ late }))).toMatchObject({ level: 2, since: at('22:44') });
  });

  test('never falls because one thing more is wrong', () => {
    const times = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 30 });
    const ago = (all: number[]): Instant[] => all.map((n) => plus(now, -minutes(n)));
    fc.assert(
      fc.property(fc.tuple(times, times, times, times), fc.integer({ min: 0, max: 300 }), (parts, one) => {
        const [late, ringing, withoutDoctor, passes] = parts.map(ago) as [Instant[], Instant[], Instant[], Instant[]];
        const before = facts({ late, ringing, withoutDoctor, passes });
        for (const input of ['late', 'ringing', 'withoutDoctor', 'passes'] as const) {
          const after = levelByRule({ ...before, [input]: [...before[input], plus(now, -minutes(one))] });
          expect(after.level).toBeGreaterThanOrEqual(levelByRule(before).level);
        }
      }),
    );
  });

  test('has a source, and a line for each level above 1', () => {
    expect(pressureRule.source).toContain('Setting of the service');
    expect(new Set(pressureRule.lines.map(({ level }) => level))).toEqual(new Set([2, 3, 4]));
  });
});

describe('a level set by hand', () => {
  const set: LevelRow = {
    ...{ at: at('22:00'), how: 'override', level: 4, by: 'okafor', reason: 'Snow' },
    until: at('23:00'),
  };

  test('stands while it lasts, beside what the rule would say, and ends by itself', () => {
    const standing = standingAt([set], facts({ withoutDoctor: [at('20:00')] }));
    expect(standing).toMatchObject({ level: 4, since: at('22:00'), rule: { level: 3 }, override: { by: 'okafor' } });
    const later = standingAt([set], facts({ now: at('23:00'), withoutDoctor: [at('20:00')] }));
    expect(later).toMatchObject({ level: 3, since: at('20:40') });
    expect(later.override).toBeUndefined();
  });

  test('may be lower than the rule says, and is ended by hand', () => {
    const lower: LevelRow = { ...set, level: 1 };
    expect(standingAt([lower], facts({ withoutDoctor: [at('20:00')] })).level).toBe(1);
    const ended: LevelRow = { at: at('22:30'), how: 'override-ended', level: 1, by: 'hale' };
    expect(overrideIn([lower, ended], now)).toBeUndefined();
    expect(overrideIn([lower, { at: at('22:20'), how: 'rule', level: 2 }], now)?.level).toBe(1);
  });

  test('of level 1 says since when nothing has pressed', () => {
    const fell: LevelRow = { at: at('21:00'), how: 'rule', level: 1 };
    expect(standingAt([fell], calm)).toMatchObject({ level: 1, since: at('21:00') });
    expect(standingAt([], facts({ now: plus(now, hours(1)) })).since).toBeUndefined();
  });
});

test('a card counts what named people have ticked, and what they took back', () => {
  const [first, second] = cards[3].items;
  const tick = (time: string, item: string, done: boolean) => ({ at: at(time), by: 'okafor', level: 3, item, done });
  const ticks = [
    tick('20:41', first?.item ?? '', true),
    tick('20:50', second?.item ?? '', true),
    tick('20:55', second?.item ?? '', false),
    { ...tick('20:56', first?.item ?? '', true), level: 2 },
  ];
  const card = cardWith(3, ticks);
  expect(doneOf(card)).toBe(1);
  expect(card[0]?.done).toEqual({ by: 'okafor', at: at('20:41') });
  expect(card[1]?.done).toBeUndefined();
});
