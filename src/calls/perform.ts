import { attempt, type Command, type Happened, type Kind } from '#api';
import { type Instant, ok, type Result } from '#shared';
import { type CaseState, evolveCase } from './case.ts';
import type { CaseKind } from './caseCommand.ts';
import { faultsOf } from './invariants.ts';

/** Events as they will stand in the log after `version`. */
export function numbered<Event extends Kind['event']>(
  events: readonly Event[],
  about: { version: number; now: Instant; account: string },
): Happened<Event>[] {
  return events.map((event, index) => ({
    ...event,
    version: about.version + index + 1,
    recordedAt: about.now,
    recordedBy: about.account,
  }));
}

export type Performed = { state: CaseState; events: Happened<CaseKind['event']>[]; writes: CaseKind['write'][] };

/** Parse, decide, evolve, check: a command from request to new state without any IO. Throws when a rule would break. */
export function perform(
  command: Command<CaseKind>,
  past: { id: string; state: CaseState; facts: CaseKind['facts'] },
  input: unknown,
): Result<Performed> {
  const decision = attempt(command, past, input);
  if (!decision.ok) return decision;
  const version = past.state.state === 'none' ? 0 : past.state.version;
  const about = { version, now: past.facts.now, account: past.facts.actor.account };
  const events = numbered(decision.value.events, about);
  const state = events.reduce((before, event) => evolveCase(before, past.id, event), past.state);
  faultsOf({ before: past.state, after: state, events }, true);
  return ok({ state, events, writes: decision.value.writes ?? [] });
}
