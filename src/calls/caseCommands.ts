import type { Command } from '#api';
import { arrive, didNotAttend, didNotWait } from './caseArrivals.ts';
import { finishAssessment, startAssessment } from './caseAssessment.ts';
import type { CaseKind } from './caseCommand.ts';
import { closeCase, finishConsultation, startConsultation } from './caseConsultation.ts';
import { correctCaseTime } from './caseCorrection.ts';
import { moveCase, releaseCase, takeCase } from './caseHolding.ts';
import { linkCase, unlinkCase } from './caseLinks.ts';
import { openCase } from './caseOpening.ts';
import { assignVisit, bookBase, changePlace, redirect, requestVisit } from './casePlaces.ts';
import { changePriority, changeUrgency } from './casePriority.ts';
import { comfortCall, connectInterpreter, declineRepeat, noteRepeat } from './caseRepeats.ts';
import { answerSpecialNote, readSpecialNote } from './caseSpecialNotes.ts';
import { arriveVisit, setOff } from './caseVisits.ts';

/** Everything that can be asked of a case, in the order of its life. */
export const caseCommands: readonly Command<CaseKind>[] = [
  openCase,
  takeCase,
  releaseCase,
  startAssessment,
  finishAssessment,
  bookBase,
  arrive,
  didNotWait,
  didNotAttend,
  requestVisit,
  assignVisit,
  setOff,
  arriveVisit,
  startConsultation,
  finishConsultation,
  closeCase,
  changePriority,
  changeUrgency,
  changePlace,
  redirect,
  moveCase,
  noteRepeat,
  declineRepeat,
  connectInterpreter,
  comfortCall,
  readSpecialNote,
  answerSpecialNote,
  linkCase,
  unlinkCase,
  correctCaseTime,
];
