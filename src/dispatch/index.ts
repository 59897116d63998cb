export { type BaseState, type Found, type Shutting, takesNoBooking } from './base/base.ts';
export { baseCommands } from './base/baseCommands.ts';
export { followNotice, type Notice, type NoticesNow, shutBasesOf, watchBase } from './base/baseDoors.ts';
export type { NewNotice } from './base/baseStage.ts';
export { baseLifecycle } from './base/baseSteps.ts';
export { type BaseNow, baseNow, basesNow } from './base/baseStore.ts';
export { baseEventTypes, shutReasons } from './base/events.ts';
