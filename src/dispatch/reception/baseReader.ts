import { createCaseHistories, openWork, type WorkLine } from '#calls';
import { inScope, type Tx } from '#database';
import { namesWithin, type Service } from '#people';
import { createShiftReader } from '#rota';
import type { Instant } from '#shared';
import type { DispatchContext } from '../context.ts';
import { type BaseSummary, type Reading, viewBases } from './baseView.ts';

/** What the pages of bases are drawn from, read in one transaction. */
export type Scene = {
  service: Service;
  now: Instant;
  summaries: readonly BaseSummary[];
  /** Whose job each patient is who is to be moved. */
  moves: ReadonlyMap<string, WorkLine>;
  nameOf(account: string): string;
  placeOf(place: number): string;
};

export type BaseReader = {
  /** `also` reads and writes in the same transaction: names, and the record that somebody looked. */
  read<T>(service: Service, also: (tx: Tx, scene: Scene) => Promise<T>): Promise<{ scene: Scene; also: T }>;
};

/** Reads again only what has grown since the last time, for each service by itself. */
export function createBaseReader(context: DispatchContext): BaseReader {
  const { db, clocks, directory, notices } = context;
  const readings = new Map<number, Reading>();
  return {
    async read(service, also) {
      const { tenant, id } = service;
      const reading = readings.get(id) ?? { histories: createCaseHistories(), shifts: createShiftReader(), notices };
      readings.set(id, reading);
      const now = clocks.now(tenant);
      const places = directory.placesOf(id);
      return inScope(db, { tenants: [tenant] }, async (tx) => {
        const summaries = await viewBases(tx, reading, { tenant, service: id, now, places });
        const owed = (await openWork(tx, { tenant, service: id })).filter(({ kind }) => kind === 'move-booked');
        const moves = new Map(
          owed.flatMap((work) => (work.case ? [[`${work.case.id} ${work.place}`, work] as const] : [])),
        );
        const names = await namesWithin(tx, accountsIn(summaries, moves));
        const scene: Scene = {
          service,
          now,
          summaries,
          moves,
          nameOf: (account) => names.get(account) ?? 'Somebody',
          placeOf: (place) => directory.placeById(place)?.name ?? 'another place',
        };
        return { scene, also: await also(tx, scene) };
      });
    },
  };
}

function accountsIn(summaries: readonly BaseSummary[], moves: ReadonlyMap<string, WorkLine>): string[] {
  const ofBases = summaries.flatMap(({ now: door, doctor, rows }) => [
    ...(door?.by === undefined ? [] : [door.by]),
    ...(doctor.is === 'here' ? doctor.people : []),
    ...rows.flatMap(({ gone, tries }) => [...(gone ? [gone.by] : []), ...tries.map(({ by }) => by)]),
  ]);
  return [...ofBases, ...[...moves.values()].flatMap(({ takenBy }) => takenBy ?? [])];
}

/** The name of whoever has the job, or the roles that owe it. */
export function ownerIn({ moves, nameOf }: Scene, summary: BaseSummary, id: string): string {
  const work = moves.get(`${id} ${summary.place.id}`);
  return work?.takenBy === undefined ? 'Shift lead' : nameOf(work.takenBy);
}
