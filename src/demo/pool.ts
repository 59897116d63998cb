import { type Instant, plus } from '#shared';
import type { Agenda } from './agenda.ts';
import type { Diary } from './diary.ts';
import type { Turn } from './roster.ts';

/** Something that waits for a person: for how long it will keep them, and how soon it must begin. */
export type Waiting = { due: Instant; takesMs: number; begin(now: Instant, turn: Turn): void; left?(): boolean };

/** People of one kind and the queue before them: earliest due first, whoever is free. */
export type Pool = { add(now: Instant, item: Waiting): void };

export function openPool(about: {
  agenda: Agenda;
  diary: Diary;
  turns: readonly Turn[];
  /** How often the queue is looked at again while somebody waits. */
  everyMs: number;
  /** How far past the end of a turn a person stays to finish. */
  overrunMs: number;
}): Pool {
  const { agenda, diary, turns } = about;
  let queue: Waiting[] = [];
  let looking = false;
  const look = (now: Instant) => {
    looking = false;
    queue = queue.filter((item) => !item.left?.()).sort((a, b) => a.due - b.due);
    queue = queue.filter((item) => {
      const period = { from: now, to: plus(now, item.takesMs) };
      const turn = diary.idleLongest(turns, period, about.overrunMs);
      if (!turn?.person) return true;
      diary.busy(turn.person, period);
      item.begin(now, turn);
      return false;
    });
    if (queue.length > 0) lookAgain(now);
  };
  const lookAgain = (now: Instant) => {
    if (looking) return;
    looking = true;
    agenda.at(plus(now, about.everyMs), look);
  };
  return {
    add(now, item) {
      queue.push(item);
      if (looking) return;
      look(now);
    },
  };
}
