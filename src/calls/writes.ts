/** Rows for this module's own tables, decided as data: names and free text never go into an event. */
export type CaseWrite = PersonWrite | TextWrite;

export type PersonWrite = {
  table: 'person';
  patientName: string;
  dateOfBirth?: string;
  nhsNumber?: string;
  nhsNumberVerified: boolean;
  callerName?: string;
  callerRelation?: string;
  /** Digits only, so that equality finds it. */
  ringBack: string;
  whereNow: string;
  practice?: string;
};

/** `subject` is the case, or for a correction the call, that it is about. */
export type TextWrite = {
  table: 'text';
  id: string;
  subject: string;
  kind: 'complaint' | 'note' | 'correction' | 'move';
  body: string;
};
