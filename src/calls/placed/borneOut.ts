import { type Instant, minutes, plus, seconds, showLength, showTimeSeconds } from '#shared';
import type { ContactTry } from '../caseBeside.ts';
import type { PlacedCall } from './placed.ts';

/** A try is written down when it is made: within so long after the telephone was put down, and not before it rang. */
const WRITTEN_WITHIN = minutes(15);
/** Two clocks, of two machines. */
const CLOCKS_DIFFER = seconds(30);

/**
 * What the telephone system says of each try, in their order; undefined where it says nothing. Each call bears out one try at most, the
 * first that was written down after it rang: so ten tries cannot be written of one call.
 */
export function borneOut(
  tries: readonly ContactTry[],
  placed: readonly PlacedCall[],
): readonly (PlacedCall | undefined)[] {
  const used = new Set<string>();
  return tries.map(({ at }) => {
    const call = placed
      .filter((one) => !used.has(one.id) && one.placedAt <= plus(at, CLOCKS_DIFFER))
      .filter((one) => (one.endedAt ?? one.connectedAt ?? one.placedAt) >= plus(at, -WRITTEN_WITHIN))
      .sort((a, b) => a.placedAt - b.placedAt || (a.id < b.id ? -1 : 1))
      .at(-1);
    if (call) used.add(call.id);
    return call;
  });
}

/** The same in words, for beside a try: what the machine saw, and never that somebody spoke to the patient. */
export function borneOutWords(call: PlacedCall | undefined): string {
  if (call === undefined) return 'by hand';
  const { placedAt, connectedAt, endedAt } = call;
  const rang = (until: Instant) => showLength(until - placedAt);
  if (connectedAt !== undefined) {
    const lasted = endedAt === undefined ? 'still connected' : `connected for ${showLength(endedAt - connectedAt)}`;
    return `telephone system: rang ${rang(connectedAt)}, ${lasted}`;
  }
  return endedAt === undefined
    ? `telephone system: ringing since ${showTimeSeconds(placedAt)}`
    : `telephone system: rang ${rang(endedAt)}, no answer`;
}
