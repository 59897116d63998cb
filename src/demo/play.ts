import { setTimeout as wait } from 'node:timers/promises';
import { type Instant, toIso } from '#shared';
import { type Client, openClient } from './client.ts';
import { openLanes } from './lanes.ts';
import { PLAY_TO, stops, WEEKEND_FROM } from './moments.ts';
import type { Action } from './notebook.ts';
import { planNight } from './plan.ts';

/** Requests in flight at once. */
const WIDTH = 8;
/** How far into the future the organisation's clock is slept on at a time, so that a stop is felt. */
const LONGEST_SLEEP_MS = 60_000;

export type Progress = { now: Instant; sent: number; refused: number };
export type Played = {
  sent: number;
  cases: number;
  calls: number;
  commands: { [command: string]: number };
  refused: { [code: string]: number };
};

export type Play = {
  baseUrl: string;
  seed: number | string;
  /** Short name of the organisation and of its service. */
  organisation?: string;
  from?: Instant;
  until?: Instant;
  /** Everything before this instant is sent as fast as it is answered; unless said, everything is. */
  fastUntil?: Instant;
  /** How fast the organisation's clock runs afterwards: 1 is real time. */
  speed?: number;
  /** After the last fast request: sets the clock going, and says what it reads. */
  onFastDone?(): Promise<Instant>;
  onProgress?(progress: Progress): void;
  signal?: AbortSignal;
  client?: Client;
};

/**
 * Plays the planned night through the public API. What an earlier run has sent already is answered from its idempotency
 * keys, so playing again goes on where it stopped. Refusals are counted, never fatal: somebody else may have been quicker.
 */
export async function playNight(about: Play): Promise<Played> {
  const { baseUrl, organisation, signal } = about;
  const client = about.client ?? openClient({ baseUrl, ...(signal ? { signal } : {}) });
  const until = about.until ?? PLAY_TO;
  const plan = planNight({
    seed: about.seed,
    ...(organisation ? { service: organisation } : {}),
    from: about.from ?? WEEKEND_FROM,
    to: until,
  });
  const played: Played = { sent: 0, cases: 0, calls: 0, commands: {}, refused: {} };
  const lanes = openLanes(WIDTH);
  const begin = (action: Action) => lanes.start(action, () => carryOut(client, action, { played, ...about }));
  const fastUntil = about.fastUntil ?? until;
  const fast = plan.filter((action) => action.at <= fastUntil);
  const waits = stops().filter((at) => at >= (about.from ?? WEEKEND_FROM));
  const caughtUp = async (now: Instant) => {
    await lanes.empty();
    const asked = { now: toIso(now), catchUp: true, ...(organisation ? { organisation } : {}) };
    await client.post('/api/demo/clock', asked);
  };
  for (const action of fast) {
    for (let next = waits[0]; next !== undefined && next < action.at; next = waits[0]) {
      await caughtUp(next);
      waits.shift();
    }
    const isAlone = action.givesId || action.find;
    if (isAlone) await lanes.empty();
    await begin(action);
    if (isAlone) await lanes.empty();
  }
  await lanes.empty();
  const reading = (await about.onFastDone?.()) ?? fastUntil;
  const readAt = Date.now();
  for (const action of plan.slice(fast.length)) {
    await untilDue(readAt + (action.at - reading) / (about.speed ?? 1), signal);
    await begin(action);
  }
  await lanes.empty();
  return sorted(played);
}

async function carryOut(
  client: Client,
  action: Action,
  { played, onProgress }: { played: Played; onProgress?: Play['onProgress'] },
) {
  const answer = await client.send(action);
  played.sent += 1;
  if (answer.kind === 'refused') {
    count(played.refused, answer.code);
  } else {
    count(played.commands, action.command);
    if (action.command === 'open-case') played.cases += 1;
    if (action.command === 'offer-call') played.calls += 1;
  }
  const refused = Object.values(played.refused).reduce((sum, n) => sum + n, 0);
  onProgress?.({ now: action.at, sent: played.sent, refused });
}

async function untilDue(machineAt: number, signal: AbortSignal | undefined): Promise<void> {
  for (let left = machineAt - Date.now(); left > 0; left = machineAt - Date.now()) {
    await wait(Math.min(left, LONGEST_SLEEP_MS), undefined, signal ? { signal } : {});
  }
}

function count(counts: { [name: string]: number }, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** Keys in alphabetical order: what comes first must not depend on what was answered first. */
function sorted(played: Played): Played {
  const inOrder = (counts: { [name: string]: number }) =>
    Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...played, commands: inOrder(played.commands), refused: inOrder(played.refused) };
}
