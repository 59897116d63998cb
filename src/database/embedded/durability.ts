import pg from 'pg';
import { ok, type Problem, type Result, refused } from '#shared';

const NEEDED = ['fsync', 'full_page_writes', 'synchronous_commit'];

/**
 * Refuses a server that could lose what it has acknowledged: one of the three settings is off for this connection, or for any
 * role or database that another connection may use. Throws when the server cannot be reached.
 */
export async function checkDurability(url: string): Promise<Result<void>> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'vigil durability',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; place: string }>(
      `select name, 'the server' as place from pg_settings where name = any($1) and setting = 'off'
        union
       select split_part(entry, '=', 1), coalesce('the role ' || r.rolname, 'the database ' || d.datname)
         from pg_db_role_setting s
         cross join unnest(s.setconfig) entry
         left join pg_roles r on r.oid = s.setrole
         left join pg_database d on d.oid = s.setdatabase
        where split_part(entry, '=', 1) = any($1)
          and lower(split_part(entry, '=', 2)) in ('off', 'false', 'no', '0')
          and (s.setdatabase = 0 or d.datname = current_database())
        order by 1, 2`,
      [NEEDED],
    );
    return rows.length === 0 ? ok(undefined) : refused(...rows.map(notDurable));
  } finally {
    await client.end();
  }
}

function notDurable({ name, place }: { name: string; place: string }): Problem {
  return {
    code: 'not-durable',
    message: `${name} is off for ${place}: what is recorded could be lost; switch it on (alter system reset ${name}) and restart the server`,
  };
}
