import { readFileSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { databaseProcesses } from '../support/cpuTime.ts';

/** Moments inside a command at which something is killed. */
export const POINTS = ['before-write', 'commit-sent', 'committed-before-reply'] as const;
export type Point = (typeof POINTS)[number];
export type Target = 'app' | 'database' | 'both';
export type Armed = { point: Point; target: Target; dataFolder: string };

/** Where the server is told what to do at the next such moment, and says when it has done it. */
export const ARMED_FILE = 'BENCH_ARMED_FILE';

/**
 * Runs inside the server, which knows nothing of it: this bundle is loaded in front of it. It watches what is asked of the
 * database and, once SIGUSR2 has armed it, kills at the next command that comes to the named point.
 */
export function installCrashPoints(): void {
  const file = process.env[ARMED_FILE] ?? '';
  const wrote = new WeakSet<pg.Client>();
  let armed: Armed | undefined;
  process.on('SIGUSR2', () => {
    armed = JSON.parse(readFileSync(file, 'utf8')) as Armed;
  });
  const reach = (point: Point) => {
    if (armed?.point !== point) return;
    const { target, dataFolder } = armed;
    armed = undefined;
    writeFileSync(`${file}.done`, String(Date.now()));
    killAll(target, { app: process.pid, dataFolder });
  };
  const plain = pg.Client.prototype.query;
  const watched = function (this: pg.Client, ...asked: unknown[]) {
    const [first] = asked as [string | { text?: string }];
    const text = typeof first === 'string' ? first : (first.text ?? '');
    if (text.startsWith('with facts as')) {
      wrote.add(this);
      reach('before-write');
    }
    const answer: unknown = Reflect.apply(plain, this, asked);
    if (text === 'commit' && wrote.delete(this)) {
      // The packet leaves when this turn of the event loop ends.
      setImmediate(() => reach('commit-sent'));
      if (answer instanceof Promise)
        answer.then(
          () => reach('committed-before-reply'),
          () => {},
        );
    }
    return answer;
  };
  pg.Client.prototype.query = watched as typeof plain;
}

/** The database first: whoever kills the process that runs this does nothing more. */
export function killAll(target: Target, { app, dataFolder }: { app: number; dataFolder: string }): void {
  const pids = [...(target === 'app' ? [] : databaseProcesses(dataFolder)), ...(target === 'database' ? [] : [app])];
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
  }
}
