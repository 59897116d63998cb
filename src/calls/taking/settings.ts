import { hours, type Instant, plus, showDay, showTime, withOffset } from '#shared';
import type { Priority } from '../codes.ts';

/** What a service may set otherwise for repeat contacts, each with its source. */
export const repeatSettings = {
  windowMs: {
    value: hours(96),
    source: 'Three calls in 96 hours: the rule that followed the death of Penny Campbell in 2005 (standards 10.7).',
  },
  /** From this contact on a clinician must hear of it. */
  third: { value: 3, source: 'The same.' },
  /** What a third contact that is passed on waits as, at least. */
  priority: {
    value: 'urgent' as Priority,
    source: 'Ours (decision 0016): the case is rung back within 20 minutes, whatever was chosen.',
  },
} as const;

/** Contacts since this instant count. Instants in UTC: a night of 23 or 25 hours is neither shorter nor longer here. */
export function windowFrom(at: Instant): Instant {
  return plus(at, -repeatSettings.windowMs.value);
}

/** `since Wed 24 Mar 21:41 (the clocks have gone forward)`: the time on the wall then, which is another now. */
export function sinceWords(at: Instant): string {
  const from = windowFrom(at);
  const moved = offsetOf(at) - offsetOf(from);
  const clocks = moved === 0 ? '' : ` (the clocks have gone ${moved > 0 ? 'forward' : 'back'})`;
  return `since ${showDay(from)} ${showTime(from)}${clocks}`;
}

function offsetOf(at: Instant): number {
  const [, sign, hour, minute] = /([+-])(\d\d):(\d\d)$/.exec(withOffset(at)) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hour) * 60 + Number(minute));
}

const ORDINALS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth', 'Tenth'];

/** `Third call in 96 hours` */
export function contactWords(times: number): string {
  return `${ORDINALS[times - 1] ?? `${times}th`} call in 96 hours`;
}

/** `once`, `twice`, `3 times` */
export function timesWords(times: number): string {
  return ['never', 'once', 'twice'][times] ?? `${times} times`;
}
