import type { Context } from '#api';
import { inScope, stuckFollowers, type Tx } from '#database';
import { everyTenant, type Service } from '#people';
import { hours, type Instant, newId, plus, uuidv7FromKey } from '#shared';
import { clearAlerts, openAlerts, raiseAlert, writeSaid } from './alertStore.ts';
import type { ReaderOf, SceneReader } from './boardScene.ts';
import { levelsSince, writeLevel } from './levelStore.ts';
import type { Given, Scene } from './reading.ts';
import { alertRules, dueAlerts, type Fault, sayAgain } from './rules/alerts.ts';
import { fault, faultsOf, pressureFacts, watchedKinds } from './rules/facts.ts';
import { levelByRule, lineWords, pressureRule } from './rules/pressure.ts';

/** An alert is raised within 30 s of its threshold (invariant I8), whether or not anybody looks at a board. */
export const WATCH_MS = 5_000;

type Around = Pick<Context, 'db' | 'clocks' | 'directory' | 'waker' | 'machineNow'>;

/** What watches every service by itself: raises alerts, says them again, clears them, and writes down each change of the level. */
export function openWatch(context: Around, given: Given, readerOf: ReaderOf) {
  return {
    async run(): Promise<void> {
      const services = context.directory.services().filter(({ kind }) => kind === 'out-of-hours');
      let failure: unknown;
      for (const service of services) {
        // One service that cannot be watched must not keep the others from being watched.
        await watchOne(context, { service, reader: readerOf(service), given }).catch((error) => {
          failure = error;
        });
      }
      await watchFollowers(context, services);
      context.waker.touch();
      if (failure) throw failure;
    },
  };
}

type One = { service: Service; reader: SceneReader; given: Given };

async function watchOne({ db, clocks }: Around, { service, reader, given }: One): Promise<void> {
  const { tenant, id } = service;
  const now = clocks.now(tenant);
  const where = { tenant, service: id };
  await inScope(db, { tenants: [tenant] }, async (tx) => {
    const scene = await reader.scene(tx, now);
    const stuckLeases = (await given.stuckLeases?.(tx, { ...where, now })) ?? [];
    const dropped = (await given.messages?.(tx, { ...where, now }))?.dropped ?? [];
    const faults = faultsOf(scene, {
      stuckLeases,
      dropped: dropped.map((one) => ({ ...one, id: idOfThing(`channel ${id} ${one.channel}`) })),
      idOfPlace: (place, what) => idOfThing(what === undefined ? `place ${place}` : `place ${place} ${what}`),
    });
    const due = dueAlerts(faults, now);
    await raiseNew(tx, { where, due, now });
    for (const kind of watchedKinds) {
      const still = due.filter((one) => one.kind === kind).map(({ subject }) => subject);
      await clearAlerts(tx, { tenant, service: id, kind, still, at: now });
    }
    await sayThemAgain(tx, { tenant, now, service: id });
    await keepLevel(tx, where, scene);
  });
}

/** A place, a channel and a follower are no streams: the same words give the same id. */
const idOfThing = (words: string) => uuidv7FromKey(0 as Instant, words);

async function raiseNew(
  tx: Tx,
  { where, due, now }: { where: { tenant: number; service: number }; due: readonly Fault[]; now: Instant },
) {
  const open = await openAlerts(tx, where.tenant);
  const known = new Set(open.map(({ kind, subject }) => `${kind} ${subject}`));
  for (const { kind, subject, since, detail } of due) {
    if (known.has(`${kind} ${subject}`)) continue;
    await raiseAlert(tx, { ...where, kind, subject, detail: { ...detail, since }, at: now });
  }
}

async function sayThemAgain(tx: Tx, { tenant, service, now }: { tenant: number; service?: number; now: Instant }) {
  for (const alert of await openAlerts(tx, tenant, service)) {
    const again = sayAgain({ ...alert, acknowledged: alert.acknowledged !== undefined }, now);
    if (again) await writeSaid(tx, { tenant, id: alert.id, at: now, ...again });
  }
}

/** The level changes by the rule at the instant from which the rule holds, not when the watch came by. */
async function keepLevel(tx: Tx, where: { tenant: number; service: number }, scene: Scene): Promise<void> {
  const { now } = scene;
  const rows = (await levelsSince(tx, { ...where, since: plus(now, -hours(36)) })).filter(({ how }) => how === 'rule');
  const last = rows.at(-1);
  const { level, since = now, holds } = levelByRule(pressureFacts(scene));
  if (level === (last?.level ?? 1)) return;
  const at = Math.min(now, Math.max(since, last?.at ?? since)) as Instant;
  const why = holds.filter((line) => line.level === level).map((line) => lineWords(line));
  await writeLevel(tx, where, { id: newId(), at, how: 'rule', level, edition: pressureRule.edition, why });
}

/** A follower serves every organisation, so each is told. */
async function watchFollowers({ db, clocks }: Around, services: readonly Service[]): Promise<void> {
  const tenants = [...new Set(services.map(({ tenant }) => tenant))];
  if (tenants.length === 0) return;
  const stuck = await inScope(db, { tenants: await everyTenant(db) }, (tx) =>
    stuckFollowers(tx, alertRules['follower-stuck'].afterMs),
  );
  const kind = 'follower-stuck';
  for (const tenant of tenants) {
    const now = clocks.now(tenant);
    const faults = stuck.map(({ name }) => fault(kind, idOfThing(`follower ${name}`), now, { name }));
    await inScope(db, { tenants: [tenant] }, async (tx) => {
      const known = new Set((await openAlerts(tx, tenant)).map(({ subject }) => subject));
      for (const { subject, detail } of faults)
        if (!known.has(subject)) await raiseAlert(tx, { tenant, kind, subject, detail, at: now });
      await clearAlerts(tx, { tenant, kind, still: faults.map(({ subject }) => subject), at: now });
    });
  }
}
