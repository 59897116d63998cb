import { type Instant, instant, toIso } from '#shared';
import { openClient } from './client.ts';
import { BOARD, PLAY_TO } from './moments.ts';
import { playNight } from './play.ts';

/** What the server says of the demo's own clock. */
type DemoClock = { now: string; organisation: string };

/**
 * The child process that plays the demo while its parent serves. Environment: VIGIL_PLAYER_URL, VIGIL_PLAYER_SEED, and
 * VIGIL_PLAYER_ORGANISATION where the server has more than one. Everything up to Sunday 22:47:12, or up to where the
 * clock stood when it was stopped, is sent at once; from there the night goes on in real time until Tuesday 08:00.
 */
export async function runPlayer(
  environment: { [name: string]: string | undefined },
  signal: AbortSignal,
): Promise<void> {
  const baseUrl = environment.VIGIL_PLAYER_URL ?? '';
  const seed = environment.VIGIL_PLAYER_SEED ?? '';
  if (!baseUrl || !seed) throw new Error('The player needs VIGIL_PLAYER_URL and VIGIL_PLAYER_SEED');
  const client = openClient({ baseUrl, signal });
  const wanted = environment.VIGIL_PLAYER_ORGANISATION;
  const query = wanted ? `?organisation=${encodeURIComponent(wanted)}` : '';
  const clock = await client.get<DemoClock>(`/api/demo/clock${query}`);
  const organisation = wanted ?? clock.organisation;
  const fastUntil = Math.max(BOARD, instant(clock.now)) as Instant;
  await playNight({
    baseUrl,
    organisation,
    seed,
    fastUntil,
    until: PLAY_TO,
    speed: 1,
    // The clock never goes backwards: after a restart it has run on meanwhile, and the server keeps the later reading.
    async onFastDone() {
      const running = { organisation, now: toIso(fastUntil), rate: 1 };
      return instant((await client.post<DemoClock>('/api/demo/clock', running)).now);
    },
    onProgress: ({ now, sent, refused }) => process.send?.({ now: toIso(now), sent, refused }),
    signal,
  });
}
