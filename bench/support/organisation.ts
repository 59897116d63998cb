import type { Database } from '#database';
import {
  grantRoles,
  issueApiToken,
  machineClock,
  registerAccount,
  registerOrganisation,
  registerService,
} from '#people';

/** Made-up doctors of a service that is only there to be measured, each with a token for the API. */
export type Staffed = { tenant: number; service: string; doctors: { account: string; token: string }[] };

/** A live organisation goes by the machine's clock, and has no player. */
export async function makeOrganisation(db: Database, slug: string, doctors: number): Promise<Staffed> {
  const tenant = await registerOrganisation(db, { slug, name: slug, madeUp: false });
  await registerService(db, { tenant, slug, name: slug, kind: 'out-of-hours' });
  const made = [];
  for (let n = 1; n <= doctors; n += 1) {
    const account = await registerAccount(db, { signIn: `${slug}.doctor.${n}`, name: `Doctor ${n}`, machine: true });
    made.push({ account, token: await issueApiToken(db, account, machineClock()) });
  }
  await grantRoles(
    db,
    tenant,
    made.map(({ account }) => ({ account, role: 'doctor' as const })),
  );
  return { tenant, service: slug, doctors: made };
}
