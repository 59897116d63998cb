import type { Context } from '#api';
import type { Database } from '#database';
import { followWork } from './follower.ts';

/** One round at a time, whoever asks: the job each second, the waker, and a page that has just been sent to. */
export type Rounds = { run(): Promise<void> };
const known = new WeakMap<Database, Rounds>();

export function workRounds(context: Context): Rounds {
  const before = known.get(context.db);
  if (before) return before;
  const made = makeRounds(context);
  known.set(context.db, made);
  return made;
}

function makeRounds(context: Context): Rounds {
  const { db, clocks, log, machineNow } = context;
  const complained = new Map<string, number>();
  const failed = (error: unknown, what: string) => {
    // Tried again each second: said once a minute.
    const minute = Math.floor(machineNow() / 60_000);
    if (complained.get(what) === minute) return;
    complained.set(what, minute);
    log.error({ err: error, what }, 'work could not be raised');
  };
  let running: Promise<void> | undefined;
  return {
    run() {
      running ??= followWork({ db, clocks, failed }).finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}
