import pg from 'pg';
import { connection } from '#database';
import { newId } from '#shared';
import { withDatabase } from '../../src/database/testing.ts';
import type { Entry } from './ledger.ts';
import { replay } from './replay.ts';

/** Damage done by hand to a copy, and whether the replay named it. */
export type Control = { damage: string; seen: boolean };

/** A zero says something only if one lost write would have been seen: each kind of damage is done to a copy, and must be named. */
export async function control(ownerUrl: string, tenant: number, entries: readonly Entry[]): Promise<Control[]> {
  const name = 'vigil_control';
  await asOwner(withDatabase(ownerUrl, 'postgres'), (owner) => owner.query(`create database ${name} template vigil`));
  return asOwner(withDatabase(ownerUrl, name), async (owner) => {
    await owner.query('set session_replication_role = replica');
    const done = entries.filter(({ outcome }) => outcome === 'acknowledged');
    const refused = entries.find(({ outcome }) => outcome === 'refused');
    const closing = done.filter(({ command }) => command === 'close-case');
    const [lost, doubled, forgotten] = closing;
    if (!lost || !doubled || !forgotten || !refused) throw new Error('too little was done to damage any of it');
    const seen = async (damage: string, at: string, text: string, values: unknown[]): Promise<Control> => {
      await owner.query('begin');
      await owner.query(text, values);
      const { faults } = await replay(owner, tenant, entries);
      await owner.query('rollback');
      return { damage, seen: faults.length > 0 && faults.every((fault) => fault.at === at) };
    };
    const strange = newId();
    const [owed] = (await owner.query<{ stream: string; about: string }>(OWED, [tenant])).rows;
    if (!owed) throw new Error('no message was owed to any practice');
    const columns =
      'tenant, stream, type, shape, occurred_at, recorded_at, recorded_by, source, corrects, reason, data, digest';
    return [
      await seen(
        'one acknowledged event is gone',
        lost.stream,
        "delete from event where stream = $1 and type = 'CaseClosed'",
        [lost.stream],
      ),
      await seen(
        'one acknowledged event is there twice',
        doubled.stream,
        `insert into event (version, ${columns}) select version + 1, ${columns} from event where stream = $1 and type = 'CaseClosed'`,
        [doubled.stream],
      ),
      await seen('the key of one acknowledged request is gone', forgotten.key, 'delete from request where key = $1', [
        forgotten.key,
      ]),
      await seen(
        'one refused request is there',
        refused.key,
        `insert into request (tenant, actor, key, digest, status) values (${tenant}, $1, $2, '', 200)`,
        [refused.account, refused.key],
      ),
      await seen(
        'one event that nobody asked for is there',
        strange,
        `insert into event (version, ${columns}) select version, ${columns.replace('stream', `'${strange}'::uuid`)} from event
           where stream = $1 and version = 1`,
        [lost.stream],
      ),
      await seen('one message that is owed is gone', owed.about, 'delete from event where stream = $1', [owed.stream]),
      await seen(
        'one message is owed twice',
        owed.about,
        `insert into event (version, ${columns}) select version, ${columns.replace('stream', `'${strange}'::uuid`)} from event
           where stream = $1`,
        [owed.stream],
      ),
      await seen(
        'one message is owed for nothing',
        strange,
        `insert into event (version, ${columns}) select version, ${columns
          .replace('stream', `'${strange}'::uuid`)
          .replace(' data', ` jsonb_set(data::jsonb, '{case}', '"${strange}"')::json`)} from event
           where stream = $1 and version = 1`,
        [owed.stream],
      ),
    ];
  }).finally(() =>
    asOwner(withDatabase(ownerUrl, 'postgres'), (owner) => owner.query(`drop database ${name} with (force)`)),
  );
}

const OWED = `select stream, data->>'case' as about from event where tenant = $1 and type = 'MessageDue' order by position limit 1`;

export async function asOwner<T>(url: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client(connection(url));
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
