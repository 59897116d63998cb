import { type Instant, instant } from '#shared';

/** Easter Sunday 2027, British Summer Time; 24:00 is its end. */
export const easter = (time: string): Instant =>
  time === '24:00' ? instant('2027-03-28T23:00:00Z') : instant(`2027-03-28T${time}:00+01:00`);
