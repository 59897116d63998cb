import { sql } from 'kysely';
import { readStream, type Tx } from '#database';
import type { Instant } from '#shared';
import { clocksSettledSince } from '#standards';
import { answeredAt, replayCall } from './call.ts';
import type { CaseLine } from './caseListStore.ts';
import type { Priority, Queue } from './codes.ts';
import type { RecordedCallEvent } from './events.ts';
import { tables } from './tables.ts';

type Where = { tenant: number; service: number };

/** What a board says of a case beyond its line: read from its events, once for each version of it. */
export type CaseStory = {
  id: string;
  sent: readonly { at: Instant; from: number; to: number; miles: number }[];
  assessments: readonly { by: string; from: Instant; to?: Instant }[];
};
export type CaseStories = { read(tx: Tx, about: Where & { since: Instant }): Promise<CaseStory[]> };

/** Reads again only the streams that have grown, so that a board a second costs what has happened, not what there is. */
export function createCaseStories(): CaseStories {
  const known = new Map<string, { version: number; story: CaseStory }>();
  return {
    async read(tx, { tenant, service, since }) {
      const rows = await tables(tx)
        .selectFrom('case_now')
        .select(['id', 'version'])
        .where('tenant', '=', tenant)
        .where('service', '=', service)
        .where(({ or, eb }) => or([eb('opened_at', '>=', new Date(since)), eb('closed_at', 'is', null)]))
        .execute();
      const stories: CaseStory[] = [];
      for (const { id, version } of rows) {
        const before = known.get(id);
        const story = before?.version === version ? before.story : await storyOf(tx, tenant, id);
        known.set(id, { version, story });
        stories.push(story);
      }
      if (known.size > 2 * rows.length + 100) {
        const kept = new Set(rows.map(({ id }) => id));
        for (const id of known.keys()) if (!kept.has(id)) known.delete(id);
      }
      return stories;
    },
  };
}

async function storyOf(tx: Tx, tenant: number, id: string): Promise<CaseStory> {
  const sent: CaseStory['sent'][number][] = [];
  const assessments: { by: string; from: Instant; to?: Instant }[] = [];
  for (const { type, occurredAt, recordedBy, data } of await readStream(tx, tenant, id)) {
    if (type === 'Redirected')
      sent.push({ at: occurredAt, from: Number(data.from), to: Number(data.to), miles: Number(data.miles) });
    if (type === 'AssessmentStarted') assessments.push({ by: recordedBy, from: occurredAt });
    const last = assessments.at(-1);
    if (type === 'AssessmentFinished' && last) last.to = occurredAt;
  }
  return { id, sent, assessments };
}

/** A call that was answered: by whom, when, and whether they are still on it. */
export type InHand = { by: string; at: Instant; isOn: boolean };

/** Calls that have been answered since an instant; a call is read until it has ended, and then no more. */
export function createCallsInHand() {
  const over = new Map<string, InHand>();
  return {
    async read(tx: Tx, { tenant, service, since }: Where & { since: Instant }): Promise<InHand[]> {
      const answered = await clocksSettledSince(tx, { tenant, service, measure: 'answer', since, limit: 200 });
      const ids = answered.filter(({ reason }) => reason !== 'abandoned').map(({ subject }) => subject);
      const calls: InHand[] = [];
      for (const id of ids) {
        const call = over.get(id) ?? inHandOf(id, (await readStream(tx, tenant, id)) as unknown as RecordedCallEvent[]);
        if (!call) continue;
        calls.push(call);
        if (!call.isOn) over.set(id, call);
      }
      for (const id of over.keys()) if (!ids.includes(id)) over.delete(id);
      return calls;
    },
  };
}

function inHandOf(id: string, events: readonly RecordedCallEvent[]): InHand | undefined {
  const answer = events.findLast(({ type }) => type === 'CallAnswered');
  const state = replayCall(id, events);
  const at = answeredAt(state);
  return answer && at !== undefined ? { by: answer.recordedBy, at, isOn: state.state === 'answered' } : undefined;
}

/** Whole years of those who are younger than 16, by case: a board says so, and nothing else of who they are. */
export async function childAges(
  tx: Tx,
  tenant: number,
  about: { ids: readonly string[]; on: string },
): Promise<ReadonlyMap<string, number>> {
  if (about.ids.length === 0) return new Map();
  const rows = await tables(tx)
    .selectFrom('case_person')
    .select(['case', sql<number>`extract(year from age(${about.on}::date, date_of_birth))::int`.as('years')])
    .where('tenant', '=', tenant)
    .where('case', 'in', [...about.ids])
    .where('date_of_birth', '>', sql<string>`(${about.on}::date - interval '16 years')::date`)
    .execute();
  return new Map(rows.map(({ case: id, years }) => [id, years]));
}

/** A case as its row says, whatever the row says: for the census, which compares it with what the events say. */
export type CaseSaid = {
  id: string;
  service: number;
  number: string;
  version: number;
  queue: Queue | null;
  heldBy: string | null;
  priority: Priority;
  dueAt: Instant | null;
  state: CaseLine['state'];
  isOpen: boolean;
};

/** Every open row of an organisation, and whatever rows there are of these further cases. */
export async function casesSaid(tx: Tx, tenant: number, also: readonly string[]): Promise<CaseSaid[]> {
  const rows = await tables(tx)
    .selectFrom('case_now')
    .select(['id', 'service', 'number', 'version', 'queue', 'held_by', 'priority', 'due_at', 'state', 'closed_at'])
    .where('tenant', '=', tenant)
    .where(({ or, eb }) => or([eb('closed_at', 'is', null), ...(also.length > 0 ? [eb('id', 'in', [...also])] : [])]))
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    service: row.service,
    number: row.number,
    version: row.version,
    queue: row.queue as Queue | null,
    heldBy: row.held_by,
    priority: row.priority as Priority,
    dueAt: row.due_at === null ? null : (row.due_at.getTime() as Instant),
    state: row.state as CaseLine['state'],
    isOpen: row.closed_at === null,
  }));
}
