export type { Role } from '#people';
export { roles } from '#people';
export { formFields } from './asked.ts';
export { parseBody } from './body.ts';
export type { Actor, Command, Decision, EventOf, Facts, Happened, Kind, NewEvent, StreamKind } from './command.ts';
export { commandRoutes, type Faced, type FormFace, filled } from './commandRoutes.ts';
export type { Context, Directory, MessageWays, Shed, ShedCount } from './context.ts';
export { openDirectory } from './directory.ts';
export { endWhenNotTheSame } from './endStream.ts';
export { choice, dayText, decimal, idOf, streamId, text, ticked, time, whole } from './fields.ts';
export { frameFor, roleWords, serviceFor, servicesFor } from './frame.ts';
export type { Button, Lifecycle, Step } from './lifecycle.ts';
export { attempt, buttonsAt, commandsOf, decided, leadsTo, stay } from './lifecycle.ts';
export { isNewFollowing, liveRegion, type Region } from './liveRegion.ts';
export { alsoInOpenApi, apiPath, type Described, openApi } from './openapi.ts';
export { type PassSource, readPasses } from './passes.ts';
export { PROBLEM_JSON, problemDocument } from './problem.ts';
export { type Answer, type Asked, runCommand } from './run.ts';
export type { Decided, Registered, Setting, Stage } from './stage.ts';
export { statesPage } from './statesPage.ts';
export { type KindOfStream, streamFold } from './streamFold.ts';
export { type TableAsked, type TableCommand, tableCommandRoutes } from './tableCommand.ts';
export type { Bounds, Correction, Limits, TimedStep } from './times.ts';
export { correction, correctionReasons, outside, whenItHappened } from './times.ts';
export {
  actorOf,
  COOKIE,
  cookieOf,
  declareWho,
  isOwnOrigin,
  refuseOtherOrigins,
  SignInFirst,
  type Who,
} from './who.ts';
