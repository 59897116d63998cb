import type pg from 'pg';
import type { Entry } from './ledger.ts';
import { faultsOfOwn } from './ownEvents.ts';

/** What each command leaves in the log, exactly once. */
const EVENTS_OF: Record<string, readonly string[]> = {
  'open-case': ['CaseOpened'],
  'start-assessment': ['AssessmentStarted'],
  'finish-assessment': ['AssessmentFinished'],
  'request-visit': ['VisitRequested'],
  'start-consultation': ['ConsultationStarted'],
  'finish-consultation': ['NoteWritten', 'ConsultationFinished'],
  'close-case': ['CaseClosed'],
  'note-repeat': ['CaseNotedRepeat'],
};

/** Comes in the one decision with a repeat contact, from the third on: whether it is there follows from how many there were. */
const decidedBeside: ReadonlySet<string> = new Set(['RangBack', 'PriorityChanged']);

export type Fault = { kind: 'lost' | 'twice' | 'refused-but-there' | 'half' | 'unheard-of'; at: string; why: string };
export type Replayed = { acknowledged: number; refused: number; unknown: number; faults: Fault[] };

type Stored = {
  /** Key to stream. */
  requests: Map<string, string>;
  /** What there is because somebody asked for it, by stream. */
  events: Map<string, string[]>;
  /** Every event of a stream, whoever wrote it. */
  lengths: Map<string, number>;
  accesses: Map<string, number>;
  rows: Map<string, { version: number; people: number; complaints: number; notes: number }>;
};

/** Holds a whole ledger to a database: each acknowledged request there exactly once, each refused one not at all. */
export async function replay(owner: pg.Client, tenant: number, entries: readonly Entry[]): Promise<Replayed> {
  const stored = await read(owner, tenant);
  const done = entries.filter(({ outcome }) => outcome === 'acknowledged');
  const refused = entries.filter(({ outcome }) => outcome === 'refused');
  const faults: Fault[] = [];
  for (const { key, stream, command } of done) {
    const subject = stored.requests.get(key);
    if (subject !== stream) faults.push({ kind: 'lost', at: key, why: `${command} of ${stream} was acknowledged` });
  }
  for (const { key, stream, command } of refused) {
    if (stored.requests.has(key)) faults.push({ kind: 'refused-but-there', at: key, why: `${command} of ${stream}` });
  }
  const byStream = grouped(done, ({ stream }) => stream);
  for (const [stream, asked] of byStream) faults.push(...ofStream(stored, stream, asked));
  for (const stream of stored.events.keys()) {
    if (!byStream.has(stream)) faults.push({ kind: 'unheard-of', at: stream, why: 'nobody was told that it was done' });
  }
  faults.push(...(await faultsOfOwn(owner, tenant, byStream)));
  const unknown = entries.length - done.length - refused.length;
  return { acknowledged: done.length, refused: refused.length, unknown, faults };
}

function ofStream({ events, lengths, accesses, rows }: Stored, stream: string, asked: readonly Entry[]): Fault[] {
  const faults: Fault[] = [];
  const there = (events.get(stream) ?? []).filter((type) => !decidedBeside.has(type));
  const wanted = asked.flatMap(({ command }) => EVENTS_OF[command] ?? [command]);
  for (const type of new Set([...wanted, ...there])) {
    const [want, have] = [wanted, there].map((types) => types.filter((each) => each === type).length) as [
      number,
      number,
    ];
    if (have < want) faults.push({ kind: 'lost', at: stream, why: `${type}: ${want} acknowledged, ${have} there` });
    if (have > want) faults.push({ kind: 'twice', at: stream, why: `${type}: ${want} acknowledged, ${have} there` });
  }
  for (const [command, of] of grouped(asked, (entry) => entry.command)) {
    const records = accesses.get(`${stream} ${command}`) ?? 0;
    if (records !== of.length)
      faults.push({ kind: 'half', at: stream, why: `${records} records of access to ${of.length} of ${command}` });
  }
  const row = rows.get(stream);
  const length = lengths.get(stream) ?? 0;
  const notes = asked.filter(({ command }) => command === 'finish-consultation').length;
  if (!row || row.version !== length || row.people !== 1 || row.complaints !== 1 || row.notes !== notes)
    faults.push({ kind: 'half', at: stream, why: `${length} events and ${JSON.stringify(row ?? 'no row')}` });
  return faults;
}

async function read(owner: pg.Client, tenant: number): Promise<Stored> {
  const ask = async <Row extends object>(text: string) => (await owner.query<Row>(text, [tenant])).rows;
  const requests = await ask<{ key: string; subject: string }>('select key, subject from request where tenant = $1');
  // What the product writes by itself, unasked, says so; an event that somebody asked for cannot hide behind it.
  const events = await ask<{ stream: string; types: string[] | null; length: number }>(
    `select stream, array_agg(type order by version) filter (where source <> 'job') as types, count(*)::int as length
     from event where tenant = $1 group by stream`,
  );
  const accesses = await ask<{ name: string; n: number }>(
    `select subject || ' ' || action as name, count(*)::int as n from access where tenant = $1 and subject is not null group by 1`,
  );
  const rows = await ask<{ id: string; version: number; people: number; complaints: number; notes: number }>(
    `select id, version, (select count(*)::int from case_person p where p.tenant = c.tenant and p."case" = c.id) as people,
       (select count(*)::int from case_text t where t.tenant = c.tenant and t."case" = c.id and kind = 'complaint') as complaints,
       (select count(*)::int from case_note t where t.tenant = c.tenant and t."case" = c.id) as notes
     from case_now c where tenant = $1`,
  );
  return {
    requests: new Map(requests.map(({ key, subject }) => [key, subject])),
    events: new Map(events.flatMap(({ stream, types }) => (types === null ? [] : [[stream, types]]))),
    lengths: new Map(events.map(({ stream, length }) => [stream, length])),
    accesses: new Map(accesses.map(({ name, n }) => [name, n])),
    rows: new Map(rows.map(({ id, ...row }) => [id, row])),
  };
}

/** How many of these unanswered requests were done all the same: each is there once or not at all. */
export async function countDone(owner: pg.Client, tenant: number, keys: readonly string[]): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    'select count(*)::int as n from request where tenant = $1 and key = any($2::uuid[])',
    [tenant, keys],
  );
  return rows[0]?.n ?? 0;
}

function grouped<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group) group.push(item);
    else groups.set(nameOf(item), [item]);
  }
  return groups;
}
