import type { Instant } from '#shared';
import { showDay, showTimeSeconds, toIso } from '#shared';

/** The organisation's own clock: where it stood when the page was made, and how fast it runs (1 is real time). */
export type PageClock = { at: Instant; rate?: number };

export function Clock({ at, rate = 1 }: PageClock) {
  return (
    <time class="clock" datetime={toIso(at)} data-clock={at} data-rate={rate}>
      <span class="clock__day">{showDay(at)}</span> <span class="clock__time">{showTimeSeconds(at)}</span>
    </time>
  );
}
