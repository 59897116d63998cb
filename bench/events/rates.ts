import { cpuMs, databaseProcesses } from '../support/cpuTime.ts';
import { percentile, rounded } from '../support/statistics.ts';

/** What was seen in one measured stretch of time: times in milliseconds, rates a second. */
export type Rate = { rate: number; p50: number; p99: number; worst: number; refused: number; cpu: CpuEach };

/** Milliseconds of processor for each one done, warm-up included: what other work on the machine cannot change much. */
export type CpuEach = { client: number; database: number; server?: number };

export type Watched = { dataFolder: string; server?: number };

export type Stretch = { warmUpMs: number; measuredMs: number; watched: Watched };

/** Runs `once` over and over on each of so many lines at the same time; counts what began and ended in the measured stretch. */
export async function measured(
  lines: number,
  { warmUpMs, measuredMs, watched }: Stretch,
  once: (line: number) => Promise<boolean>,
): Promise<Rate> {
  const before = cpuNow(watched);
  let all = 0;
  const from = performance.now() + warmUpMs;
  const to = from + measuredMs;
  const times: number[] = [];
  let refused = 0;
  const work = async (line: number) => {
    for (let began = performance.now(); began < to; began = performance.now()) {
      const done = await once(line);
      const ended = performance.now();
      all += 1;
      if (began < from || ended > to) continue;
      if (done) times.push(ended - began);
      else refused += 1;
    }
  };
  await Promise.all(Array.from({ length: lines }, (_, line) => work(line)));
  const sorted = Float64Array.from(times).sort();
  return {
    rate: rounded((times.length * 1_000) / measuredMs),
    p50: rounded(percentile(sorted, 0.5), 2),
    p99: rounded(percentile(sorted, 0.99), 2),
    worst: rounded(sorted.at(-1) ?? 0, 1),
    refused,
    cpu: cpuEach(before, cpuNow(watched), all),
  };
}

function cpuNow({ dataFolder, server }: Watched): CpuEach {
  const client = process.cpuUsage();
  return {
    client: (client.user + client.system) / 1_000,
    database: cpuMs(databaseProcesses(dataFolder)),
    ...(server === undefined ? {} : { server: cpuMs([server]) }),
  };
}

function cpuEach(before: CpuEach, after: CpuEach, times: number): CpuEach {
  const each = (name: keyof CpuEach) => rounded(((after[name] ?? 0) - (before[name] ?? 0)) / times, 3);
  return {
    client: each('client'),
    database: each('database'),
    ...(after.server === undefined ? {} : { server: each('server') }),
  };
}
