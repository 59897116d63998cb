import { sql } from 'kysely';
import { append, type Database, ensureYear, inScope } from '#database';
import { uuidv7FromKey } from '#shared';
import type { KernelEvent } from './clock/clock.ts';
import { foldClocks } from './clock/fold.ts';
import { clockRows } from './clockStore.ts';
import type { Rule } from './packs/pack.ts';
import { defaultRule, ensureRules } from './ruleStore.ts';

/** For tests: an organisation with one service, and streams written as a command would write them. */
export type Installation = { db: Database; tenant: number; service: { id: number; slug: string }; rule: Rule };

const by = '01900000-0000-7000-8000-000000000001';

export async function anInstallation(db: Database, slug: string): Promise<Installation> {
  const { rows } = await db.app.query<{ id: number }>(
    'insert into organisation (slug, name) values ($1, $1) returning id',
    [slug],
  );
  const tenant = rows[0]!.id;
  return inScope(db, { tenants: [tenant] }, async (tx) => {
    const service = await sql<{ id: number }>`insert into service (tenant, slug, name, kind)
      values (${tenant}, ${slug}, ${slug}, 'out-of-hours') returning id`.execute(tx);
    await ensureRules(tx);
    return { db, tenant, service: { id: service.rows[0]!.id, slug }, rule: await defaultRule(tx) };
  });
}

/** Appends the stream with its clocks, and returns its id. The birth event is given the service. */
export async function store(
  { db, tenant, service, rule }: Installation,
  key: string,
  events: readonly KernelEvent[],
): Promise<string> {
  const birth = events[0]!;
  const stream = uuidv7FromKey(birth.occurredAt, key);
  await ensureYear(db, birth.occurredAt);
  const named = events.map((event, index) =>
    index > 0 ? event : { ...event, data: { ...event.data, service: service.id } },
  );
  const written = named.map((event) => ({ ...event, data: { ...event.data } }));
  await inScope(db, { tenants: [tenant] }, (tx) =>
    append(tx, {
      tenant,
      stream,
      expected: 0,
      recordedAt: birth.recordedAt,
      recordedBy: by,
      source: 'api',
      events: written,
      rows: clockRows({ tenant, subject: stream, before: [], after: foldClocks(rule, named) }),
    }),
  );
  return stream;
}

/** Appends to a stream that is there, as a command would: load, fold, write what differs. */
export async function extend(
  { db, tenant, rule }: Installation,
  stream: string,
  { before, after }: { before: KernelEvent[]; after: KernelEvent[] },
): Promise<void> {
  const events = after.slice(before.length).map((event) => ({ ...event, data: { ...event.data } }));
  const clocks = { before: foldClocks(rule, before), after: foldClocks(rule, after) };
  const about = { tenant, stream, recordedAt: events[0]!.recordedAt, recordedBy: by, source: 'api' } as const;
  await inScope(db, { tenants: [tenant] }, (tx) =>
    append(tx, { ...about, expected: before.length, events, rows: clockRows({ tenant, subject: stream, ...clocks }) }),
  );
}
