import type { Role } from './roles.ts';

/** Who is asking, resolved once a request. A visitor of a demo is an account too, with a role that sees no identities. */
export type Actor = {
  account: string;
  name: string;
  session?: string;
  grants: readonly Grant[];
  /** How the request came: a page's cookie, or a bearer token. */
  by: 'nobody' | 'cookie' | 'token';
};

export type Grant = { tenant: number; role: Role };

export const NOBODY: Actor = {
  account: '00000000-0000-7000-8000-000000000000',
  name: 'nobody',
  grants: [],
  by: 'nobody',
};

/** The tenants in which the actor holds one of the roles: the scope of what the request may touch. */
export function tenantsWith(actor: Actor, roles: readonly Role[]): number[] {
  return [...new Set(actor.grants.filter((grant) => roles.includes(grant.role)).map((grant) => grant.tenant))];
}

export function holdsAny(actor: Actor, roles: readonly Role[]): boolean {
  return actor.grants.some((grant) => roles.includes(grant.role));
}

export function rolesIn(actor: Actor, tenant: number): Role[] {
  return actor.grants.filter((grant) => grant.tenant === tenant).map((grant) => grant.role);
}

/** Where somebody begins: whoever is of a practice and nothing else at its patients, everybody else at the board of tonight. */
export function frontPage(grants: readonly Grant[]): string {
  return grants.length > 0 && grants.every(({ role }) => role === 'practice-manager') ? '/practice' : '/';
}
