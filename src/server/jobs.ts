import type { FastifyBaseLogger } from 'fastify';

/** Something the server does by itself, again and again; a failure is written down and tried again. */
export type Job = { name: string; everyMs: number; run(): Promise<void> };

export type Jobs = {
  stop(): Promise<void>;
  /** Stops the timers and runs each job once more, to the end: for whoever ends a night and wants it whole. */
  catchUp(): Promise<void>;
};

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
    async catchUp() {
      await stop();
      for (const job of jobs) await job.run();
    },
  };
}
