export {
  type CaseSaid,
  type CaseStories,
  type CaseStory,
  casesSaid,
  childAges,
  createCallsInHand,
  createCaseStories,
  type InHand,
} from './boardStore.ts';
export { answeredAt, type CallState, evolveCall, noCall, replayCall } from './call.ts';
export { type CallKind, callCommands } from './callCommands.ts';
export { callLifecycle, callStepWords } from './callSteps.ts';
export {
  type CaseState,
  type ClosedCase,
  evolveCase,
  isOpen,
  noCase,
  type OpenCase,
  placeOf,
  queueOf,
  replayCase,
  timeOf,
} from './case.ts';
export type { CaseFacts, CaseKind, PlaceFact } from './caseCommand.ts';
export { caseCommands } from './caseCommands.ts';
export {
  type CaseHistories,
  type CaseHistory,
  changesOf,
  createCaseHistories,
  type Patient,
  patientsOf,
} from './caseHistoryStore.ts';
export { phoneDigits } from './caseIdentity.ts';
export {
  type CaseLine,
  caseLines,
  casesOfSamePatient,
  type Found,
  linkedCases,
  openCases,
  recentCases,
  searchCases,
  takenSlots,
} from './caseListStore.ts';
export { type CaseNumbers, createCaseNumbers } from './caseNumbers.ts';
export { caseLifecycle } from './caseSteps.ts';
export { caseStepWords } from './caseStepWords.ts';
export {
  asCaseEvents,
  type CaseText,
  caseRow,
  foldCase,
  loadCase,
  type Person,
  personOf,
  textsOf,
} from './caseStore.ts';
export { seesPatients } from './caseView.ts';
export { type ClosedLine, caseNumbersOf, closedCases } from './closedCaseStore.ts';
export type { EntryRoute, FaceToFace, Outcome, Place, Priority, Queue, Urgency } from './codes.ts';
export * as codes from './codes.ts';
export { callStage, caseStage } from './commands.ts';
export { type ContactPolicy, contactPolicy } from './contact/policy.ts';
export type { CrewOf } from './crew.ts';
export type { DetailChange } from './detailChanges.ts';
export {
  type CallEvent,
  type CallEvents,
  type CaseEvent,
  type CaseEvents,
  callEventTypes,
  caseEventTypes,
  type RecordedCallEvent,
  type RecordedCaseEvent,
} from './events.ts';
export { aCall, aCase, anAccount, aStory, aStream, examplePlaces, examplesNow, Story } from './examples.ts';
export { type CallFile, openCallFile } from './import/callFile.ts';
export { type Imported, importCalls } from './import/importCalls.ts';
export { type Piece, readLines } from './import/lines.ts';
export { brokenRules, type Change, caseRules, faultsOf } from './invariants.ts';
export { type LeaseLengths, type LeaseSetting, leaseSetting } from './lease/lease.ts';
export { type StuckLease, stuckLeases } from './lease/leaseStore.ts';
export { measuredFrom, milesTo } from './miles.ts';
export { nhsNumberFields } from './nhsNumberFields.ts';
export { type PassEvents, passEventTypes, passSettings, standDownReasons } from './pass/events.ts';
export { type Pass, type PassState, replayPass } from './pass/pass.ts';
export { type PassKind, passCommands } from './pass/passCommands.ts';
export { passLifecycle, passRoles } from './pass/passSteps.ts';
export { foldPass, openPasses, type PassLine, passesOf, passOpen } from './pass/passStore.ts';
export { passTeller } from './pass/told.ts';
export { type Performed, perform } from './perform.ts';
export { type PlacedEvents, placedEventTypes } from './placed/events.ts';
export { placedLifecycle } from './placed/placedSteps.ts';
export { importReferrals, type ReferralsImported } from './referral/importReferrals.ts';
export { receiveReferral } from './referral/receiveReferral.ts';
export type { ShutBase, ShutBases } from './shutDoor.ts';
export { freeSlots, slotKey, withLateness } from './slots.ts';
export { practiceChoices } from './taking/formRoutes.tsx';
export { languages } from './taking/languages.ts';
export { EarlierBeside, LOOKS } from './taking/pages/entryBeside.tsx';
export type { CaseStream } from './timeline/streams.ts';
export { callTeller, caseTeller } from './told.ts';
export { isWhole } from './triage/noteComplete.ts';
export { type NoteWrite, notesOf, type WrittenNote } from './triage/noteStore.ts';
export { noteParts } from './triage/noteWords.ts';
export { whereaboutsOfCase } from './whereaboutsStore.ts';
export { type WorkEvents, withdrawalReasons as workWithdrawalReasons, workEventTypes } from './work/events.ts';
export { settledResults, type WorkKind, workKinds } from './work/kinds.ts';
export { raiseWork } from './work/raisingCommands.ts';
export { workTeller } from './work/told.ts';
export { isOwed, replayWork, type Work, type WorkState, workId } from './work/work.ts';
export { type WorkKindOf, workCommands } from './work/workCommands.ts';
export { workLifecycle } from './work/workSteps.ts';
export { openWork, raiseWorkIn, type WorkLine, type WorkToRaise, workOf, writeWork } from './work/workStore.ts';
export type { CaseWrite, PersonWrite, TextWrite } from './writes.ts';
