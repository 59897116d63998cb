/** The closed lists of messages to practices: code, and the words that a person reads. Codes go into events and never change. */
export const channels = { folder: 'A folder of its system', smtp: 'Secure email' } as const;
export const asks = { action: 'Action', information: 'Information' } as const;

/** Why a practice gives a message back. */
export const rejectReasons = {
  'not-ours': 'Not our patient',
  'wrong-patient': 'It is about another patient',
  unreadable: 'It cannot be read',
} as const;

/** Why a message goes to another practice than the one it was for. */
export const rerouteReasons = {
  'registered-elsewhere': 'The patient is registered there',
  'practice-closed': 'The practice has closed for good',
  'practice-was-missing': 'No practice was on the case',
  'entered-wrong': 'The practice was entered wrongly',
} as const;

/** How the service ends a message that its channel does not carry. */
export const settleHows = {
  'by-hand': 'The practice was told by hand',
  'no-practice': 'The patient has no practice',
  declined: 'The patient does not want it sent',
} as const;

/** What came of an attempt that failed. */
export const failureCodes = {
  'no-answer': 'no answer from its system',
  'connection-refused': 'its system refused the connection',
  'name-unknown': 'the name of its system is not known',
  'address-refused': 'its address was refused',
  'refused-for-now': 'its system refused it for now',
  refused: 'its system refused it',
  'tls-failed': 'no secure connection could be made',
  'sign-in-failed': 'our sign-in was refused',
  'folder-missing': 'its folder is not there',
  'folder-refused': 'its folder could not be written to',
  'folder-full': 'there is no room in its folder',
  returned: 'its mail server sent it back',
  'mailbox-full': 'there is no room in its letter box',
  'not-set-up': 'this channel is not set up here',
  unknown: 'an error without a name',
} as const;

export type ChannelName = keyof typeof channels;
export type Asks = keyof typeof asks;
export type RejectReason = keyof typeof rejectReasons;
export type RerouteReason = keyof typeof rerouteReasons;
export type SettleHow = keyof typeof settleHows;
export type FailureCode = keyof typeof failureCodes;

/** Trying again by itself would fail again: somebody has to put it right first. */
export const lasting: ReadonlySet<FailureCode> = new Set(['address-refused', 'refused']);
