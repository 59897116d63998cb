import type { Tx } from '#database';
import type { Period } from '#shared';
import type { Shift } from './shift.ts';
import { loadShift } from './shiftStore.ts';
import { tables } from './tables.ts';

export type Shifts = {
  /** Shifts that touch the period, with who came and went, by place and beginning. */
  read(tx: Tx, about: { tenant: number; service: number; period: Period }): Promise<Shift[]>;
};

/** Replays a shift from its events once for each version of it: a board asks every second, and little has changed. */
export function createShiftReader(): Shifts {
  const known = new Map<string, Shift>();
  return {
    async read(tx, { tenant, service, period }) {
      const rows = await tables(tx)
        .selectFrom('shift_now')
        .select(['id', 'version'])
        .where('tenant', '=', tenant)
        .where('service', '=', service)
        .where('from_at', '<', new Date(period.to))
        .where('to_at', '>', new Date(period.from))
        .orderBy('place')
        .orderBy('from_at')
        .orderBy('role')
        .execute();
      const shifts: Shift[] = [];
      for (const { id, version } of rows) {
        const before = known.get(id);
        const shift = before?.version === version ? before : (await loadShift(tx, tenant, id))?.state;
        if (!shift) continue;
        known.set(id, shift);
        shifts.push(shift);
      }
      if (known.size > rows.length) {
        const kept = new Set(rows.map(({ id }) => id));
        for (const id of known.keys()) if (!kept.has(id)) known.delete(id);
      }
      return shifts;
    },
  };
}
