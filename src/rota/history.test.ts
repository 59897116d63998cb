import fc from 'fast-check';
import { expect, it } from 'vitest';
import { minutes, plus, toIso } from '#shared';
import { defaultPack, foldClocks } from '#standards';
import { hourBoxes } from './cover.ts';
import { withdrawalReasons } from './events.ts';
import { aPerson, aShiftStory, easter } from './examples.ts';
import { presentIn, replayShift, type Shift } from './shift.ts';
import { type ShiftStepName, shiftLifecycle } from './shiftSteps.ts';

const runs = Number(process.env.VIGIL_RUNS ?? 2000);
const names = (Object.keys(shiftLifecycle.steps) as ShiftStepName[]).filter((name) => name !== 'require-shift');
const move = fc.record({ pick: fc.nat(100), who: fc.nat(2), wait: fc.nat(180), late: fc.nat(240), seed: fc.nat(99) });
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;
type Story = ReturnType<typeof aShiftStory>;

function bodyOf(name: ShiftStepName, { who, late, seed }: Move, story: Story): Record<string, unknown> {
  const person = { person: aPerson(`person ${who}`) };
  const past = seed % 2 === 0 ? {} : { occurredAt: toIso(plus(story.now, -minutes(late))) };
  if (name === 'record-arrival' || name === 'record-leaving') return { ...person, ...past };
  if (name === 'book-cover') return person;
  if (name === 'withdraw-cover') return { reason: Object.keys(withdrawalReasons)[seed % 5] };
  if (name !== 'correct-shift-time') return {};
  const to = toIso(plus(easter('08:00'), minutes(late * 4)));
  return { version: (seed % 8) + 2, to, reason: 'paper-record', explanation: 'Paper.' };
}

function play(moves: readonly Move[]): Story {
  const story = aShiftStory().at('07:00');
  for (const one of moves) {
    story.now = plus(story.now, minutes(one.wait));
    const name = names[one.pick % names.length] ?? 'end-shift';
    const before = structuredClone(story.state);
    const result = story.tries(name, bodyOf(name, one, story));
    expect(story.state).toEqual(before);
    if (!result.ok) continue;
    story.state = result.value.state;
    story.events.push(...result.value.events);
    const present = presentIn(story.state);
    expect(new Set(present).size).toBe(present.length);
    if (story.state.state !== 'ended') expect(present.length > 0).toBe(story.state.state === 'attended');
  }
  return story;
}

it(`keeps presence and state together, and replays to the same, in ${runs} random histories`, () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30, size: 'max' }), (moves) => {
      const { id, events, state } = play(moves);
      expect(replayShift(id, events)).toEqual(state);
    }),
    { numRuns: runs, seed: 2803 },
  );
});

it('calls the same hours covered as the clocks do, once a shift has ended', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30, size: 'max' }), (moves) => {
      const story = play(moves);
      if (story.state.state !== 'ended') {
        if (story.now < easter('24:00')) story.at('24:00');
        story.does('end-shift');
      }
      const boxes = hourBoxes([story.state as Shift], { from: easter('08:00'), to: easter('24:00') });
      const clocks = foldClocks({ id: 1, clocks: defaultPack.clocks }, story.events);
      const said = boxes.map(({ cover }) => (cover === 'covered' ? 'met' : 'missed'));
      expect(clocks.map(({ outcome }) => outcome)).toEqual(said);
    }),
    { numRuns: Math.ceil(runs / 4), seed: 2803 },
  );
});
