import { type Instant, plus, seconds } from '#shared';

/** What is known of an outside system: when it last began to fail, how often in a row, and until when it is left alone. */
export type Breaker = { failures: number; downSince?: Instant; restsUntil?: Instant };

export const working: Breaker = { failures: 0 };

/** After so many failures in a row it is left alone for so long; then one request may try. */
const PATIENCE = 3;
const REST_MS = seconds(30);

export function mayTry({ restsUntil }: Breaker, now: Instant): boolean {
  return restsUntil === undefined || now >= restsUntil;
}

export function afterFailure(breaker: Breaker, now: Instant): Breaker {
  const failures = breaker.failures + 1;
  const downSince = breaker.downSince ?? now;
  return failures < PATIENCE ? { failures, downSince } : { failures, downSince, restsUntil: plus(now, REST_MS) };
}
