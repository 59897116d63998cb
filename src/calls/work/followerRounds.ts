import { type Context, runCommand } from '#api';
import type { Database } from '#database';
import type { Actor } from '#people';
import { uuidv7FromKey } from '#shared';
import { caseCommands } from '../caseCommands.ts';
import { caseStage } from '../commands.ts';
import type { Pair } from '../referral/referralStore.ts';
import { followWork } from './follower.ts';
import { WORKER } from './workStore.ts';

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
      running ??= followWork({ db, clocks, failed, raiseTo: raiserOf(context) }).finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

/** As anybody may raise a priority: by the command itself, once for each pair. */
function raiserOf(context: Context) {
  const command = caseCommands.find(({ name }) => name === 'change-priority');
  const stage = caseStage({ placesOf: context.directory.placesOf, strict: false });
  return async (tenant: number, { lower, other, linkedAt }: Pair) => {
    const actor: Actor = { account: WORKER, name: 'Vigil', grants: [{ tenant, role: 'shift-lead' }], by: 'token' };
    const key = uuidv7FromKey(linkedAt, `raise ${lower} to ${other}`);
    const body = { to: 'urgent', reason: 'new-information' };
    const asked = { stream: lower, body, actor, key, source: 'job' as const, now: () => context.clocks.now(tenant) };
    // Refused where a clinician has just begun on it: then it is theirs.
    await runCommand(context.db, { command, stage } as never, asked);
    context.waker.touch();
  };
}
