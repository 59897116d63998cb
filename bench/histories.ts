import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { oneCase } from './histories/cases.ts';
import { added, type Counts } from './histories/counts.ts';
import { oneNight } from './histories/nights.ts';

// npm run soak:histories: random nights, a million unless said, on all cores. `--of nights` (everything at once, over the hour that comes twice) or
// `--of cases` (one case each). Stops at the first that breaks a rule and says which. `--keep FILE` writes down what is done, and goes on from there.
const kinds = { nights: oneNight, cases: oneCase } as const;
type Kind = keyof typeof kinds;
/** So many at a time go to a thread. */
const AT_A_TIME = 250;

type Piece = { of: Kind; seed: string; from: number; to: number };
type Kept = { of: Kind; seed: string; done: number; counts: Counts };

if (isMainThread) await main();
else parentPort?.on('message', (piece: Piece) => parentPort?.postMessage(played(piece)));

function played({ of, seed, from, to }: Piece): Counts {
  let counts: Counts = {};
  for (let run = from; run <= to; run++) counts = added(counts, kinds[of](seed, run));
  return counts;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      of: { type: 'string', default: 'nights' },
      runs: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '2803' },
      minutes: { type: 'string', default: '600' },
      threads: { type: 'string', default: String(Math.max(1, cpus().length)) },
      keep: { type: 'string' },
    },
  });
  if (!(values.of in kinds)) throw new Error(`--of is one of ${Object.keys(kinds).join(', ')}`);
  const [of, seed, runs] = [values.of as Kind, values.seed, Number(values.runs)];
  const until = Date.now() + Number(values.minutes) * 60_000;
  const kept = before(values.keep, { of, seed });
  const state = { next: kept.done + 1, ended: new Map<number, number>(), done: kept.done, counts: kept.counts };
  const threads = Array.from(
    { length: Number(values.threads) },
    () => new Worker(new URL(import.meta.url), { workerData }),
  );
  let said = Date.now();
  await Promise.all(
    threads.map(
      (thread) =>
        new Promise<void>((over, broke) => {
          let piece: Piece | undefined;
          const more = () => {
            if (state.next > runs || Date.now() >= until) return over();
            piece = { of, seed, from: state.next, to: Math.min(runs, state.next + AT_A_TIME - 1) };
            state.next = piece.to + 1;
            thread.postMessage(piece);
          };
          thread.on('message', (counts: Counts) => {
            state.counts = added(state.counts, counts);
            if (piece) state.ended.set(piece.from, piece.to);
            // Done up to where nothing before it is under way: from there another run goes on.
            for (let to = state.ended.get(state.done + 1); to !== undefined; to = state.ended.get(state.done + 1)) {
              state.ended.delete(state.done + 1);
              state.done = to;
            }
            if (Date.now() - said > 10_000) {
              said = Date.now();
              console.error(`${state.done} of ${runs} ${of}, ${state.counts.decided ?? 0} decisions`);
            }
            if (values.keep && state.ended.size === 0)
              keep(values.keep, { of, seed, done: state.done, counts: state.counts });
            more();
          });
          thread.on('error', broke);
          more();
        }),
    ),
  );
  for (const thread of threads) await thread.terminate();
  if (values.keep) keep(values.keep, { of, seed, done: state.done, counts: state.counts });
  console.log(JSON.stringify({ soak: 'histories', of, seed, done: state.done, ...state.counts, broken: 0 }));
}

function before(file: string | undefined, { of, seed }: Pick<Kept, 'of' | 'seed'>): Kept {
  if (file === undefined || !existsSync(file)) return { of, seed, done: 0, counts: {} };
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
  if (kept.of !== of || kept.seed !== seed) throw new Error(`${file} is of ${kept.of}, seed ${kept.seed}`);
  return kept;
}

/** Whole or not at all: a run that is killed while it writes goes on from the last. */
function keep(file: string, kept: Kept): void {
  writeFileSync(`${file}.new`, JSON.stringify(kept));
  renameSync(`${file}.new`, file);
}
