import { type Context, openDirectory, runCommand } from '#api';
import { append, ensureYear, inScope } from '#database';
import { type Actor, registerOrganisation, registerPlaces, registerService } from '#people';
import { shiftCommands, shiftStage } from '#rota';
import { type Instant, newId, toIso, uuidv7FromKey } from '#shared';
import { ensureRules } from '#standards';
import type { TestDatabase } from '../database/testing.ts';
import { doorsOf, followingOf } from './composition.ts';
import { easter } from './easter.testing.ts';
import { type Following, followOnce } from './follower.ts';
import { postNotice } from './noticeCommand.ts';

/** For tests: a service with its bases, hand-made shifts and people sent elsewhere, and a clock that the test sets. */
export async function aNight(db: TestDatabase, slug: string) {
  const tenant = await registerOrganisation(db, { slug, name: 'Tidewell Out of Hours', madeUp: true });
  const named = { slug, name: 'Tidewell Out of Hours' };
  const service = await registerService(db, { tenant, ...named, kind: 'out-of-hours' });
  const places = await registerPlaces(db, tenant, service, [
    { slug: 'canal-bridge', name: 'Canal Bridge', kind: 'base', area: 'Tidewell South' },
    { slug: 'foundry-lane', name: 'Foundry Lane', kind: 'base', area: 'Tidewell North' },
    { slug: 'larkhithe-cross', name: 'Larkhithe Cross', kind: 'elsewhere', area: 'the next borough' },
  ]);
  await inScope(db, { tenants: [] }, ensureRules);
  let now = easter('06:00');
  const errors: unknown[] = [];
  const directory = await openDirectory(db);
  const context = {
    db,
    directory,
    clocks: { now: () => now, isOwn: () => true, set() {}, rate: () => 1 },
    waker: { touch() {}, listen: () => () => {} },
    machineNow: () => now,
    log: { error: (about: { err: unknown }) => void errors.push(about.err) },
    mode: 'demo',
  } as unknown as Context;
  const actor: Actor = {
    account: newId(),
    name: 'Dana',
    grants: [
      { tenant, role: 'rota-manager' },
      { tenant, role: 'shift-lead' },
    ],
    by: 'token',
  };
  const placeId = (place: string) => places.find((known) => known.slug === place)!.id;

  async function does(name: string, stream: string, body: Record<string, unknown> = {}) {
    const command = shiftCommands.find((known) => known.name === name)!;
    const registered = { command, stage: shiftStage({ placesOf: directory.placesOf }) } as never;
    const parsed = command.body.parse(body);
    const born = name === 'require-shift' ? { born: { tenant, service } } : {};
    const asked = { stream, body: parsed, actor, key: newId(), source: 'api' as const, now: () => now, ...born };
    const answer = await runCommand(db, registered, asked);
    if (answer.kind === 'refused') throw new Error(JSON.stringify(answer.problems));
  }

  return {
    tenant,
    service,
    slug,
    context,
    errors,
    does,
    at(time: string | Instant) {
      now = typeof time === 'string' ? easter(time) : time;
    },
    /** A doctor's shift at a base; who came and went, in local time. Gives its id. */
    async shift(about: { place?: string; from: string; to: string; arrived?: string; left?: string }): Promise<string> {
      const { place = 'canal-bridge', from, to, arrived, left } = about;
      now = easter('06:00');
      const id = uuidv7FromKey(now, `${slug} ${place} ${from}`);
      const stretch = { from: toIso(easter(from)), to: toIso(easter(to)) };
      await does('require-shift', id, { id, place, role: 'doctor', ...stretch });
      const person = uuidv7FromKey(now, `doctor ${id}`);
      if (arrived) {
        now = easter(arrived);
        await does('record-arrival', id, { person });
      }
      if (left) {
        now = easter(left);
        await does('record-leaving', id, { person });
      }
      return id;
    },
    /** People sent from Canal Bridge elsewhere, each a case of its own. */
    async sent(time: string, to: string, miles: readonly number[]) {
      for (const [index, far] of miles.entries()) {
        const stream = uuidv7FromKey(easter(time), `${slug} ${to} ${index}`);
        await ensureYear(db, easter(time));
        const opened = { type: 'CaseOpened', occurredAt: easter(time), data: { service, priority: 'other' } };
        const data = { from: placeId('canal-bridge'), to: placeId(to), miles: far, reason: 'base-shut' };
        await inScope(db, { tenants: [tenant] }, (tx) =>
          append(tx, {
            ...{
              tenant,
              stream,
              expected: 0,
              recordedAt: easter(time),
              recordedBy: actor.account,
              source: 'api',
              rows: [],
            },
            events: [opened, { type: 'Redirected', occurredAt: easter(time), data }],
          }),
        );
      }
    },
    async notice(time: string, says: 'open' | 'shut', goTo?: string, place = 'canal-bridge') {
      now = easter(time);
      const body = { id: newId(), place, says, ...(goTo ? { goTo } : {}) };
      const about = { body, tenant, service, now, actor: { account: actor.account, roles: ['shift-lead' as const] } };
      const command = postNotice(directory, doorsOf(context));
      await command.before?.(about);
      const done = await inScope(db, { tenants: [tenant] }, (tx) => command.write(tx, about));
      if (!done.ok) throw new Error(JSON.stringify(done.problems));
    },
    async follow(instead: Partial<Following> = {}) {
      await readable(db);
      await followOnce({ ...followingOf(context), ...instead });
    },
  };
}

/** Other tests use the same cluster: what was committed can be followed once nothing older is still running. */
async function readable(db: TestDatabase): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rows } = await db.sealer.query<{ n: number }>(
      'select count(*)::int as n from event where xid >= pg_snapshot_xmin(pg_current_snapshot())',
    );
    if (rows[0]?.n === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export type Night = Awaited<ReturnType<typeof aNight>>;

/** The evening of the pictures: a doctor at Canal Bridge until 20:00 and nobody after, shut by a notice at 20:34. */
export async function theEvening(night: Night): Promise<{ day: string; evening: string }> {
  const day = await night.shift({ from: '08:00', to: '20:00', arrived: '07:52', left: '20:00' });
  const evening = await night.shift({ from: '20:00', to: '24:00' });
  await night.notice('07:55', 'open');
  await night.notice('20:34', 'shut', 'Foundry Lane or Larkhithe Cross. Ring 111 first.');
  await night.sent('20:40', 'larkhithe-cross', [6.4, 5.8, 6.1, 5.5, 6.3]);
  await night.sent('20:50', 'foundry-lane', [2.9, 2.7]);
  return { day, evening };
}
