import type { Shed, ShedCount } from '#api';
import { type Instant, minutes } from '#shared';
import type { Purpose } from './admission.ts';

/** So long without anybody turned away, and the server is no longer pressed. */
export const SPELL_MS = minutes(15);

/** One more was turned away; after a pause another spell begins. */
export function withOneMore(shed: Shed, purpose: Exclude<Purpose, 'intake'>, at: Instant): Shed {
  const last = lastingAt(shed, at) ?? { from: at, last: at, report: 0, board: 0 };
  const spell = { ...last, last: at, [purpose]: last[purpose] + 1 };
  return { ...shed, [purpose]: shed[purpose] + 1, spell };
}

/** The spell that lasts at an instant. */
export function lastingAt({ spell }: Shed, now: Instant): Shed['spell'] {
  return spell && now - spell.last <= SPELL_MS ? spell : undefined;
}

/** Counts from the start of the server on, in memory: what was turned away was asked again or not wanted. */
export function openShedCount(machineNow: () => Instant): ShedCount {
  let shed: Shed = { since: machineNow(), report: 0, board: 0 };
  return {
    add(purpose) {
      shed = withOneMore(shed, purpose, machineNow());
    },
    standing() {
      const { spell: _, ...all } = shed;
      const spell = lastingAt(shed, machineNow());
      return { ...all, ...(spell ? { spell } : {}) };
    },
  };
}
