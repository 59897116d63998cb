/**
 * The Royal College of Physicians' National Early Warning Score, NEWS2 (December 2017), chart 1. A score of readings that somebody
 * took: it is shown, and decides nothing. Not for children under 16 and not in pregnancy.
 */
export type Reading = 'breaths' | 'oxygen' | 'onOxygen' | 'systolic' | 'pulse' | 'consciousness' | 'temperature';
export type Consciousness = 'alert' | 'confusion' | 'voice' | 'pain' | 'unresponsive';
export type OxygenScale = 1 | 2;

/** What was read. A reading that is not there was not taken. */
export type Observed = {
  breaths?: number;
  oxygen?: number;
  /** 2 only where a clinician has set 88 to 92 % as the aim, as for a patient who holds carbon dioxide. */
  oxygenScale?: OxygenScale;
  onOxygen?: boolean;
  systolic?: number;
  pulse?: number;
  consciousness?: Consciousness;
  temperature?: number;
};

export type Band = 'low' | 'low-medium' | 'medium' | 'high';
export type Scores = { readonly [R in Reading]?: number };
export type Scored = {
  kind: 'whole' | 'partial';
  /** For a partial score the least that it can be: each reading that was not taken counts 0. */
  score: number;
  scores: Scores;
  /** Single readings that score 3, in the order of the chart. */
  red: readonly Reading[];
  missing: readonly Reading[];
  band: Band;
};
export type News2 = { kind: 'child' } | { kind: 'nothing' } | Scored;

export const readings: readonly Reading[] = [
  'breaths',
  'oxygen',
  'onOxygen',
  'systolic',
  'pulse',
  'consciousness',
  'temperature',
];

/** Up to and including a reading, so many points; the last line is for everything above. */
type Steps = readonly (readonly [upTo: number, points: number])[];
const chart = {
  breaths: [
    [8, 3],
    [11, 1],
    [20, 0],
    [24, 2],
    [Number.POSITIVE_INFINITY, 3],
  ],
  scale1: [
    [91, 3],
    [93, 2],
    [95, 1],
    [Number.POSITIVE_INFINITY, 0],
  ],
  // Above 92 % scale 2 scores only where oxygen is given: on air there is nothing to turn down.
  scale2OnAir: [
    [83, 3],
    [85, 2],
    [87, 1],
    [Number.POSITIVE_INFINITY, 0],
  ],
  scale2OnOxygen: [
    [83, 3],
    [85, 2],
    [87, 1],
    [92, 0],
    [94, 1],
    [96, 2],
    [Number.POSITIVE_INFINITY, 3],
  ],
  systolic: [
    [90, 3],
    [100, 2],
    [110, 1],
    [219, 0],
    [Number.POSITIVE_INFINITY, 3],
  ],
  pulse: [
    [40, 3],
    [50, 1],
    [90, 0],
    [110, 1],
    [130, 2],
    [Number.POSITIVE_INFINITY, 3],
  ],
  temperature: [
    [35.0, 3],
    [36.0, 1],
    [38.0, 0],
    [39.0, 1],
    [Number.POSITIVE_INFINITY, 2],
  ],
} satisfies Record<string, Steps>;

const points = (steps: Steps, value: number) => steps.find(([upTo]) => value <= upTo)?.[1] ?? 0;

function oxygenPoints({ oxygen = 0, oxygenScale, onOxygen }: Observed): number {
  if (oxygenScale !== 2) return points(chart.scale1, oxygen);
  return points(onOxygen ? chart.scale2OnOxygen : chart.scale2OnAir, oxygen);
}

/** The points of each reading that was taken. */
export function scoresOf(observed: Observed): Scores {
  const { breaths, oxygen, onOxygen, systolic, pulse, consciousness, temperature } = observed;
  return {
    ...(breaths === undefined ? {} : { breaths: points(chart.breaths, breaths) }),
    ...(oxygen === undefined ? {} : { oxygen: oxygenPoints(observed) }),
    ...(onOxygen === undefined ? {} : { onOxygen: onOxygen ? 2 : 0 }),
    ...(systolic === undefined ? {} : { systolic: points(chart.systolic, systolic) }),
    ...(pulse === undefined ? {} : { pulse: points(chart.pulse, pulse) }),
    ...(consciousness === undefined ? {} : { consciousness: consciousness === 'alert' ? 0 : 3 }),
    // Thermometers read to a tenth; a hundredth more would fall between two lines of the chart.
    ...(temperature === undefined ? {} : { temperature: points(chart.temperature, Math.round(temperature * 10) / 10) }),
  };
}

/** The score of what was read; `age` in whole years, where it is known. */
export function news2(observed: Observed, age?: number): News2 {
  if (age !== undefined && age < 16) return { kind: 'child' };
  const scores = scoresOf(observed);
  const taken = readings.filter((reading) => scores[reading] !== undefined);
  // Whether oxygen is given is no reading of the patient: alone it says nothing.
  if (taken.every((reading) => reading === 'onOxygen')) return { kind: 'nothing' };
  const score = taken.reduce((sum, reading) => sum + (scores[reading] ?? 0), 0);
  const red = taken.filter((reading) => scores[reading] === 3);
  const missing = readings.filter((reading) => scores[reading] === undefined);
  return { kind: missing.length === 0 ? 'whole' : 'partial', score, scores, red, missing, band: bandOf(score, red) };
}

function bandOf(score: number, red: readonly Reading[]): Band {
  if (score >= 7) return 'high';
  if (score >= 5) return 'medium';
  return red.length > 0 ? 'low-medium' : 'low';
}

export const readingWords: { readonly [R in Reading]: string } = {
  breaths: 'breaths',
  oxygen: 'oxygen',
  onOxygen: 'whether on oxygen',
  systolic: 'blood pressure',
  pulse: 'pulse',
  consciousness: 'consciousness',
  temperature: 'temperature',
};

const bandWords: { readonly [B in Band]: string } = {
  low: 'low',
  'low-medium': 'low to medium',
  medium: 'medium',
  high: 'high',
};

/** The score in words: "NEWS2 is 4 or more", then what is missing or scores 3 by itself. */
export function news2Words(result: News2): { score: string; more: string } {
  if (result.kind === 'child') return { score: 'No NEWS2', more: 'it is not for children under 16.' };
  if (result.kind === 'nothing') return { score: 'No NEWS2', more: 'no reading was taken.' };
  const { kind, score, red, missing, band } = result;
  const said = [
    missing.length > 0 ? `${joined(missing.map((reading) => readingWords[reading]))} not taken` : '',
    `${bandWords[band]} risk${kind === 'partial' && band !== 'high' ? ' or higher' : ''}`,
    red.length > 0 ? `${joined(red.map((reading) => readingWords[reading]))} alone scores 3` : '',
  ];
  return {
    score: kind === 'whole' ? `NEWS2 is ${score}` : `NEWS2 is ${score} or more`,
    more: `${said.filter(Boolean).join('; ')}.`,
  };
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
