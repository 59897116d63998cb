import { hours, type Instant, minutes, plus, showTime } from '#shared';
import type { Source } from '#standards';

/** How long somebody keeps a case without a sign of life, and when work without a step is looked at. */
export type LeaseLengths = {
  /** A page or a command renews it; after this it is given back. */
  lapseMs: number;
  /** Nobody types while they examine a patient. */
  consultingMs: number;
  /** Renewed all the while, and no step taken for so long: somebody went away and left the page open. */
  stuckMs: number;
};
/** A setting of the service, with its source; ours until the service sets its own. */
export type LeaseSetting = LeaseLengths & { source: Source };

export const leaseSetting: LeaseSetting = {
  lapseMs: minutes(10),
  consultingMs: minutes(60),
  stuckMs: minutes(45),
  source: {
    tag: ['D'],
    says: 'Ours: no rule gives a number. Shorter gives work back in the middle of a telephone call.',
  },
};

export type Lease = { case: string; account: string; takenAt: Instant; expiresAt: Instant; steppedAt: Instant };

/** A played or imported night has no page that could say that somebody is there: it is kept until it is given back. */
const KEPT_MS = hours(24);

/** Until when a lease runs that is taken or renewed now. */
export function leaseUntil(
  now: Instant,
  about: { state: string; isPlayed: boolean },
  setting: LeaseLengths = leaseSetting,
): Instant {
  if (about.isPlayed) return plus(now, KEPT_MS);
  return plus(now, about.state === 'in-consultation' ? setting.consultingMs : setting.lapseMs);
}

/** Renewed, and yet no step for long: somebody should look whether the person is still there. */
export function isStuck(
  lease: { expiresAt: Instant; steppedAt: Instant },
  about: { now: Instant; state: string },
  setting: LeaseLengths = leaseSetting,
): boolean {
  const limit = about.state === 'in-consultation' ? 2 * setting.stuckMs : setting.stuckMs;
  return lease.expiresAt > about.now && about.now - lease.steppedAt >= limit;
}

/** A case that was taken out of somebody's hands. `lapsed`: by itself, since nothing was heard of their page; else by the person whose account it is. */
export type Lost = { at: Instant; by: string; lapsed: boolean };

/** What whoever had it is told: when it was given back, by whom or why, and who has it now. */
export function lostWords({ lost, by, holder }: { lost?: Lost; by?: string; holder?: string }): string {
  const how =
    lost === undefined
      ? ''
      : lost.lapsed
        ? `: nothing was heard of this page, and it went back to its queue at ${showTime(lost.at)}`
        : `: ${by ?? 'somebody'} gave it back to its queue at ${showTime(lost.at)}`;
  const why = `You do not have this case any more${how}.`;
  return holder === undefined ? `${why} Take it again to go on.` : `${why} ${holder} has it now.`;
}
