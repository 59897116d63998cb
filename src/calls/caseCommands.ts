import type { Command } from '#api';
import { arrive, didNotAttend, didNotWait } from './caseArrivals.ts';
import { finishAssessment, startAssessment } from './caseAssessment.ts';
import { closeCase } from './caseClosing.ts';
import { comeToBase } from './caseComing.ts';
import type { CaseKind } from './caseCommand.ts';
import { finishConsultation, startConsultation } from './caseConsultation.ts';
import { correctCaseTime } from './caseCorrection.ts';
import { changeDetails } from './caseDetails.ts';
import { finishAndBook, finishAndClose, finishAndVisit } from './caseFinishing.ts';
import { moveCase, releaseCase, takeCase } from './caseHolding.ts';
import { linkCase, unlinkCase } from './caseLinks.ts';
import { writeNote } from './caseNote.ts';
import { openCase } from './caseOpening.ts';
import { assignVisit, bookBase, changePlace, redirect, requestVisit } from './casePlaces.ts';
import { changePriority, changeUrgency } from './casePriority.ts';
import { replacePatient } from './caseRepair.ts';
import { comfortCall, connectInterpreter, declineRepeat, noteRepeat } from './caseRepeats.ts';
import { answerSpecialNote, readSpecialNote } from './caseSpecialNotes.ts';
import { arriveVisit, setOff } from './caseVisits.ts';
import { tryContact, welfareCheck } from './contact/contactCommands.ts';

/** Everything that can be asked of a case, in the order of its life. */
export const caseCommands: readonly Command<CaseKind>[] = [
  openCase,
  takeCase,
  releaseCase,
  startAssessment,
  finishAssessment,
  finishAndBook,
  finishAndVisit,
  finishAndClose,
  bookBase,
  arrive,
  comeToBase,
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
  tryContact,
  welfareCheck,
  comfortCall,
  writeNote,
  readSpecialNote,
  answerSpecialNote,
  linkCase,
  unlinkCase,
  changeDetails,
  replacePatient,
  correctCaseTime,
];
