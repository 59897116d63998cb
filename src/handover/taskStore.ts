import { sql } from 'kysely';
import type { Tx } from '#database';
import { instantFromMs } from '#shared';
import { tables } from './tables.ts';
import type { Task } from './tasks.ts';

/** Writes down what is to be done, once each however often the log is read. */
export async function addTasks(tx: Tx, tasks: readonly Task[]): Promise<void> {
  if (tasks.length === 0) return;
  const rows = tasks.map(({ at, ...task }) => ({ ...task, at: new Date(at), done_at: null, tries: 0 }));
  await tables(tx)
    .insertInto('message_task')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What is still to be done, in the order in which it happened; of one stream always the earlier first. */
export async function openTasks(tx: Tx, tenant: number, limit = 200): Promise<Task[]> {
  const rows = await tables(tx)
    .selectFrom('message_task')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('done_at', 'is', null)
    .orderBy('tries')
    .orderBy('at')
    .orderBy('stream')
    .orderBy('version')
    .limit(limit)
    .execute();
  return rows.map(({ stream, version, kind, at }) => ({
    ...{ tenant, stream, version, kind },
    at: instantFromMs(at.getTime()),
  }));
}

/** What has been seen to of one stream, by the version of its event. */
export async function tasksDone(tx: Tx, tenant: number, stream: string): Promise<Set<number>> {
  const rows = await tables(tx)
    .selectFrom('message_task')
    .select('version')
    .where('tenant', '=', tenant)
    .where('stream', '=', stream)
    .where('done_at', 'is not', null)
    .execute();
  return new Set(rows.map(({ version }) => version));
}

export async function taskDone(tx: Tx, { tenant, stream, version }: Task): Promise<void> {
  await sql`update message_task set done_at = clock_timestamp() where tenant = ${tenant} and stream = ${stream}::uuid
    and version = ${version}`.execute(tx);
}

/** It failed and stays to be done, behind those that have not been tried. */
export async function taskTried(tx: Tx, { tenant, stream, version }: Task): Promise<void> {
  await sql`update message_task set tries = tries + 1 where tenant = ${tenant} and stream = ${stream}::uuid
    and version = ${version}`.execute(tx);
}
