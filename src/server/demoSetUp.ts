import { type Database, inScope } from '#database';
import { DEFAULT_SEED, demoOrganisation, demoPostcodes, PLAY_TO, POSTCODE_EDITION } from '#demo';
import {
  editionOf,
  giveOwnClock,
  grantRoles,
  machineClock,
  OWN_ACCOUNTS,
  openOrganisationClocks,
  registerAccount,
  registerOrganisation,
  registerPlaces,
  registerService,
  shareWithDemoPeople,
  writePositions,
} from '#people';

/** Writes the made-up organisation down, so that a night can be played into it; gives its tenant. */
export async function makeDemo(db: Database, seed: number | string, slug: string): Promise<number> {
  const demo = demoOrganisation(seed, slug);
  const tenant = await registerOrganisation(db, demo.organisation);
  const service = await registerService(db, { tenant, ...demo.service });
  await registerPlaces(db, tenant, service, demo.places);
  const grants = [];
  for (const { signIn, name, machine, roles } of demo.accounts) {
    const account = await registerAccount(db, { signIn, name, machine });
    grants.push(...roles.map((role) => ({ account, role })));
  }
  await grantRoles(db, tenant, grants);
  await giveOwnClock(db, tenant, demo.clockStands);
  const by = await registerAccount(db, { signIn: OWN_ACCOUNTS.import, name: 'Import', machine: true });
  await inScope(db, { tenants: [] }, async (tx) => {
    const edition = await editionOf(tx, { ...POSTCODE_EDITION, at: machineClock(), by });
    await writePositions(tx, edition, demoPostcodes());
  });
  return tenant;
}

export type Demo = { tenant: number; slug: string };

/** The demo to go on with: the newest whose weekend is not over, else a fresh one. */
export async function demoToPlay(db: Database, seed: string): Promise<Demo> {
  const { rows } = await db.app.query<Demo>(
    'select id as tenant, slug from organisation where made_up order by id desc',
  );
  const clocks = await openOrganisationClocks(db, machineClock);
  const [newest] = rows.filter(({ tenant }) => clocks.isOwn(tenant));
  const demo = newest && clocks.now(newest.tenant) < PLAY_TO ? newest : await freshDemo(db, seed);
  await shareWithDemoPeople(db);
  return demo;
}

export async function freshDemo(db: Database, seed: string | number = DEFAULT_SEED): Promise<Demo> {
  const { rows } = await db.app.query<{ n: number }>(
    "select count(*)::int as n from organisation where slug ~ '^tidewell(-[0-9]+)?$'",
  );
  const before = rows[0]?.n ?? 0;
  const slug = before === 0 ? 'tidewell' : `tidewell-${before + 1}`;
  return { tenant: await makeDemo(db, seed, slug), slug };
}
