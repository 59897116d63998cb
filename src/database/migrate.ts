import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { connection } from './connect.ts';
import { packageRoot } from './packageRoot.ts';
import { makeRoles, type RoleUrls } from './roles.ts';

const FOLDER = join(packageRoot, 'src', 'database', 'migrations');

type Migration = { name: string; text: string; digest: string };

async function migrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(FOLDER, name), 'utf8');
      return { name, text, digest: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/**
 * Brings the database forward, as its owner. Each migration runs once, in a transaction of its own, under a lock that a second
 * starter waits for. One that was changed after it ran is refused by name.
 */
export async function migrate(ownerUrl: string, configured: RoleUrls = {}): Promise<string[]> {
  const owner = new pg.Client({ ...connection(ownerUrl), application_name: 'vigil migrate' });
  await owner.connect();
  try {
    await owner.query("select pg_advisory_lock(hashtext('vigil migrate'))");
    await makeRoles(owner, ownerUrl, configured);
    await owner.query(
      'create table if not exists migration (name text primary key, digest text not null, at timestamptz not null default now())',
    );
    const ran = new Map(
      (await owner.query<{ name: string; digest: string }>('select name, digest from migration')).rows.map((r) => [
        r.name,
        r.digest,
      ]),
    );
    const done: string[] = [];
    for (const migration of await migrations()) {
      const before = ran.get(migration.name);
      if (before === migration.digest) continue;
      if (before !== undefined)
        throw new Error(`${migration.name} was changed after it had run; write a new migration instead`);
      await run(owner, migration);
      done.push(migration.name);
    }
    return done;
  } finally {
    await owner.end();
  }
}

async function run(owner: pg.Client, { name, text, digest }: Migration): Promise<void> {
  await owner.query('begin');
  try {
    await owner.query(text);
    await owner.query('insert into migration (name, digest) values ($1, $2)', [name, digest]);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback');
    throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}
