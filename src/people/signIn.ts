import type { Database } from '#database';
import { type Instant, minutes, ok, type Result, refused } from '#shared';
import { passwordMatches } from './password.ts';
import { openSession } from './sessions.ts';

/** Wrong tries allowed in a quarter of an hour, for one sign-in name and for one address (a ward shares one). */
export const TRIES = { windowMs: minutes(15), perName: 10, perSource: 100 };

const WRONG = {
  field: 'password',
  code: 'sign-in-wrong',
  message: 'Check the sign-in name and the password: they do not match an account',
};
const LATER = {
  field: 'signIn',
  code: 'sign-in-too-many',
  message: 'Too many wrong tries. Wait 15 minutes, then try again, or ask an administrator',
};

/** Signs a person in with a password; gives the session's token. Says the same whether the name or the password was wrong. */
export async function signIn(
  db: Database,
  tried: { signIn: string; password: string; source: string },
  machineNow: Instant,
): Promise<Result<{ token: string; account: string }>> {
  const name = tried.signIn.trim().toLowerCase();
  if (await tooMany(db, { signIn: name, source: tried.source }, machineNow)) return refused(LATER);
  const { rows } = await db.app.query<{ id: string; password_hash: string | null }>(
    'select id, password_hash from account where sign_in = $1 and ended_at is null and not machine',
    [name],
  );
  const account = rows[0];
  const matches = await passwordMatches(account?.password_hash ?? null, tried.password);
  await db.app.query('insert into sign_in_attempt (sign_in, source, at, succeeded) values ($1, $2, $3, $4)', [
    name,
    tried.source,
    new Date(machineNow),
    matches,
  ]);
  if (!account || !matches) return refused(WRONG);
  return ok({ token: await openSession(db, account.id, machineNow), account: account.id });
}

async function tooMany(db: Database, who: { signIn: string; source: string }, machineNow: Instant): Promise<boolean> {
  const { rows } = await db.app.query<{ by_name: number; by_source: number }>(
    `select count(*) filter (where sign_in = $1)::int as by_name, count(*) filter (where source = $2)::int as by_source
     from sign_in_attempt where not succeeded and at > $3 and (sign_in = $1 or source = $2)`,
    [who.signIn, who.source, new Date(machineNow - TRIES.windowMs)],
  );
  const tries = rows[0];
  return !!tries && (tries.by_name >= TRIES.perName || tries.by_source >= TRIES.perSource);
}
