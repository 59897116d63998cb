import { countEvents, inScope, packageRoot } from '#database';
import { DEFAULT_SEED, PLAY_TO, playNight, WEEKEND_FROM } from '#demo';
import { hours, type Instant, ok, type Result, refused } from '#shared';
import { readConfig } from '../config.ts';
import { freshDemo } from '../server/demoSetUp.ts';
import { serve } from '../server/serve.ts';
import { type CliCommand, failed } from './command.ts';
import { readOptions } from './options.ts';

type Ask = { seed: string | number; speed?: number; hours: number };
const WEEKEND_HOURS = Math.ceil((PLAY_TO - WEEKEND_FROM) / hours(1));

export const nightPlay: CliCommand = {
  words: 'night play',
  usage:
    'night play [--seed N] [--speed N] [--hours N] [--json]        play the made-up weekend into a fresh organisation',
  async run(run) {
    const text = { type: 'string' } as const;
    const read = readOptions([...run.args], { seed: text, speed: text, hours: text }, []);
    const ask = read.ok ? readAsk(read.value.values) : read;
    if (!ask.ok) return failed(2, ...ask.problems);
    const { seed, speed } = ask.value;
    const until = (WEEKEND_FROM + hours(ask.value.hours)) as Instant;
    const config = { ...readConfig(run.env, packageRoot), mode: 'demo' as const, port: 0, host: '127.0.0.1' };
    const serving = await serve(config, { demo: ({ db }) => freshDemo(db, seed), plays: false, census: false });
    try {
      const { tenant, slug } = serving.demo!;
      let told = 0;
      const played = await playNight({
        baseUrl: serving.address,
        seed,
        organisation: slug,
        until,
        ...(speed === undefined ? {} : { fastUntil: WEEKEND_FROM, speed }),
        onProgress: ({ sent }) => {
          if (sent - told < 500) return;
          told = sent;
          run.say(`${sent} requests played`);
        },
      });
      serving.context.clocks.set(tenant, until, 0);
      await serving.catchUp();
      const events = await inScope(serving.installation.db, { tenants: [tenant] }, (tx) => countEvents(tx, tenant));
      const { cases, calls, refused: refusals } = played;
      const json = { seed, hours: ask.value.hours, cases, calls, events, refused: refusals };
      return {
        exit: 0,
        json,
        text: `${slug}: ${cases} cases and ${calls} calls in ${ask.value.hours} hours, seed ${seed}`,
      };
    } finally {
      await serving.stop();
    }
  },
};

function readAsk(values: Record<string, string | boolean | undefined>): Result<Ask> {
  const speed = numberOf(values.speed, 'speed', 1, 1_000_000);
  const length = numberOf(values.hours, 'hours', 1, WEEKEND_HOURS);
  const seed = numberOf(values.seed, 'seed', 0, Number.MAX_SAFE_INTEGER);
  const problems = [speed, length, seed].flatMap((part) => (part.ok ? [] : part.problems));
  if (!speed.ok || !length.ok || !seed.ok) return refused(...problems);
  return ok({ seed: seed.value ?? DEFAULT_SEED, speed: speed.value, hours: length.value ?? WEEKEND_HOURS });
}

function numberOf(
  given: string | boolean | undefined,
  field: string,
  least: number,
  most: number,
): Result<number | undefined> {
  if (given === undefined) return ok(undefined);
  const number = Number(given);
  if (typeof given === 'string' && /^\d+$/.test(given) && number >= least && number <= most) return ok(number);
  return refused({
    field,
    code: 'number-wrong',
    message: `Give --${field} as a whole number from ${least} to ${Math.floor(most)}`,
  });
}
