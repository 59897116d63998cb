import { type Database, lastRecordedAt } from '#database';
import type { Instant } from '#shared';

/** At `setAt` (machine time) the organisation's clock read `nowAt`; since then it has run at `rate`. */
export type ClockReading = { nowAt: Instant; setAt: Instant; rate: number };

export function readingAt(reading: ClockReading, machineNow: Instant): Instant {
  return Math.round(reading.nowAt + (machineNow - reading.setAt) * reading.rate) as Instant;
}

/**
 * What time it is for each organisation. A real one goes by the machine; a demo has its own clock, which stands still while
 * nothing serves: on opening it goes on from the last reading that was kept, and never from before the last fact recorded.
 */
export type OrganisationClocks = {
  now(tenant: number): Instant;
  rate(tenant: number): number;
  isOwn(tenant: number): boolean;
  /** Sets a demo's clock; it never goes backwards. */
  set(tenant: number, now: Instant, rate?: number): void;
  /** Writes the readings down, so that the next start goes on from here. */
  keep(): Promise<void>;
  add(tenant: number, reading: ClockReading): void;
  /** Takes in the clocks of organisations that another process has made since. */
  notice(): Promise<void>;
};

export async function openOrganisationClocks(db: Database, machine: () => Instant): Promise<OrganisationClocks> {
  const readings = new Map<number, ClockReading>();
  for (const row of await kept(db))
    readings.set(row.organisation, {
      nowAt: row.now_at,
      setAt: machine(),
      rate: Number(row.rate),
    });
  const own = (tenant: number) => {
    const reading = readings.get(tenant);
    return reading && readingAt(reading, machine());
  };
  return {
    now: (tenant) => own(tenant) ?? machine(),
    rate: (tenant) => readings.get(tenant)?.rate ?? 1,
    isOwn: (tenant) => readings.has(tenant),
    set(tenant, now, rate) {
      const before = readings.get(tenant);
      if (!before) return;
      const later = Math.max(now, readingAt(before, machine())) as Instant;
      readings.set(tenant, { nowAt: later, setAt: machine(), rate: rate ?? before.rate });
    },
    add: (tenant, reading) => void readings.set(tenant, reading),
    async notice() {
      const { rows } = await db.app.query<{ organisation: number }>('select organisation from organisation_clock');
      if (rows.every(({ organisation }) => readings.has(organisation))) return;
      for (const row of await kept(db)) {
        if (readings.has(row.organisation)) continue;
        readings.set(row.organisation, { nowAt: row.now_at, setAt: machine(), rate: Number(row.rate) });
      }
    },
    async keep() {
      for (const [tenant, reading] of readings) {
        const now = new Date(readingAt(reading, machine()));
        await db.app.query(
          'update organisation_clock set now_at = $2, set_at = $3, rate = $4 where organisation = $1',
          [tenant, now, new Date(machine()), reading.rate],
        );
      }
    },
  };
}

async function kept(db: Database) {
  const { rows } = await db.app.query<{ organisation: number; now_at: Date; rate: string }>(
    'select organisation, now_at, rate from organisation_clock',
  );
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      now_at: Math.max(row.now_at.getTime(), (await lastRecordedAt(db, row.organisation)) ?? 0) as Instant,
    })),
  );
}

export const machineClock = (): Instant => Date.now() as Instant;

/** For a new demo organisation: a clock that stands at `now` until it is told to run. */
export async function giveOwnClock(db: Database, tenant: number, now: Instant): Promise<void> {
  await db.app.query('insert into organisation_clock (organisation, now_at, set_at, rate) values ($1, $2, now(), 0)', [
    tenant,
    new Date(now),
  ]);
}
