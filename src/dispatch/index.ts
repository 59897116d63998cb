export { type BaseState, type Found, type Shutting, takesNoBooking } from './base/base.ts';
export { baseCommands } from './base/baseCommands.ts';
export { followNotice, type Notice, type NoticesNow, shutBasesOf, watchBase } from './base/baseDoors.ts';
export type { NewNotice } from './base/baseStage.ts';
export { baseLifecycle } from './base/baseSteps.ts';
export { type BaseNow, baseNow, basesNow } from './base/baseStore.ts';
export { baseEventTypes, shutReasons } from './base/events.ts';
export {
  type BaseStanding,
  baseStates,
  createShutList,
  createVisitList,
  type MoveToDo,
  movesToDo,
  type VisitLine,
  type VisitList,
  type VisitsNow,
} from './boardReads.ts';
export { moveBy } from './moves/moveBy.ts';
export { type Move, movesOf } from './moves/movesFollower.ts';
export { moveRule, receiptRule } from './settings.ts';
export { emptyCars } from './visits/aboard.ts';
export { crewAnswering } from './visits/crewStore.ts';
export { expectedOf, forecastOf, visitPace, willBeLateBy } from './visits/forecast.ts';
export type { Receipt } from './visits/receipt.ts';
export type { VisitRow, VisitState } from './visits/visitRow.ts';
