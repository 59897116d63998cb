import { z } from 'zod';
import { choice } from '#api';
import { type Instant, ok, type Problem, refused } from '#shared';
import { type CaseState, isOpen, type OpenCase, timeOf } from './case.ts';
import { type CaseFacts, caseCommand, occurredAt, when } from './caseCommand.ts';
import { lacking, noteOfStep, onNote } from './caseNote.ts';
import { type Outcome, onlyAfter, outcomes } from './codes.ts';
import {
  gradeOf,
  missingWords,
  type PolicyEditions,
  type PolicyLine,
  policyAt,
  type Reached,
  reachedBy,
  runBegan,
} from './contact/policy.ts';
import { noteBody } from './triage/note.ts';

const outcome = choice(outcomes, 'an outcome');

export const closeCase = caseCommand('close-case', {
  summary:
    'Closes the case with its outcome. Never without a note that says all it must, nor while a pass to 999 is open, nor as “no reply” before all was tried.',
  needs: ['note', 'passOpen', 'contactEditions'],
  body: z.strictObject({ outcome, note: noteBody.optional(), ...onNote, occurredAt }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const written = noteOfStep(state, body, facts);
    if (!written.ok) return written;
    const done = state.state === 'advised' ? 'advice' : state.state === 'consulted' ? state.place : undefined;
    const problems = [...cannotClose(state, { outcome: body.outcome, done }, facts), ...lacking(state, body, facts)];
    if (problems.length > 0) return refused(...problems);
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const closed = { type: 'CaseClosed', occurredAt: at.value, data: { outcome: body.outcome } } as const;
    return ok({ events: [...written.value.events, closed], writes: written.value.writes });
  },
});

export type Closing = { outcome: Outcome; done?: 'advice' | 'base' | 'visit' };

/** Why a case may not close so, whatever its note says. */
export function cannotClose(state: OpenCase, { outcome, done }: Closing, facts: CaseFacts): Problem[] {
  const needed = onlyAfter[outcome];
  const problems: Problem[] = [];
  if (facts.passOpen) {
    const message = 'A pass to 999 is open for this patient. Confirm it, or stand it down, before you close the case.';
    problems.push({ code: 'pass-open', message });
  }
  // H26: a case closed so is on nobody's list, and no ambulance would have been asked for.
  if (outcome === 'ambulance-999' && !facts.passOpen && !facts.passTaken) {
    const message = '999 has not taken this patient. Press F9, ring 999, and write down that they have it.';
    problems.push({ field: 'outcome', code: 'pass-not-taken', message });
  }
  if (needed !== undefined && needed !== done) problems.push(notWhatHappened(outcome));
  const missed = state.state === 'to-ring-back' ? state.missed : undefined;
  if ((outcome === 'did-not-wait' || outcome === 'did-not-attend') && outcome !== missed) {
    problems.push(notWhatHappened(outcome));
  }
  return [...problems, ...notReached(state, outcome, facts)];
}

/** Outcomes that say what the patient wants or was told: only somebody who spoke to them can know. The rest others tell us, and the note says who. */
const fromThem: readonly Outcome[] = ['own-gp', 'pharmacy', 'community-service', 'advice', 'cancelled'];

/** H08: nobody is given up on before all was tried that the policy asks for, and by somebody who may say so. */
function notReached(state: OpenCase, outcome: Outcome, facts: CaseFacts): Problem[] {
  const since = state.state === 'to-ring-back' ? missedAt(state) : undefined;
  // Whoever left or did not come and was then spoken to has been rung back: that is all a ring-back is.
  const isMissed =
    state.state === 'to-ring-back' &&
    !state.beside.tries.some((one) => one.result === 'spoke' && one.at >= (since ?? 0));
  const isUnheard = fromThem.includes(outcome) && isUnanswered(state);
  if (outcome !== 'no-reply' && !isMissed && !isUnheard) return [];
  const { reached, line } = reachedOf(state, { editions: facts.contactEditions, now: facts.now });
  if (reached.missing.length > 0) {
    const spoke = isUnheard ? ' If somebody has spoken to them since the last try, write that down first.' : '';
    const message = `${missingWords(reached, facts.now)}${spoke}`;
    return [{ field: 'outcome', code: 'contact-not-tried', message }];
  }
  const { mayClose } = line;
  if (facts.actor.roles.some((role) => mayClose.includes(role))) return [];
  const message = `Only these may say that this patient cannot be reached: ${mayClose.join(', ')}. Ask one of them.`;
  return [{ field: 'outcome', code: 'not-yours-to-close', message }];
}

/** The last time they were rung nobody spoke to them, and neither a comfort call nor a clinician has reached them after it. */
function isUnanswered(state: OpenCase): boolean {
  const last = state.beside.tries.at(-1);
  if (last === undefined || last.result === 'spoke') return false;
  const begun = [timeOf(state, 'AssessmentStarted'), timeOf(state, 'ConsultationStarted')];
  const heard = state.beside.comfort.filter(({ result }) => result === 'spoke').map(({ at }) => at);
  return ![...begun, ...heard].some((at) => at !== undefined && at > last.at);
}

export function gradeOfCase(state: Exclude<CaseState, { state: 'none' }>) {
  const urgency = 'urgency' in state ? state.urgency : undefined;
  return gradeOf({ priority: state.priority, urgency, worse: state.beside.worseAt !== undefined });
}

/** When a patient who is to be rung back was missed. */
export function missedAt(state: CaseState) {
  const [waited, attended] = [timeOf(state, 'DidNotWait'), timeOf(state, 'DidNotAttend')];
  return waited !== undefined && (attended === undefined || waited > attended) ? waited : attended;
}

/** What the service has set, and the time that holds where no try has begun yet. */
export type Judging = { editions?: PolicyEditions; now: Instant };

/** How far a case has come by the policy that it stands under: the line in force when the tries began, and what is missing of it. */
export function reachedOf(
  state: Exclude<CaseState, { state: 'none' }>,
  { editions, now }: Judging,
): { reached: Reached; line: PolicyLine; began?: Instant } {
  const since = state.state === 'to-ring-back' ? missedAt(state) : undefined;
  const began = runBegan({ beside: state.beside, since });
  const policy = policyAt(editions, began ?? now);
  const grade = gradeOfCase(state);
  const reached = reachedBy({ beside: state.beside, grade, since, policy });
  return { reached, line: policy[grade], ...(began === undefined ? {} : { began }) };
}

/** When the next try to reach the patient would count, once one was made. */
export function nextTryAt(state: OpenCase, judging: Judging): Instant | undefined {
  return state.beside.tries.length === 0 ? undefined : reachedOf(state, judging).reached.nextTryAt;
}

function notWhatHappened(outcome: Outcome): Problem {
  const message = `“${outcomes[outcome]}” is not what this case has come to. Choose what happened.`;
  return { field: 'outcome', code: 'not-what-happened', message };
}
