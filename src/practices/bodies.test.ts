import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseBody } from '#api';
import { instant, newId } from '#shared';
import { answerBody, askAgainBody, raiseBody, settleBody, takeBody } from './concernCommands.ts';
import { reviewDate } from './note.ts';
import { declineBody, reviewBody, reviseBody, withdrawBody, writeBody } from './noteCommands.ts';
import { addBody, changeBody, closeBody, joinBody, leaveBody, reopenBody } from './practiceCommands.ts';

const bodies: Record<string, z.ZodObject> = {
  ...{ addBody, changeBody, closeBody, joinBody, leaveBody, reopenBody },
  ...{ writeBody, reviseBody, reviewBody, withdrawBody, declineBody },
  ...{ raiseBody, takeBody, answerBody, askAgainBody, settleBody },
};

describe('every body', () => {
  it.each(Object.entries(bodies))('%s is strict, and has a schema that can be published', (_, body) => {
    const refused = parseBody(body, { colour: 'red' });
    expect(refused.ok ? [] : refused.problems.map(({ field }) => field)).toContain('colour');
    const schema = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' });
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it('answers any JSON with a value or a sentence, and lets nothing through that cannot be stored', () => {
    const fields = [...new Set(Object.values(bodies).flatMap((body) => Object.keys(body.shape)))];
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('2027-03-28', 'Z99001', 'died', 'folder', '3', newId()),
      fc.array(fc.constantFrom('allergy', 'key-safe', 'rude')),
    );
    const junk = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 12 }));
    fc.assert(
      fc.property(junk, fc.constantFrom(...Object.values(bodies)), (sent, body) => {
        const result = parseBody(body, sent);
        if (!result.ok) {
          for (const { message } of result.problems) expect(message.length).toBeGreaterThan(10);
          return;
        }
        for (const text of Object.values(result.value)) {
          if (typeof text !== 'string') continue;
          expect(text.trim()).not.toBe('');
          expect(text.includes('\u0000')).toBe(false);
        }
      }),
      { numRuns: 3_000, seed: 10 },
    );
  });

  it('takes any text as a review date without an exception, and none but a day that lies within the year', () => {
    const now = instant('2027-03-28T21:47:00Z');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
        ),
        (text) => {
          const parsed = parseBody(z.strictObject({ reviewBy: reviewBody.shape.reviewBy }), { reviewBy: text });
          if (!parsed.ok) return;
          const review = reviewDate(String(parsed.value.reviewBy), now);
          if (review.ok) expect(review.value > '2027-03-28' && review.value <= '2028-03-28').toBe(true);
        },
      ),
    );
  });
});
