import type { FastifyBaseLogger } from 'fastify';

/** Something the server does by itself, again and again; a failure is written down and tried again. */
export type Job = { name: string; everyMs: number; run(): Promise<void> };

export type Jobs = {
  stop(): Promise<void>;
  /**
   * Beside the timers, runs what is due within the minute until it leaves no more behind than it found: for a clock that is put
   * forward, whose hours bring work that nobody has done meanwhile. Who asks while one waits to begin shares it.
   */
  round(standing: () => Promise<string>): Promise<void>;
  /**
   * Stops the timers and runs the jobs until they leave no more behind than they found: for whoever ends a night and wants it whole.
   * `standing` says how much there is; one job's work is another's to follow, and some do only so much in a round.
   */
  catchUp(standing: () => Promise<string>): Promise<void>;
};

/** A night that has ended leaves a few hundred messages at most, and forty are sent in a round. */
const MOST_ROUNDS = 1_000;
/** What takes longer than so many rounds goes on by itself: whoever plays a night does not wait for it. */
const ROUNDS_BESIDE = 8;
const OFTEN_MS = 60_000;

/** Runs each job by itself, never twice at once; `stop` waits for those that are in the middle. */
export function startJobs(jobs: readonly Job[], log: FastifyBaseLogger): Jobs {
  let stopping = false;
  const timers = new Set<NodeJS.Timeout>();
  const inHand = new Map<Job, Promise<void>>();
  /** After whatever of it is running: never twice at once. */
  const run = (job: Job): Promise<void> => {
    const done = (inHand.get(job) ?? Promise.resolve())
      .then(() => job.run())
      .catch((error) => log.error({ err: error, job: job.name }, 'a job failed'));
    inHand.set(job, done);
    return done;
  };
  const schedule = (job: Job) => {
    if (stopping) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void run(job).finally(() => schedule(job));
    }, job.everyMs);
    timers.add(timer);
  };
  for (const job of jobs) schedule(job);
  const stop = async () => {
    stopping = true;
    for (const timer of timers) clearTimeout(timer);
    await Promise.all(inHand.values());
  };
  let going: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  const roundOf = async (standing: () => Promise<string>) => {
    waiting = undefined;
    for (let rounds = 1, before = ''; rounds <= ROUNDS_BESIDE && !stopping; rounds += 1) {
      for (const job of jobs) if (job.everyMs <= OFTEN_MS) await run(job);
      const now = await standing();
      if (now === before) return;
      before = now;
    }
  };
  return {
    stop,
    round(standing) {
      waiting ??= going = going.then(() => roundOf(standing));
      return waiting;
    },
    async catchUp(standing) {
      await stop();
      for (let rounds = 1, before = ''; rounds <= MOST_ROUNDS; rounds += 1) {
        for (const job of jobs) await job.run();
        const now = await standing();
        if (now === before) return;
        before = now;
      }
      throw new Error(`the jobs find more to do after ${MOST_ROUNDS} rounds`);
    },
  };
}
