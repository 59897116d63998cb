import { attempt, type Command } from '#api';
import { ok, type Result } from '#shared';
import type { RecordedShiftEvent } from './events.ts';
import { evolveShift, type ShiftState } from './shift.ts';
import type { CoverKind } from './shiftCommand.ts';

export type Performed = { state: ShiftState; events: RecordedShiftEvent[]; writes: CoverKind['write'][] };

/** Parse, decide, evolve: a command from request to new state without any IO. */
export function perform(
  command: Command<CoverKind>,
  past: { id: string; state: ShiftState; facts: CoverKind['facts'] },
  input: unknown,
): Result<Performed> {
  const decision = attempt(command, past, input);
  if (!decision.ok) return decision;
  const version = past.state.state === 'none' ? 0 : past.state.version;
  const recorded = { recordedAt: past.facts.now, recordedBy: past.facts.actor.account };
  const events = decision.value.events.map((event, n) => ({ ...event, ...recorded, version: version + n + 1 }));
  const state = events.reduce((before, event) => evolveShift(before, past.id, event), past.state);
  return ok({ state, events, writes: decision.value.writes ?? [] });
}
