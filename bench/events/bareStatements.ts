import pg from 'pg';
import { connection } from '#database';
import { newId } from '#shared';
import type { Staffed } from '../support/organisation.ts';
import { onePatient } from '../support/patient.ts';
import { measured, type Seen, type Stretch } from './rates.ts';

/** One write statement as the product sent it, and the stream, key and case number that were in it. */
export type Statement = { text: string; values: unknown[] };
export type Recorded = { stream: string; number: string; account: string; statements: Statement[] };

export type BareAsk = { url: string; tenant: number; recorded: Recorded; connections: number; stretch: Stretch };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Keeps every write statement that this process sends to the database, from before its first connection until `stop`. */
export function listenToWrites(): { statements: Statement[]; stop(): void } {
  const statements: Statement[] = [];
  const plain = pg.Client.prototype.query;
  const listening = function (this: pg.Client, ...asked: unknown[]) {
    const [text, values] = asked as [string | { text: string; values?: unknown[] }, unknown[] | undefined];
    const statement = typeof text === 'string' ? { text, values: values ?? [] } : { values: [], ...text };
    if (statement.text.startsWith('with facts as')) statements.push({ text: statement.text, values: statement.values });
    return Reflect.apply(plain, this, asked);
  };
  pg.Client.prototype.query = listening as typeof plain;
  return {
    statements,
    stop: () => {
      pg.Client.prototype.query = plain;
    },
  };
}

/** Takes one patient through the product, so that the bare limit is measured with exactly the rows that the product writes. */
export async function takeOneThrough(port: number, staffed: Staffed): Promise<{ stream: string; account: string }> {
  const stream = newId();
  const [doctor] = staffed.doctors;
  for (const step of onePatient(staffed.service, stream)) {
    const answer = await fetch(`http://127.0.0.1:${port}${step.path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${doctor?.token}`,
        'idempotency-key': newId(),
      },
      body: JSON.stringify(step.body),
    });
    if (!answer.ok) throw new Error(`${step.command}: ${await answer.text()}`);
  }
  return { stream, account: doctor?.account ?? '' };
}

/** The number that the product gave to the case; it is unique, so each repetition needs one of its own. */
export function numberIn(statements: readonly Statement[]): string {
  return /"number":"(\d{4}-\d{3,})"/.exec(JSON.stringify(statements).replaceAll('\\"', '"'))?.[1] ?? '';
}

/** The same rows, ready made, each patient under ids of their own, as autocommit statements and nothing else. */
export async function bareStatements({ url, tenant, recorded, connections, stretch }: BareAsk): Promise<Seen> {
  const clients = await Promise.all(Array.from({ length: connections }, () => connected(url, tenant)));
  const templates = recorded.statements.map((statement, index) => filled(statement, recorded, index));
  const lines = clients.map((client, line) => {
    let at = 0;
    let patient = 0;
    let ids = { stream: newId(), number: '' };
    return async () => {
      if (at === 0) {
        ids = { stream: newId(), number: `${process.pid}-${line}-${patient}` };
        patient += 1;
      }
      const template = templates[at];
      at = (at + 1) % templates.length;
      if (template) await client.query(template(ids));
      return true;
    };
  });
  const rate = await measured(connections, stretch, async (line) => (await lines[line]?.()) ?? false);
  await Promise.all(clients.map((client) => client.end()));
  return rate;
}

type Ids = { stream: string; number: string };

/** Ids that came with the request or were minted for it are new each time; everything else is as it was. */
function filled({ text, values }: Statement, { stream, number, account }: Recorded, index: number) {
  const parts = values.map((value): ((ids: Ids) => unknown) => {
    const stored = isBytes(value) ? Buffer.from(value.data) : value;
    if (typeof stored !== 'string') return () => stored;
    if (stored === stream) return (ids) => ids.stream;
    if (stored === account) return () => stored;
    if (UUID.test(stored)) return () => newId();
    if (!stored.includes(stream) && !stored.includes(number)) return () => stored;
    return (ids) => stored.replaceAll(stream, ids.stream).replaceAll(number, ids.number);
  });
  return (ids: Ids) => ({ name: `bare ${index}`, text, values: parts.map((part) => part(ids)) });
}

/** What a Buffer has become on its way to another process. */
function isBytes(value: unknown): value is { type: 'Buffer'; data: number[] } {
  return typeof value === 'object' && value !== null && (value as { type?: string }).type === 'Buffer';
}

/** As the product's own role, behind row-level security, with its scope set once for the connection. */
async function connected(url: string, tenant: number): Promise<pg.Client> {
  const client = new pg.Client(connection(url));
  await client.connect();
  await client.query("select set_config('vigil.tenants', $1, false)", [String(tenant)]);
  return client;
}

export type RowAsk = { url: string; connections: number; stretch: Stretch };

/** One row into one table with one key, each in a commit of its own: what this machine's disk and database can do at most. */
export async function singleRows({ url, connections, stretch }: RowAsk): Promise<Seen> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client(connection(url));
      await client.connect();
      return client;
    }),
  );
  const insert = { name: 'row', text: 'insert into bench_row (id, body) values ($1, $2)' };
  const body = 'x'.repeat(200);
  const rate = await measured(connections, stretch, async (line) => {
    await clients[line]?.query({ ...insert, values: [newId(), body] });
    return true;
  });
  await Promise.all(clients.map((client) => client.end()));
  return rate;
}
