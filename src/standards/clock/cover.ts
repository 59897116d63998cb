import { type Instant, type Period, split } from '#shared';
import type { Folded, Outcome } from './clock.ts';
import type { CompiledCover } from './compile.ts';
import { correctedTimes } from './corrections.ts';
import { type Attributes, instantIn, valueIn } from './match.ts';
import { firstGap, type Presence, presenceIn } from './presence.ts';
import type { CoverLine } from './rule.ts';

/** One local hour of a required shift (the first and last may be shorter). */
export type Box = {
  line: CoverLine;
  startedAt: Instant;
  countedMs: number;
  dueAt: Instant | null;
  stoppedAt: Instant | null;
  outcome: Outcome;
  reason: string | null;
};

export type Post = { line: CoverLine; part: string | null; boxes: Period[] };

/** The hours that the birth event requires; undefined when it does not say which. */
export function postOf({ rule }: CompiledCover, birth: Folded): Post | undefined {
  const [from, to] = [instantIn(birth.data.from), instantIn(birth.data.to)];
  const line = rule.lines.find((candidate) => applies(candidate, birth.data as Attributes));
  if (from === null || to === null || !line) return undefined;
  const place = valueIn(birth.data.place);
  return { line, part: place === undefined ? null : String(place), boxes: split({ from, to }, 'hour') };
}

function applies(line: CoverLine, data: Attributes): boolean {
  return Object.entries(line.where ?? {}).every(([field, value]) => data[field] === value);
}

/** Every box as the events so far tell of it. */
export function boxesAfter({ rule }: CompiledCover, post: Post, events: readonly Folded[]): Box[] {
  const presence = presenceIn(rule, events, correctedTimes(events));
  return post.boxes.map((box) => boxAfter(post.line, box, presence));
}

/**
 * Met once something known at or after its end shows somebody there throughout; missed once something known after a gap
 * began proves the gap. Until then open: due when the gap began, or not due at all while somebody is there.
 */
function boxAfter(line: CoverLine, box: Period, { stretches, knownUntil, ended }: Presence): Box {
  const about = { line, startedAt: box.from, countedMs: box.to - box.from };
  const gap = firstGap(box, stretches);
  if (!gap) {
    if (knownUntil >= box.to) return { ...about, dueAt: null, stoppedAt: box.to, outcome: 'met', reason: null };
    return { ...about, dueAt: null, stoppedAt: null, outcome: 'open', reason: 'covered-so-far' };
  }
  const dueAt = gap.from as Instant;
  if (!ended && knownUntil <= dueAt) return { ...about, dueAt, stoppedAt: null, outcome: 'open', reason: null };
  return { ...about, dueAt, stoppedAt: gap.to as Instant, outcome: 'missed', reason: 'nobody-there' };
}
