import { z } from 'zod';
import { choice, text, ticked } from '#api';
import { type Instant, ok, type Problem, type Result, refused } from '#shared';
import { isOpen, type OpenCase } from './case.ts';
import { type CaseFacts, type CaseKind, caseCommand, textOf } from './caseCommand.ts';
import { phoneDigits, practiceId, practiceProblem } from './caseIdentity.ts';
import type { Person } from './caseStore.ts';
import { type DetailKind, withWhom } from './codes.ts';
import type { PersonWrite } from './writes.ts';

/** What may change about the same patient while their case is open: where they are and how they are reached. Who they are does not. */
export const details = {
  ringBack: text('the number to ring back', 30).optional(),
  whereNow: text('where the patient is now', 300).optional(),
  homeAddress: text('the home address', 300).optional(),
  withWhom: choice(withWhom, 'with whom the patient is').optional(),
  callerName: text('the caller’s name').optional(),
  callerRelation: text('who the caller is to the patient', 60).optional(),
  addressRestricted: ticked('that the address is restricted').optional(),
  practice: text('the registered practice', 120).optional(),
  practiceId: practiceId.optional(),
};

type Said = z.output<z.ZodObject<typeof details>>;
type Changed = { events: CaseKind['event'][]; writes: CaseKind['write'][] };

export const changeDetails = caseCommand('change-details', {
  summary:
    'The patient is somewhere else now, or is reached otherwise: another number, place, caller or practice. What stood before is kept, and no clock moves.',
  needs: ['person', 'practice'],
  body: z.strictObject({ ...details, explanation: text('how it came to be known', 2000).optional() }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const { explanation, ...said } = body;
    const changed = detailsChanged(state, said, { facts, at: facts.now });
    if (!changed.ok) return changed;
    if (changed.value.events.length === 0) {
      const message =
        'Nothing here differs from what stands already. Write what has changed, and leave the rest empty.';
      return refused({ code: 'nothing-changed', message });
    }
    const why = explanation === undefined ? [] : [textOf(state, 'repair', { at: facts.now, body: explanation })];
    return ok({ events: changed.value.events, writes: [...changed.value.writes, ...why] });
  },
});

/** The change as a part of a decision; nothing, where all that was said stands already. `after`: how many events of the same decision come first. */
export function detailsChanged(
  state: OpenCase,
  said: Said,
  { facts, at, after = 0 }: { facts: CaseFacts; at: Instant; after?: number },
): Result<Changed> {
  const { practiceId: directory, ringBack: number, ...rest } = said;
  const ringBack = number === undefined ? undefined : phoneDigits(number);
  const problems: Problem[] = [];
  if (number !== undefined && ringBack === undefined) {
    const message = 'Write the number to ring back with 6 to 15 digits, as 020 7946 0123.';
    problems.push({ field: 'ringBack', code: 'phone-invalid', message });
  }
  const unknown = practiceProblem(directory, facts);
  if (unknown) problems.push(unknown);
  if (problems.length > 0) return refused(...problems);
  const { person } = facts;
  if (!person)
    return refused({ code: 'no-person', message: 'Nobody’s name stands on this case. Nothing can be changed.' });
  const wanted = { ...rest, ringBack, ...(rest.addressRestricted ? { addressRestricted: true } : {}) };
  const differs = kinds.filter(([, names]) => names.some((name) => isOther(person[name], wanted[name])));
  const of = differs.map(([kind]) => kind);
  const isOtherPractice = directory !== undefined && directory !== state.entry.practice;
  if (isOtherPractice && !of.includes('practice')) of.push('practice');
  if (of.length === 0) return ok({ events: [], writes: [] });
  const data = { of, ...(isOtherPractice ? { practice: directory } : {}) };
  return ok({
    events: [{ type: 'DetailsChanged', occurredAt: at, data }],
    writes: [personAfter(person, wanted, state.version + after)],
  });
}

/** The boxes of each kind of change. */
const kinds: readonly (readonly [DetailKind, readonly (keyof Person & keyof Said)[]])[] = [
  ['ring-back', ['ringBack']],
  ['where-now', ['whereNow', 'homeAddress', 'withWhom']],
  ['caller', ['callerName', 'callerRelation']],
  ['restricted', ['addressRestricted']],
  ['practice', ['practice']],
];

/** An empty box says nothing: it never takes away what stands. */
function isOther(stands: unknown, said: unknown): boolean {
  return said !== undefined && said !== false && said !== stands;
}

function personAfter(person: Person, said: Partial<PersonWrite>, version: number): PersonWrite {
  const { secondNumber: _second, readBack: _read, language: _language, ...whole } = person;
  const kept = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined && value !== false));
  return { table: 'person', ...whole, ...kept, replaces: { version } };
}
