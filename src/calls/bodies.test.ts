import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseBody } from '#api';
import { callCommands } from './callCommands.ts';
import { caseCommands } from './caseCommands.ts';
import { aStory, aStream } from './examples.ts';

const commands = [...callCommands, ...caseCommands];

describe('every body', () => {
  it('is strict, and has a schema that can be published', () => {
    for (const { name, body } of commands) {
      const refused = parseBody(body, { colour: 'red' });
      expect(refused.ok ? [] : refused.problems.map(({ field }) => field), name).toContain('colour');
      const schema = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' });
      expect(schema, name).toMatchObject({ type: 'object', additionalProperties: false });
    }
  });
  it('takes what a form sends: numbers and ticks as text', () => {
    const correct = commands.find(({ name }) => name === 'correct-case-time');
    const asked = { version: '3', to: '2027-03-28 20:00', reason: 'clock-wrong', explanation: ' x ' };
    expect(correct && parseBody(correct.body, asked)).toMatchObject({
      ok: true,
      value: { version: 3, explanation: 'x' },
    });
  });
  it('answers any JSON with a value and sentences, never an exception, and leaves the case as it was', () => {
    const fields = [...new Set(commands.flatMap(({ body }) => Object.keys(body.shape)))];
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.string(),
      fc.constantFrom('2027-03-28', 'base', 'urgent', '1', '999 000 0018', aStream('x')),
    );
    const junk = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 12 }));
    const story = aStory({ triaged: 'urgent' });
    const before = structuredClone(story.state);
    fc.assert(
      fc.property(junk, fc.constantFrom(...caseCommands), (body, { name }) => {
        const result = story.tries(name as never, body as never);
        if (!result.ok) for (const { message } of result.problems) expect(message.length).toBeGreaterThan(10);
        expect(story.state).toEqual(before);
      }),
      { numRuns: 2000, seed: 2803 },
    );
  });
});
