import type { Command } from '#api';
import { bookCover, confirmCover, requireShift, withdrawCover } from './planning.ts';
import { correctShiftTime, endShift, recordArrival, recordLeaving } from './presence.ts';
import type { CoverKind } from './shiftCommand.ts';

/** Everything that can be asked of a shift, in the order of its life. */
export const shiftCommands: readonly Command<CoverKind>[] = [
  requireShift,
  bookCover,
  confirmCover,
  withdrawCover,
  recordArrival,
  recordLeaving,
  endShift,
  correctShiftTime,
];
