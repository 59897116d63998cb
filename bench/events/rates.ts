import { cpuMs, databaseProcesses } from '../support/cpuTime.ts';
import { percentile, rounded } from '../support/statistics.ts';

/** What was seen in one measured stretch: how long each took, in milliseconds, and the processor's time for all of them. */
export type Seen = { times: number[]; measuredMs: number; refused: number; all: number; cpu: Cpu };

/** Milliseconds of processor, warm-up included: other work on the machine blurs it less than it does a rate. */
export type Cpu = { client: number; database: number; server: number };

/** Several stretches as one: rates a second, times in milliseconds, processor for each one done. */
export type Rate = { rate: number; p50: number; p99: number; worst: number; refused: number; cpu: Cpu };

export type Watched = { dataFolder: string; server?: number };

export type Stretch = { warmUpMs: number; measuredMs: number; watched: Watched };

/** Runs `once` over and over on each of so many lines at the same time; counts what began and ended in the measured stretch. */
export async function measured(
  lines: number,
  { warmUpMs, measuredMs, watched }: Stretch,
  once: (line: number) => Promise<boolean>,
): Promise<Seen> {
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
  const after = cpuNow(watched);
  const cpu = {
    client: after.client - before.client,
    database: after.database - before.database,
    server: after.server - before.server,
  };
  return { times, measuredMs, refused, all, cpu };
}

function cpuNow({ dataFolder, server }: Watched): Cpu {
  const { user, system } = process.cpuUsage();
  return {
    client: (user + system) / 1_000,
    database: cpuMs(databaseProcesses(dataFolder)),
    server: server === undefined ? 0 : cpuMs([server]),
  };
}

export function rateOf({ times, measuredMs }: Seen): number {
  return (times.length * 1_000) / measuredMs;
}

export function pooled(seen: readonly Seen[]): Rate {
  const sum = (of: (one: Seen) => number) => seen.reduce((total, one) => total + of(one), 0);
  const sorted = Float64Array.from(seen.flatMap(({ times }) => times)).sort();
  const each = (name: keyof Cpu) => rounded(sum(({ cpu }) => cpu[name]) / sum(({ all }) => all), 3);
  return {
    rate: rounded((sorted.length * 1_000) / sum(({ measuredMs }) => measuredMs)),
    p50: rounded(percentile(sorted, 0.5), 2),
    p99: rounded(percentile(sorted, 0.99), 2),
    worst: rounded(sorted.at(-1) ?? 0, 1),
    refused: sum(({ refused }) => refused),
    cpu: { client: each('client'), database: each('database'), server: each('server') },
  };
}
