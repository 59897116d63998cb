import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Instant } from '#shared';
import { instant, toIso } from '#shared';
import type { EventTable } from './tables.ts';

export type Source = 'page' | 'api' | 'device' | 'import' | 'play' | 'job';

/** A fact about to be appended: the store gives it tenant, stream, version and digest. */
export type NewEvent = {
  type: string;
  shape?: number;
  occurredAt: Instant;
  corrects?: number;
  /** A code from a closed list; explanations in words live in the module's own audited table. */
  reason?: string;
  data: Record<string, unknown>;
};

/** A fact as stored. `data` holds ids, codes and times only. */
export type StoredEvent = {
  tenant: number;
  stream: string;
  version: number;
  type: string;
  shape: number;
  occurredAt: Instant;
  recordedAt: Instant;
  recordedBy: string;
  source: Source;
  corrects?: number;
  reason?: string;
  data: Record<string, unknown>;
};

/** The columns of a row of `event` that its digest covers, instants as ISO text and `data` as the stored bytes. */
export type DigestedColumns = {
  tenant: number;
  stream: string;
  version: number;
  type: string;
  shape: number;
  occurred_at: string;
  recorded_at: string;
  recorded_by: string;
  source: string;
  corrects: number | null;
  reason: string | null;
  data: string;
};

/** SHA-256 of the row's own stored bytes. What the database sets (position, xid) is covered by the seal's order instead. */
export function eventDigest(row: DigestedColumns): Buffer {
  return digestOf([
    row.tenant,
    row.stream,
    row.version,
    row.type,
    row.shape,
    row.occurred_at,
    row.recorded_at,
    row.recorded_by,
    row.source,
    row.corrects,
    row.reason,
    row.data,
  ]);
}

export function digestOf(columns: readonly unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(columns)).digest();
}

/** A row as the driver reads it; `data` is parsed or still text. */
type EventRow = Omit<Selectable<EventTable>, 'digest' | 'position' | 'xid' | 'data'> & { data: unknown };

export function storedEvent(row: EventRow): StoredEvent {
  return {
    tenant: row.tenant,
    stream: row.stream,
    version: row.version,
    type: row.type,
    shape: row.shape,
    occurredAt: row.occurred_at.getTime() as Instant,
    recordedAt: row.recorded_at.getTime() as Instant,
    recordedBy: row.recorded_by,
    source: row.source as Source,
    ...(row.corrects === null ? {} : { corrects: row.corrects, reason: row.reason ?? '' }),
    data: (typeof row.data === 'string' ? JSON.parse(row.data) : row.data) as Record<string, unknown>,
  };
}

export type Recorded = {
  tenant: number;
  stream: string;
  recordedAt: Instant;
  recordedBy: string;
  source: Source;
};

/** New facts as rows of `event`, numbered after `expected` and digested. */
export function eventRows(about: Recorded, expected: number, events: readonly NewEvent[]) {
  return events.map((event, index) => {
    const columns: DigestedColumns = {
      tenant: about.tenant,
      stream: about.stream,
      version: expected + index + 1,
      type: event.type,
      shape: event.shape ?? 1,
      occurred_at: toIso(event.occurredAt),
      recorded_at: toIso(about.recordedAt),
      recorded_by: about.recordedBy,
      source: about.source,
      corrects: event.corrects ?? null,
      reason: event.reason ?? null,
      data: JSON.stringify(event.data),
    };
    return { ...columns, digest: eventDigest(columns) };
  });
}

/** The same facts as a reader of the stream will find them. */
export function asStored(about: Recorded, expected: number, events: readonly NewEvent[]): StoredEvent[] {
  return eventRows(about, expected, events).map((row) => ({
    ...storedEvent({
      ...row,
      occurred_at: new Date(instant(row.occurred_at)),
      recorded_at: new Date(about.recordedAt),
    }),
  }));
}
