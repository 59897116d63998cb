import { sql } from 'kysely';
import type pg from 'pg';
import { columnList, type Database, firstUuid, inScope, readSlice, type Tx } from '#database';
import { foldClocks } from './clock/fold.ts';
import { clockJson, clockKey, keyOf, sameClock } from './clockRow.ts';
import { readClocks } from './clockSlices.ts';
import { written } from './clockStore.ts';

import { createRuleBook, type RuleBook } from './ruleStore.ts';
import { ruleOf } from './verify.ts';

export type Rebuilt = { streams: number; clocks: number; changed: number };

const sliceRows = 5_000;

/**
 * Writes the clocks of one organisation anew from its events: after a change of rule, or damage that verify has named.
 * A slice is one transaction that keeps other writers of clocks out (well under a second) and changes only rows that differ.
 */
export async function rebuildClocks(db: Database, tenant: number, rows = sliceRows): Promise<Rebuilt> {
  const total: Rebuilt = { streams: 0, clocks: 0, changed: 0 };
  const book = createRuleBook();
  for (let after = firstUuid, last = false; !last; ) {
    const done = await inScope(db, { tenants: [tenant] }, (tx, client) =>
      rebuildSlice({ tx, client, book, rows }, tenant, after),
    );
    total.streams += done.streams;
    total.clocks += done.clocks;
    total.changed += done.changed;
    after = done.to;
    last = done.last;
  }
  return total;
}

type Rebuild = { tx: Tx; client: pg.ClientBase; book: RuleBook; rows: number };

async function rebuildSlice({ tx, client, book, rows }: Rebuild, tenant: number, after: string) {
  await sql`lock table clock in share row exclusive mode`.execute(tx);
  const slice = await readSlice(client, { tenant, after, rows });
  const stored = new Map(
    (await readClocks(client, { tenant, after, to: slice.to })).map((clock) => [
      `${clock.subject} ${keyOf(clock)}`,
      clock,
    ]),
  );
  const changed: object[] = [];
  let clocks = 0;
  for (const { stream, events } of slice.streams) {
    for (const clock of foldClocks(await ruleOf(tx, book, events), events)) {
      const was = stored.get(`${stream} ${keyOf(clock)}`);
      stored.delete(`${stream} ${keyOf(clock)}`);
      if (!was || !sameClock(was, clock)) changed.push(clockJson(tenant, stream, clock));
      clocks += 1;
    }
  }
  if (changed.length > 0) await sql`${written(changed)}`.execute(tx);
  if (stored.size > 0) await removeAll(tx, [...stored.values()]);
  return {
    streams: slice.streams.length,
    clocks,
    changed: changed.length + stored.size,
    to: slice.to,
    last: slice.last,
  };
}

async function removeAll(tx: Tx, gone: readonly object[]): Promise<void> {
  const key = columnList(clockKey);
  await sql`delete from clock where (${key}) in
    (select ${key} from json_populate_recordset(null::clock, ${JSON.stringify(gone)}::json))`.execute(tx);
}
