export type { CaseKnown, Cases } from './cases.ts';
export { type Concern, concernNumber, dueTag as concernDueTag } from './concern.ts';
export { concernChanges, concernLifecycle } from './concernSteps.ts';
export { concernsOf } from './concernStore.ts';
export { heardEvents as practiceEventsHeard } from './follower.ts';
export {
  entryRoles,
  type LookUp,
  lookForSpecialNotes,
  type ShownNote,
  type SpecialNotes,
  specialNotesFor,
} from './lookUpStore.ts';
export { joinPractice, leavePractice, practicesOfMember } from './memberStore.ts';
export type { Patient } from './note.ts';
export { type OwnPage, ownPage } from './ownRoutes.ts';
export { OtherPractices, type Practices } from './pages/otherPractices.tsx';
export { ConcernsPanel, NotesPanel, RaiseConcern, type RaiseConcernProps } from './pages/panels.tsx';
export {
  type NoteInCase,
  NotLoaded,
  SpecialNote,
  SpecialNoteBrief,
  SpecialNoteList,
  type SpecialNoteProps,
} from './pages/specialNote.tsx';
export {
  closedWords,
  type MessageChannel,
  messageChannels,
  type Post,
  type Practice,
  posts,
  type Standing,
} from './practice.ts';
export { addressTaken, wrongAddress, wrongClosingDay } from './practiceCommands.ts';
export {
  addPractice,
  addressHolder,
  closePractice,
  practiceByOds,
  practiceFor,
  practiceNamed,
  practicesLike,
  practicesOf,
} from './practiceStore.ts';
export { practiceSettings } from './settings.ts';
export { idsOf as practiceIdsOf, practicesSpokenFor, type Spoken, spokenFor, spokenForThing } from './spokenStore.ts';
export { type NotesSummary, notesSummary } from './summaryStore.ts';
