import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, minutes, plus } from '#shared';
import { type Told, tellWords, waitRule, waitRuleWords, waitToTell } from './wait.ts';

const now = instant('2027-03-28T21:00:00Z');
const limit = { withinMs: minutes(20), by: plus(now, minutes(18)) };
const waits = (...lengths: number[]) => lengths.map((length) => minutes(length));
const eight = waits(4, 6, 8, 9, 11, 12, 15, 30);
const words = (wait: Told['wait']) => tellWords({ priority: 'urgent', wait, limit, now });

describe('what may be told of a wait', () => {
  it('is the middle half of the last two hours, and the limit', () => {
    const wait = waitToTell({ ended: eight, running: [] });
    expect(wait).toEqual({ counted: 8, range: { from: 6, to: 15 } });
    expect(words(wait)).toBe(
      'a nurse rings back within 6 to 15 minutes in all: so it was for half of 8 in the last 2 hours. The limit is 20 minutes, so by 22:18.',
    );
  });
  it('is the limit alone where too few were rung back, and says so: no invented number', () => {
    expect(waitToTell({ ended: eight.slice(1), running: waits(90) })).toEqual({ counted: 7 });
    expect(words({ counted: 7 })).toContain('only 7 were rung back in the last 2 hours');
    expect(words({ counted: 0 })).toContain('nobody was rung back in the last 2 hours');
  });
  it('grows by those who wait still and have waited longer, and says that it may be late', () => {
    const wait = waitToTell({ ended: eight, running: waits(2, 40, 50, 60) });
    expect(wait.range).toEqual({ from: 8, to: 60 });
    expect(words(wait)).toMatch(/Say that it may be later than that\.$/);
  });
  it('of somebody whom one rings about it says how long they have waited, and a limit that has passed', () => {
    const passed = { withinMs: minutes(20), by: plus(now, -minutes(12)) };
    const about = { priority: 'urgent', limit: passed, now, waitedMs: minutes(32) } as const;
    expect(tellWords({ ...about, wait: waitToTell({ ended: eight, running: [] }) })).toMatch(
      /They have waited 32 min so far\. The limit of 20 minutes passed at 21:48: say so\.$/,
    );
    expect(tellWords({ ...about, wait: { counted: 2 } })).toMatch(
      /^a nurse rings back as soon as one is free: the limit/,
    );
  });
  it('says its own rule with its own numbers', () => {
    expect(waitRuleWords).toContain(`fewer than ${waitRule.least} nothing`);
    expect(waitRuleWords).toContain(`last ${waitRule.overMs / minutes(60)} hours`);
  });
});

const lengths = fc.array(fc.integer({ min: 0, max: 14_400_000 }), { maxLength: 60 });

describe('for any night', () => {
  it('gives nothing of fewer than eight, and else a range within what was', () => {
    fc.assert(
      fc.property(lengths, lengths, (ended, running) => {
        const { counted, range } = waitToTell({ ended, running });
        expect(counted).toBe(ended.length);
        expect(range === undefined).toBe(ended.length < waitRule.least);
        if (!range) return;
        expect(range.from).toBeLessThanOrEqual(range.to);
        const all = [...ended, ...running];
        expect(range.from * minutes(1)).toBeGreaterThanOrEqual(Math.min(...all) - minutes(1));
        expect(range.to * minutes(1)).toBeLessThanOrEqual(Math.max(...all) + minutes(1));
        // Half or more of those who were rung back waited no longer than its end.
        const within = ended.filter((ms) => ms <= range.to * minutes(1)).length;
        expect(within).toBeGreaterThanOrEqual(ended.length / 2);
      }),
    );
  });
  it('is never shorter for one more who still waits', () => {
    fc.assert(
      fc.property(lengths, lengths, fc.integer({ min: 0, max: 14_400_000 }), (ended, running, more) => {
        const [was, is] = [waitToTell({ ended, running }), waitToTell({ ended, running: [...running, more] })];
        if (!was.range || !is.range) return;
        expect(is.range.from).toBeGreaterThanOrEqual(was.range.from);
        expect(is.range.to).toBeGreaterThanOrEqual(was.range.to);
      }),
    );
  });
  it('is the same in whatever order they are counted', () => {
    fc.assert(
      fc.property(lengths, (ended) => {
        expect(waitToTell({ ended: [...ended].reverse(), running: [] })).toEqual(waitToTell({ ended, running: [] }));
      }),
    );
  });
});
