import { atLocal, type Instant, localParts, split } from '#shared';

/** The weekend that every demo plays: Easter 2027. The clocks go forward at 01:00 on Easter Sunday. */
export const SATURDAY = '2027-03-27';
export const SUNDAY = '2027-03-28';
export const MONDAY = '2027-03-29';
export const TUESDAY = '2027-03-30';

/** Saturday 18:30 local. */
export const WEEKEND_FROM = atLocal(SATURDAY, '18:30');
/** Tuesday 08:00 local: the practices open again. */
export const WEEKEND_TO = atLocal(TUESDAY, '08:00');
/** Tuesday 08:05: those who stayed to the end have left, and their shifts are over. */
export const PLAY_TO = atLocal(TUESDAY, '08:05');
/** Where a first start stands: the instant of the pictures. */
export const BOARD = atLocal(SUNDAY, '22:47:12');

/**
 * Where a night that is played in seconds stands still until the service has done what is due by itself: each full hour, and on
 * Sunday evening whenever somebody in the pictures had to find it done.
 */
export const stops = (): Instant[] => {
  const evening = ['20:06', '20:35', '21:02', '21:03', '21:05', '21:10', '21:25', '21:35', '21:55', '22:22', '22:28'];
  const last = ['22:32', '22:39', '22:45', '22:47'];
  const hours = split({ from: WEEKEND_FROM, to: PLAY_TO }, 'hour').map(({ from }) => from);
  return [...hours, ...[...evening, ...last].map((time) => atLocal(SUNDAY, time))].sort((a, b) => a - b);
};

export const onSunday = (time: string): Instant => atLocal(SUNDAY, time);
export const onMonday = (time: string): Instant => atLocal(MONDAY, time);

export const dayOf = (at: Instant): string => localParts(at).date;
