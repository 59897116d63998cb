import type { Folded } from './clock.ts';
import type { CompiledCover } from './compile.ts';
import { type Box, boxesAfter, type Post } from './cover.ts';
import { type First, firstOf } from './history.ts';

export type TracedBox = { box: Box; changedBy: number; first: First | null };

/** Every box after all events, with what stood when it was first settled. A shift has few events: each prefix is read whole. */
export function foldCover(compiled: CompiledCover, post: Post, events: readonly Folded[]): TracedBox[] {
  let traced: TracedBox[] = [];
  events.forEach((event, index) => {
    if (index > 0 && !concerns(compiled, event)) return;
    const boxes = boxesAfter(compiled, post, events.slice(0, index + 1));
    traced = boxes.map((box, lap) => follow(traced[lap], box, event.version));
  });
  return traced;
}

function concerns({ rule }: CompiledCover, { type, corrects }: Folded): boolean {
  return corrects !== undefined || type === rule.arrived || type === rule.left || type === rule.ended;
}

function follow(before: TracedBox | undefined, box: Box, version: number): TracedBox {
  const unchanged = before && same(before.box, box);
  return {
    box,
    changedBy: unchanged ? before.changedBy : version,
    first: before?.first ?? firstOf(box, version),
  };
}

function same(a: Box, b: Box): boolean {
  return a.dueAt === b.dueAt && a.stoppedAt === b.stoppedAt && a.outcome === b.outcome && a.reason === b.reason;
}
