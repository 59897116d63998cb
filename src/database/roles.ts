import { createHmac } from 'node:crypto';
import type pg from 'pg';
import { parse } from 'pg-connection-string';
import type { Urls } from './connect.ts';

export const ROLES = { app: 'vigil_app', public: 'vigil_public', sealer: 'vigil_sealer' } as const;
export type RoleName = keyof typeof ROLES;

/** A role's password where none is configured: derived from the owner's, so that it need not be stored anywhere. */
export function derivedPassword(ownerUrl: string, role: string): string {
  return createHmac('sha256', parse(ownerUrl).password ?? '')
    .update(`vigil role ${role}`)
    .digest('hex');
}

function urlAs(ownerUrl: string, role: string): string {
  const { host, port, database, password } = parse(ownerUrl);
  const folder = host?.startsWith('/') ? host : undefined;
  const secret = password ? `:${derivedPassword(ownerUrl, role)}` : '';
  const where = folder ? '' : `${host ?? 'localhost'}:${port ?? '5432'}`;
  const query = new URLSearchParams(ownerUrl.split('?')[1] ?? '');
  if (folder) {
    query.set('host', folder);
    if (port) query.set('port', port);
  }
  const rest = query.toString();
  return `postgresql://${role}${secret}@${where}/${encodeURIComponent(database ?? 'postgres')}${rest ? `?${rest}` : ''}`;
}

export type RoleUrls = Partial<Urls>;

/** The three roles' addresses: as configured, else the owner's with the role's own name and derived password. */
export function roleUrls(ownerUrl: string, configured: RoleUrls = {}): Urls {
  return {
    app: configured.app ?? urlAs(ownerUrl, ROLES.app),
    public: configured.public ?? urlAs(ownerUrl, ROLES.public),
    sealer: configured.sealer ?? urlAs(ownerUrl, ROLES.sealer),
  };
}

/**
 * Makes the roles once a cluster. Roles are shared by its databases: two migrations may meet here, and the second gives way. A role
 * whose address is configured keeps the password that its owner gave it.
 */
export async function makeRoles(owner: pg.Client, ownerUrl: string, configured: RoleUrls = {}): Promise<void> {
  const hasPassword = Boolean(parse(ownerUrl).password);
  for (const [name, role] of Object.entries(ROLES)) {
    await patiently(async () => {
      const known = await owner.query('select 1 from pg_roles where rolname = $1', [role]);
      if (known.rowCount === 0)
        await owner.query(`create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole`);
      if (hasPassword && !configured[name as RoleName])
        await owner.query(`alter role ${role} password '${derivedPassword(ownerUrl, role)}'`);
    });
  }
}

const MEETING = new Set(['42710', '23505', 'XX000', '40001']);

async function patiently(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= 10 || !MEETING.has((error as { code?: string }).code ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
    }
  }
}

/** Why the application must not serve over this connection, or undefined: it may not own, bypass or be above row-level security. */
export async function unfitRole(pool: pg.Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ name: string; above: boolean; owns: boolean }>(`select current_user as name,
    (rolsuper or rolbypassrls) as above,
    exists (select 1 from pg_class c where c.relowner = r.oid and c.relname in ('event', 'clock', 'access')) as owns
    from pg_roles r where rolname = current_user`);
  const role = rows[0];
  if (!role) return 'its own role cannot be read';
  if (role.above) return `the role ${role.name} stands above row-level security`;
  if (role.owns) return `the role ${role.name} owns the tables`;
  return undefined;
}
