const words: { [type: string]: string } = {
  CaseOpened: 'the case was opened',
  PriorityChanged: 'the priority was changed',
  AssessmentStarted: 'the assessment started',
  AssessmentFinished: 'the assessment finished',
  UrgencyChanged: 'the urgency was changed',
  PlaceChanged: 'the place was changed',
  BaseBooked: 'the base was booked',
  PatientArrived: 'the patient arrived',
  CameToBase: 'the patient came to a base',
  DidNotWait: 'the patient left without being seen',
  DidNotAttend: 'the patient was not there',
  InterpreterConnected: 'the interpreter was connected',
  VisitRequested: 'the visit was requested',
  VisitAssigned: 'the car was given the visit',
  VisitSetOff: 'the car set off',
  VisitArrived: 'the car arrived',
  Redirected: 'the patient was sent elsewhere',
  ConsultationStarted: 'the consultation started',
  ConsultationFinished: 'the consultation finished',
  CaseClosed: 'the case was closed',
};

/** A step as whoever corrects its time must read it: for the opening of a case, it is the answer that counts (NQR 9). */
export function correctionWords(type: string): string {
  return type === 'CaseOpened' ? 'a person answered' : caseStepWords(type);
}

/** A step in words that finish "before ...". */
export function caseStepWords(type: string): string {
  return words[type] ?? 'the last step';
}
