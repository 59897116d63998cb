import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { news2, news2Words, type Observed, readings, scoresOf } from './news2.ts';

const well: Observed = {
  breaths: 16,
  oxygen: 97,
  onOxygen: false,
  systolic: 120,
  pulse: 70,
  consciousness: 'alert',
  temperature: 37,
};

/** Chart 1 of the Royal College of Physicians, December 2017: the last reading of each box and the first of the next. */
describe('each box of the chart', () => {
  it.each<[keyof Observed, [number, number][]]>([
    [
      'breaths',
      [
        [0, 3],
        [8, 3],
        [9, 1],
        [11, 1],
        [12, 0],
        [20, 0],
        [21, 2],
        [24, 2],
        [25, 3],
        [60, 3],
      ],
    ],
    [
      'oxygen',
      [
        [70, 3],
        [91, 3],
        [92, 2],
        [93, 2],
        [94, 1],
        [95, 1],
        [96, 0],
        [100, 0],
      ],
    ],
    [
      'systolic',
      [
        [50, 3],
        [90, 3],
        [91, 2],
        [100, 2],
        [101, 1],
        [110, 1],
        [111, 0],
        [219, 0],
        [220, 3],
        [260, 3],
      ],
    ],
    [
      'pulse',
      [
        [30, 3],
        [40, 3],
        [41, 1],
        [50, 1],
        [51, 0],
        [90, 0],
        [91, 1],
        [110, 1],
        [111, 2],
        [130, 2],
        [131, 3],
      ],
    ],
    [
      'temperature',
      [
        [33, 3],
        [35.0, 3],
        [35.1, 1],
        [36.0, 1],
        [36.1, 0],
        [38.0, 0],
        [38.1, 1],
        [39.0, 1],
        [39.1, 2],
        [41, 2],
      ],
    ],
  ])('%s', (reading, boxes) => {
    const scored = boxes.map(([value]) => [value, scoresOf({ [reading]: value })[reading as 'pulse']]);
    expect(scored).toEqual(boxes);
  });

  it('oxygen on scale 2, on air: nothing is scored for too much', () => {
    const boxes = [
      [80, 3],
      [83, 3],
      [84, 2],
      [85, 2],
      [86, 1],
      [87, 1],
      [88, 0],
      [92, 0],
      [93, 0],
      [97, 0],
      [100, 0],
    ];
    for (const onOxygen of [false, undefined])
      expect(boxes.map(([oxygen]) => [oxygen, scoresOf({ oxygen, oxygenScale: 2, onOxygen }).oxygen])).toEqual(boxes);
  });

  it('oxygen on scale 2, on oxygen: too much is scored as well', () => {
    const boxes = [
      [83, 3],
      [84, 2],
      [85, 2],
      [86, 1],
      [87, 1],
      [88, 0],
      [92, 0],
      [93, 1],
      [94, 1],
      [95, 2],
      [96, 2],
      [97, 3],
      [100, 3],
    ];
    expect(boxes.map(([oxygen]) => [oxygen, scoresOf({ oxygen, oxygenScale: 2, onOxygen: true }).oxygen])).toEqual(
      boxes,
    );
  });

  it('oxygen given scores 2, air 0; anything but alert scores 3', () => {
    expect([true, false].map((onOxygen) => scoresOf({ onOxygen }).onOxygen)).toEqual([2, 0]);
    const levels = ['alert', 'confusion', 'voice', 'pain', 'unresponsive'] as const;
    expect(levels.map((consciousness) => scoresOf({ consciousness }).consciousness)).toEqual([0, 3, 3, 3, 3]);
  });
});

describe('the score', () => {
  it.each<[string, Observed, number, string]>([
    ['somebody well', well, 0, 'low'],
    ['a fever alone', { ...well, temperature: 38.5, pulse: 95 }, 2, 'low'],
    ['one red reading', { ...well, breaths: 26 }, 3, 'low-medium'],
    ['four small ones', { ...well, pulse: 95, temperature: 38.5, systolic: 105, oxygen: 95 }, 4, 'low'],
    ['five', { ...well, pulse: 115, temperature: 38.5, systolic: 105, oxygen: 95 }, 5, 'medium'],
    ['six, with a red one', { ...well, breaths: 26, pulse: 115, temperature: 38.5 }, 6, 'medium'],
    ['seven', { ...well, breaths: 26, pulse: 115, temperature: 39.5 }, 7, 'high'],
    [
      'the most that there is',
      {
        ...well,
        breaths: 40,
        oxygen: 70,
        onOxygen: true,
        systolic: 60,
        pulse: 160,
        consciousness: 'pain',
        temperature: 34,
      },
      20,
      'high',
    ],
  ])('%s', (_, observed, score, band) => {
    expect(news2(observed)).toMatchObject({ kind: 'whole', score, band, missing: [] });
  });

  it('of case 131 of the demo night: 4 or more, because the blood pressure was not taken', () => {
    const ivy: Observed = {
      breaths: 22,
      oxygen: 88,
      oxygenScale: 2,
      onOxygen: false,
      pulse: 104,
      temperature: 38.2,
      consciousness: 'alert',
    };
    expect(news2(ivy, 81)).toMatchObject({
      kind: 'partial',
      score: 4,
      scores: { breaths: 2, oxygen: 0, pulse: 1, temperature: 1 },
    });
    expect(news2Words(news2(ivy, 81))).toEqual({
      score: 'NEWS2 is 4 or more',
      more: 'blood pressure not taken; low risk or higher.',
    });
    // The same oxygen on scale 1 would be red.
    expect(news2({ ...ivy, oxygenScale: 1 })).toMatchObject({ score: 7, red: ['oxygen'], band: 'high' });
  });

  it('says which single reading scores 3', () => {
    expect(news2Words(news2({ ...well, consciousness: 'confusion' }))).toEqual({
      score: 'NEWS2 is 3',
      more: 'low to medium risk; consciousness alone scores 3.',
    });
  });

  it('is not made for a child, nor of nothing', () => {
    expect(news2(well, 15)).toEqual({ kind: 'child' });
    expect(news2(well, 16).kind).toBe('whole');
    expect(news2({}).kind).toBe('nothing');
    expect(news2({ onOxygen: true }).kind).toBe('nothing');
    expect(news2Words({ kind: 'child' }).more).toContain('children under 16');
  });
});

const anything = fc.record(
  {
    breaths: fc.integer({ min: 0, max: 99 }),
    oxygen: fc.integer({ min: 30, max: 100 }),
    oxygenScale: fc.constantFrom(1 as const, 2 as const),
    onOxygen: fc.boolean(),
    systolic: fc.integer({ min: 20, max: 300 }),
    pulse: fc.integer({ min: 0, max: 300 }),
    consciousness: fc.constantFrom('alert' as const, 'voice' as const),
    temperature: fc.integer({ min: 250, max: 450 }).map((tenths) => tenths / 10),
  },
  { requiredKeys: ['oxygenScale'] },
);

describe('whatever was read', () => {
  it('a reading more never lowers the score: a partial one is the least that it can be', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...readings), (observed, left) => {
        const without: Observed = { ...observed, [left]: undefined };
        const [fewer, more] = [news2(without), news2(observed)];
        if (!('score' in fewer) || !('score' in more)) return;
        expect(more.score).toBeGreaterThanOrEqual(fewer.score);
        expect(fewer.kind).toBe('partial');
      }),
    );
  });

  it('is between 0 and 20, and high from 7', () => {
    fc.assert(
      fc.property(anything, (observed) => {
        const result = news2(observed);
        if (!('score' in result)) return;
        expect(result.score).toBeGreaterThanOrEqual(0);
        expect(result.score).toBeLessThanOrEqual(20);
        expect(result.band === 'high').toBe(result.score >= 7);
      }),
    );
  });
});
