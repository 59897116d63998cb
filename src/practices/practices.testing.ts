import type { LightMyRequestResponse } from 'fastify';
import { inScope, readCursor } from '#database';
import { everyTenant, grantRoles, registerAccount } from '#people';
import type { Person, RunningApp } from '../../test/support/app.ts';
import { casesKnown } from '../casesKnown.ts';
import { followNotes, NOTES_FOLLOWER } from './follower.ts';

/** A practice as an administrator adds it. */
export const practiceBody = {
  code: 'Z99001',
  name: 'Hollin Row Surgery',
  address: '2 Hollin Row, Tidewell, ZZ1 3HR',
  telephone: '01632 960500',
  channel: 'folder',
  channelAddress: 'hollin-row',
};

/** The refusals of an answer, each as its field and its code. */
export function codesOf(answer: LightMyRequestResponse): string[] {
  const { problems = [] } = answer.json() as { problems?: { field?: string; code: string }[] };
  return problems.map(({ field, code }) => `${field ?? ''} ${code}`.trim());
}

/** Somebody more of a practice, who can sign in. */
export async function aPracticeManager({ db, tenant, as }: RunningApp, signIn: string): Promise<Person> {
  const account = await registerAccount(db, { signIn, name: `Manager ${signIn}` });
  await grantRoles(db, tenant, [{ account, role: 'practice-manager' }]);
  return as(signIn);
}

/** Follows until nothing is left: a transaction that another test runs on the same cluster can hold facts back for a while. */
export async function followToTheEnd({ db }: Pick<RunningApp, 'db'>): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    await followNotes({ db, cases: casesKnown });
    const [last, read] = await inScope(db, { tenants: await everyTenant(db) }, async (tx, client) => {
      const { rows } = await client.query<{ position: string }>(
        'select coalesce(max(position), 0)::text as position from event',
      );
      return [Number(rows[0]?.position ?? 0), Number((await readCursor(tx, NOTES_FOLLOWER)).position)];
    });
    if (read === last) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('something has kept facts from being read for ten seconds');
}
