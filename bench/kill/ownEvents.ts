import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import type { Fault } from './replay.ts';

/** A stream that the product began by itself. */
type Own = { stream: string; birth: string; about: string; name: string; length: number; row: number | null };

/**
 * What the product writes by itself answers no request, so no ledger names it: it is held to what it is about. Each piece of it is about a case
 * that somebody asked for, is there once, whole with its row, and each closed case is owed exactly one message.
 */
export async function faultsOfOwn(
  owner: pg.Client,
  tenant: number,
  asked: { has(stream: string): boolean },
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const streams = (await owner.query<Own>(OWN, [tenant])).rows;
  const names = new Map<string, number>();
  for (const { stream, birth, about, name, length, row } of streams) {
    if (birth !== 'BaseWatched' && !asked.has(about)) {
      faults.push({ kind: 'unheard-of', at: stream, why: `${birth} about ${about}, which nobody asked for` });
      continue;
    }
    names.set(name, (names.get(name) ?? 0) + 1);
    if (names.get(name) === 2) faults.push({ kind: 'twice', at: about, why: `${name} is there more than once` });
    if (row !== length) faults.push({ kind: 'half', at: about, why: `${birth}: ${length} events, row ${row}` });
  }
  const owed = await owner.query<{ stream: string }>(UNPAID, [tenant]);
  for (const { stream } of owed.rows)
    faults.push({ kind: 'lost', at: stream, why: 'it is closed, and no message to a practice is owed for it' });
  const early = await owner.query<{ stream: string }>(TOO_EARLY, [tenant]);
  for (const { stream } of early.rows)
    faults.push({ kind: 'half', at: stream, why: 'a message is owed for it, and it is not closed' });
  return faults;
}

/** Streams that begin with a word of the product's own. A base is watched because it is there; what names no case beside that is about itself. */
const OWN = `
  select b.stream, b.type as birth, coalesce(b.data->>'case', b.stream::text) as about,
    concat_ws(' ', b.type, b.data->>'kind', b.data->>'case', b.data->>'call', b.data->>'message', b.data->>'place') as name,
    (select count(*)::int from event e where e.tenant = b.tenant and e.stream = b.stream) as length,
    coalesce((select version from message_now m where m.tenant = b.tenant and m.id = b.stream),
      (select version from work_now w where w.tenant = b.tenant and w.id = b.stream),
      (select version from base_now n where n.tenant = b.tenant and n.id = b.stream)) as row
  from event b where b.tenant = $1 and b.version = 1 and b.source = 'job'`;

const FOLLOWED_MS = 60_000;

/** Gives the product the time to follow what was closed; what it has not followed by then is told as lost. */
export async function letItFollow(owner: pg.Client, tenant: number): Promise<void> {
  for (const end = Date.now() + FOLLOWED_MS; Date.now() < end; await wait(250))
    if ((await owner.query(UNPAID, [tenant])).rows.length === 0) return;
}

/** Closed cases without a message. */
const UNPAID = `
  select distinct c.stream from event c where c.tenant = $1 and c.type = 'CaseClosed'
    and not exists (select 1 from event d where d.tenant = c.tenant and d.type = 'MessageDue' and d.data->>'case' = c.stream::text)`;

const TOO_EARLY = `
  select d.data->>'case' as stream from event d where d.tenant = $1 and d.type = 'MessageDue'
    and exists (select 1 from case_now n where n.tenant = d.tenant and n.id::text = d.data->>'case')
    and not exists (select 1 from event c where c.tenant = d.tenant and c.type = 'CaseClosed' and c.stream::text = d.data->>'case')`;
