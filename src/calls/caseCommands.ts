import type { Command } from '#api';
import { finishAssessment, startAssessment } from './caseAssessment.ts';
import type { CaseKind } from './caseCommand.ts';
import { closeCase, finishConsultation, startConsultation } from './caseConsultation.ts';
import { correctCaseTime } from './caseCorrection.ts';
import { moveCase, noteRepeat, releaseCase, takeCase } from './caseHolding.ts';
import { openCase } from './caseOpening.ts';
import { assignVisit, bookBase, changePlace, redirect, requestVisit } from './casePlaces.ts';
import { changePriority, changeUrgency } from './casePriority.ts';

/** Everything that can be asked of a case, in the order of its life. */
export const caseCommands: readonly Command<CaseKind>[] = [
  openCase,
  takeCase,
  releaseCase,
  startAssessment,
  finishAssessment,
  bookBase,
  requestVisit,
  assignVisit,
  startConsultation,
  finishConsultation,
  closeCase,
  changePriority,
  changeUrgency,
  changePlace,
  redirect,
  moveCase,
  noteRepeat,
  correctCaseTime,
];
