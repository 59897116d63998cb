import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerOrganisation, registerService } from '#people';
import { instant } from '#shared';
import { openInstallation } from '../installation.ts';
import { ensureYear } from './log.ts';
import { ROLES, unfitRole } from './roles.ts';
import { inScope } from './scope.ts';
import { asOwner, type TestDatabase, testDatabase } from './testing.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await ensureYear(db, instant('2027-03-28T20:00:00Z'));
});
afterAll(() => db.drop());

const ask = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  asOwner(db, async (owner) => (await owner.query(text, values)).rows as Row[]);
const names = (rows: { name: string }[]) => rows.map(({ name }) => name).sort();

/** Tables without a tenant, each because of what it says; a new one has to be thought about and written down here. */
const SHARED = {
  account: 'one person may work in several organisations',
  api_token: 'of an account; the hash alone',
  figure: 'released to everybody',
  follower: 'how far a job has read',
  installation: 'which installation this is',
  migration: 'what has run',
  organisation: 'the list of tenants itself',
  organisation_clock: 'what time it is in each',
  postcode_edition: 'which published files of postcodes were loaded, and their licence',
  postcode_position: 'published: where a postcode is, and nobody who lives there',
  rule: 'rule books are public',
  seal: 'digests over all tenants together',
  session: 'of an account; the hash alone',
  sign_in_attempt: 'made before anybody is known',
};

const WITH_TENANT = `select c.oid, c.relname as name, c.relispartition as part, c.relrowsecurity and c.relforcerowsecurity as walled
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;

describe('the wall between organisations', () => {
  it('stands on every table with a tenant, for its owner too', async () => {
    const tables = await ask<{ name: string; walled: boolean }>(WITH_TENANT);
    expect(tables.length).toBeGreaterThan(15);
    expect(names(tables.filter(({ walled }) => !walled))).toEqual([]);
  });

  it('is a policy that reads and writes by the tenants of the transaction', async () => {
    const lacking = await ask<{ name: string }>(`select t.name from (${WITH_TENANT}) t where not t.part and not exists (
      select 1 from pg_policy p where p.polrelid = t.oid and p.polcmd = '*' and p.polpermissive
        and p.polroles = array[(select oid from pg_roles where rolname = '${ROLES.app}')]
        and pg_get_expr(p.polqual, p.polrelid) like '%vigil_tenants()%'
        and pg_get_expr(p.polwithcheck, p.polrelid) like '%vigil_tenants()%')`);
    expect(names(lacking)).toEqual([]);
  });

  it('has one door more: an account reads its own grants; and only the sealer and the public read past it', async () => {
    const others = await ask<{
      name: string;
    }>(`select p.polname || ' on ' || p.polrelid::regclass || ' ' || p.polcmd::text || ' to ' ||
        array_to_string(array(select rolname from pg_roles r where r.oid = any (p.polroles) order by 1), ', ') as name
      from pg_policy p where p.polname <> 'tenant_wall'`);
    const doors = names(others).filter((name) => !/^sealer_reads on \w+ r to vigil_sealer$/.test(name));
    expect(doors).toEqual([
      'own_grants on role_grant r to vigil_app',
      'public_reads on public_notice r to vigil_public',
      'public_reads on release r to vigil_public',
    ]);
  });

  it('cannot be walked round by way of a partition', async () => {
    expect((await ask(`select 1 from (${WITH_TENANT}) t where t.part`)).length).toBe(3);
    const open = await ask<{ name: string }>(
      `select t.name from (${WITH_TENANT}) t, unnest($1::text[]) role
      where t.part and has_any_column_privilege(role, t.oid, 'select, insert, update')`,
      [Object.values(ROLES)],
    );
    expect(names(open)).toEqual([]);
  });

  it('leaves out the tables that are shared, each by name', async () => {
    const shared = await ask<{ name: string }>(`select relname as name from pg_class c
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
        and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped)`);
    expect(names(shared)).toEqual(Object.keys(SHARED).sort());
  });

  it('shows an organisation its own rows, no other’s, and nobody anything without a scope', async () => {
    const [one, other] = [
      await registerOrganisation(db, { slug: 'one', name: 'One', madeUp: true }),
      await registerOrganisation(db, { slug: 'other', name: 'Other', madeUp: true }),
    ];
    for (const [tenant, slug] of [
      [one, 'one'],
      [other, 'other'],
    ] as const)
      await registerService(db, { tenant, slug, name: slug, kind: 'out-of-hours' });
    const seen = (tenants: number[]) =>
      inScope(db, { tenants }, async (_, client) =>
        names((await client.query('select slug as name from service')).rows),
      );
    expect(await seen([one])).toEqual(['one']);
    expect(await seen([other])).toEqual(['other']);
    expect(await seen([one, other])).toEqual(['one', 'other']);
    expect(await seen([])).toEqual([]);
    expect((await db.app.query('select 1 from service')).rowCount).toBe(0);
    await expect(
      inScope(db, { tenants: [one] }, (_, client) =>
        client.query(
          `insert into service (tenant, slug, name, kind) values (${other}, 'planted', 'Planted', 'out-of-hours')`,
        ),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('the three roles', () => {
  it('own nothing, and stand above nothing', async () => {
    const above = await ask<{ name: string }>(
      `select rolname as name from pg_roles where rolname = any ($1)
        and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)`,
      [Object.values(ROLES)],
    );
    expect(names(above)).toEqual([]);
    const owned = await ask<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = any ($1)
        union all select p.oid::regprocedure::text from pg_proc p join pg_roles r on r.oid = p.proowner where r.rolname = any ($1)
        union all select nspname::text from pg_namespace n join pg_roles r on r.oid = n.nspowner where r.rolname = any ($1)
        union all select datname::text from pg_database d join pg_roles r on r.oid = d.datdba where r.rolname = any ($1)`,
      [Object.values(ROLES)],
    );
    expect(names(owned)).toEqual([]);
    const members = await ask(
      'select 1 from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = any ($1)',
      [Object.values(ROLES)],
    );
    expect(members).toEqual([]);
  });

  it('cannot change or take away what has happened', async () => {
    const rights = await ask<{ name: string }>(
      `select role || ' may ' || priv || ' ' || t as name from unnest($1::text[]) role, unnest(array['update', 'delete', 'truncate']) priv,
        unnest(array['event', 'access', 'seal', 'release', 'figure', 'public_notice', 'audit', 'case_text']) t
        where has_table_privilege(role, t, priv) or (priv = 'update' and has_any_column_privilege(role, t, 'update'))`,
      [Object.values(ROLES)],
    );
    expect(names(rights)).toEqual([]);
  });

  it('have nothing that anybody may call with the owner’s rights but what makes a year’s tables', async () => {
    const definers = await ask<{ name: string }>(
      "select proname as name from pg_proc where prosecdef and pronamespace = 'public'::regnamespace",
    );
    expect(names(definers)).toEqual(['ensure_year']);
    const callers = await ask<{ name: string }>(
      "select role as name from unnest($1::text[]) role where has_function_privilege(role, 'ensure_year(timestamptz)', 'execute')",
      [Object.values(ROLES)],
    );
    expect(names(callers)).toEqual([ROLES.app]);
  });
});

describe('the public’s role', () => {
  it('may select the released columns, and nothing else', async () => {
    const columns = await ask<{ name: string; columns: string[] }>(
      `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
          and has_column_privilege($1, c.oid, a.attnum, 'select') group by c.relname order by c.relname`,
      [ROLES.public],
    );
    const readable = Object.fromEntries(columns.map((row) => [row.name, row.columns]));
    expect(Object.keys(readable)).toEqual(['figure', 'public_notice', 'release']);
    // Who posted or released it is a person: the post is said, never the account.
    for (const person of ['posted_by', 'made_by', 'recorded_by', 'actor'])
      for (const list of Object.values(readable)) expect(list).not.toContain(person);
    expect(readable.public_notice).toEqual([
      'tenant',
      'id',
      'service_slug',
      'place_slug',
      'service_name',
      'place_name',
      'says',
      'go_to',
      'posted_at',
    ]);
  });

  it('may write nothing', async () => {
    const rights = await ask<{ name: string }>(
      `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'S')
        and (case when c.relkind = 'S' then has_sequence_privilege($1, c.oid, 'usage, update')
          else has_table_privilege($1, c.oid, 'insert, update, delete, truncate, references, trigger')
            or has_any_column_privilege($1, c.oid, 'insert, update') end)`,
      [ROLES.public],
    );
    expect(names(rights)).toEqual([]);
  });

  it('is refused what it asks for beside that', async () => {
    for (const statement of [
      'select * from release',
      'select posted_by from public_notice',
      'select name from account',
      'select patient_name from case_person',
      'select data from event',
      "select ensure_year('2031-01-01')",
      "insert into public_notice (says) values ('open')",
      'create table planted (x int)',
    ])
      await expect(db.public.query(statement), statement).rejects.toThrow(/permission denied/);
  });
});

describe('an app that would stand above the wall', () => {
  it('does not boot as the owner', async () => {
    const config = {
      port: 0,
      host: '127.0.0.1',
      dataFolder: '/nowhere',
      mode: 'live',
      seed: '1',
      logLevel: 'silent',
    } as const;
    const asTheOwner = openInstallation(
      { ...config, databaseUrl: db.ownerUrl, roleUrls: { app: db.ownerUrl } },
      () => {},
    );
    await expect(asTheOwner).rejects.toThrow(
      /Vigil will not serve: the role \w+ (stands above row-level security|owns the tables)/,
    );
  });

  it('does not boot as a role that owns a table, and does as its own', async () => {
    expect(await unfitRole(db.app)).toBeUndefined();
    await asOwner(db, (owner) => owner.query(`alter table clock owner to ${ROLES.app}`));
    expect(await unfitRole(db.app)).toBe(`the role ${ROLES.app} owns the tables`);
  });
});
