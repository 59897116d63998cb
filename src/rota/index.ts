export { createShiftReader, type Shifts } from './boardStore.ts';
export { type Around, shiftStage } from './commands.ts';
export {
  type CoverWord,
  coverStrip,
  type HourBox,
  hourBoxes,
  type NowAndNext,
  nowAndNext,
  type Segment,
} from './cover.ts';
export {
  type RecordedShiftEvent,
  type ShiftEvent,
  type ShiftEvents,
  type ShiftKind,
  type ShiftRole,
  shiftEventTypes,
  shiftKinds,
  shiftRoles,
  withdrawalReasons,
} from './events.ts';
export { aPerson, aShift, aShiftStory, ShiftStory } from './examples.ts';
export {
  type Attendance,
  type Booking,
  bookingOf,
  evolveShift,
  noShift,
  presentIn,
  replayShift,
  type Shift,
  type ShiftState,
} from './shift.ts';
export type { CoverKind, ShiftFacts, ShiftWrite } from './shiftCommand.ts';
export { shiftCommands } from './shiftCommands.ts';
export { shiftLifecycle, shiftStepWords } from './shiftSteps.ts';
export { foldShift, loadShift, type ShiftLine, shiftStatesIn, shiftsIn, shiftsToEnd } from './shiftStore.ts';
export { type GivenUp, givenUpBy } from './sickness.ts';
export type { LogSickness, Sick } from './sicknessCommands.ts';
export { shiftTeller } from './told.ts';
