import type { Instant } from '#shared';

/** What is still to happen, earliest first; at one instant, in the order in which it was put down. */
export type Agenda = {
  at(when: Instant, happen: (now: Instant) => void): void;
  run(until: Instant): void;
};

type Entry = { when: Instant; turn: number; happen: (now: Instant) => void };

export function openAgenda(): Agenda {
  const heap: Entry[] = [];
  let turn = 0;
  return {
    at(when, happen) {
      turn += 1;
      push(heap, { when, turn, happen });
    },
    run(until) {
      for (let next = heap[0]; next && next.when < until; next = heap[0]) {
        pop(heap);
        next.happen(next.when);
      }
    },
  };
}

function before(a: Entry, b: Entry): boolean {
  return a.when < b.when || (a.when === b.when && a.turn < b.turn);
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.length;
  heap.push(entry);
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!before(entry, heap[parent] as Entry)) break;
    heap[index] = heap[parent] as Entry;
    index = parent;
  }
  heap[index] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1] as Entry, heap[child] as Entry)) child += 1;
    if (!before(heap[child] as Entry, last)) break;
    heap[index] = heap[child] as Entry;
    index = child;
  }
  heap[index] = last;
}
