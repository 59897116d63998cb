export { type Access, accessesOf, accessRow, type Looked, recordAccess } from './access.ts';
export { type Anchor, exportAnchors, readAnchors } from './anchor.ts';
export { type Audit, auditRow } from './audit.ts';
export { appendBirths, type Births } from './births.ts';
export { columnList, columnUpdates } from './columns.ts';
export { connection, type Database, openDatabase, over, type Tx, translated, type Urls } from './connect.ts';
export { countEvents } from './countEvents.ts';
export { asStored, type NewEvent, type Recorded, type Source, type StoredEvent } from './event.ts';
export { firstUuid, readSlice, tenantWithEventsAfter } from './eventSlices.ts';
export { type Cursor, factsAfter, readCursor, START, writeCursor } from './follow.ts';
export { type Append, append, ensureYear, type Fragment, lastRecordedAt, readStream } from './log.ts';
export { migrate } from './migrate.ts';
export { packageRoot } from './packageRoot.ts';
export { readBirths } from './readBirths.ts';
export {
  type Answered,
  findRequest,
  forgetOldRequests,
  REQUEST_DAYS,
  type RequestKey,
  requestDigest,
  requestRow,
} from './request.ts';
export { roleUrls, unfitRole } from './roles.ts';
export { asPublic, asSealer, inScope, type Scope } from './scope.ts';
export { lastEventSeal, sealOnce } from './seal.ts';
export { type StreamSeal, sealOf } from './sealOf.ts';
export { stuckFollowers } from './stuckFollowers.ts';
export { type AuditVerdict, type Broken, verifyAudit } from './verify.ts';
export { createWaker, type Waker } from './waker.ts';
