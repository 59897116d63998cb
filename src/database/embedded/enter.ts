import { setTimeout as wait } from 'node:timers/promises';
import { Unavailable } from '#shared';
import type { Home } from './home.ts';
import { clearStaleLocks, orphans, runningPostmaster, type Started, startPostmaster } from './postmaster.ts';
import { type Presence, tryToEnter } from './presence.ts';
import { signal } from './processes.ts';

/** How long a start is tried again while what a killed server left behind goes away. */
const PATIENCE_MS = 30_000;
/** Replaying the log of a busy night may take longer than that, and is not a failure. */
const RECOVERY_MS = 600_000;
const ORPHANS_LEAVE_MS = 5_000;

/** What a server says that will pass: another one is starting or stopping here, or the last one's backends still hold its memory. */
const PASSING =
  /lock file .* already exists|another (server|postmaster)|pre-existing shared memory block|is already in use|database system is (starting|shutting)|could not create lock file/i;

/** Joins the running cluster, or starts it. Throws Unavailable with the server's own words when it cannot be had. */
export async function enter(home: Home, log: (line: string) => void): Promise<Presence> {
  const began = Date.now();
  let started: Started | undefined;
  for (;;) {
    const attempt = await tryToEnter(home);
    if (attempt.kind === 'in') return attempt.presence;
    if (attempt.kind === 'refused')
      throw new Unavailable(`the embedded database refused the connection: ${attempt.why}`);
    const waited = Date.now() - began;
    const recovering = attempt.kind === 'busy' && runningPostmaster(home) !== undefined;
    if (waited > (recovering ? RECOVERY_MS : PATIENCE_MS)) {
      throw new Unavailable(
        `the embedded database did not start within ${Math.round(waited / 1000)} s: ${started?.said() || attempt.why}`,
      );
    }
    if (started?.hasEnded()) {
      if (!PASSING.test(started.said()))
        throw new Unavailable(`the embedded database did not start: ${started.said()}`);
      started = undefined;
      await wait(250);
    }
    if (attempt.kind === 'absent' && !started && runningPostmaster(home) === undefined) {
      hurryOrphans(home, waited);
      clearStaleLocks(home);
      log('starting the embedded PostgreSQL');
      started = startPostmaster(home);
    }
    await wait(30);
  }
}

/** A crash recovery follows in any case, and it does not care how the last backends went. */
function hurryOrphans(home: Home, waited: number): void {
  if (waited < ORPHANS_LEAVE_MS) return;
  for (const pid of orphans(home)) signal(pid, waited < 2 * ORPHANS_LEAVE_MS ? 'SIGQUIT' : 'SIGKILL');
}
