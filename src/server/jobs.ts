import type { FastifyBaseLogger } from 'fastify';

/** Something the server does by itself, again and again; a failure is written down and tried again. */
export type Job = { name: string; everyMs: number; run(): Promise<void> };

export type Jobs = {
  stop(): Promise<void>;
  /**
   * Stops the timers and runs the jobs until they leave no more behind than they found: for whoever ends a night and wants it whole.
   * `standing` says how much there is; one job's work is another's to follow, and some do only so much in a round.
   */
  catchUp(standing: () => Promise<string>): Promise<void>;
};

/** A night that has ended leaves a few hundred messages at most, and forty are sent in a round. */
const MOST_ROUNDS = 1_000;

/** Runs each job by itself, never twice at once; `stop` waits for those that are in the middle. */
export function startJobs(jobs: readonly Job[], log: FastifyBaseLogger): Jobs {
  let stopping = false;
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const schedule = (job: Job) => {
    if (stopping) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      const done = job
        .run()
        .catch((error) => log.error({ err: error, job: job.name }, 'a job failed'))
        .finally(() => {
          running.delete(done);
          schedule(job);
        });
      running.add(done);
    }, job.everyMs);
    timers.add(timer);
  };
  for (const job of jobs) schedule(job);
  const stop = async () => {
    stopping = true;
    for (const timer of timers) clearTimeout(timer);
    await Promise.all(running);
  };
  return {
    stop,
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
