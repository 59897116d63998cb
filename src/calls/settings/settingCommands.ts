import { z } from 'zod';
import { choice, type Role, streamId, type TableCommand, text, time } from '#api';
import type { Tx } from '#database';
import { canonicalJson, hours, type Instant, ok, plus, type Result, refused, showDay, showTime } from '#shared';
import { contactPolicy } from '../contact/policy.ts';
import { leaseSetting } from '../lease/lease.ts';
import { inForce } from './edition.ts';
import { readSettings, type WrittenEdition, writeSetting } from './settingStore.ts';
import { contactValues, contactValuesOf, leaseValues, leaseValuesOf, type SettingKind } from './values.ts';

/** Who answers for what a patient is asked to wait for, and when nobody rings them any more. */
export const settingRoles: readonly Role[] = ['medical-director'];

const common = {
  id: streamId('the new edition’s id'),
  service: text('the short name of the service', 60).optional(),
  reason: text('why it is changed', 500),
  from: time('from when it holds').optional(),
};
const grades = { urgent: 'contact-urgent', other: 'contact-other' } as const satisfies Record<string, SettingKind>;

export const contactBody = z.strictObject({
  ...common,
  grade: choice(grades, 'which cases it is for'),
  ...contactValues,
});
export const leaseBody = z.strictObject({ ...common, ...leaseValues });

type CommandOf<Body extends z.ZodObject> = Omit<TableCommand<Body>, 'face'>;

export const setContactPolicy: CommandOf<typeof contactBody> = {
  name: 'set-contact-policy',
  module: 'calls',
  path: '/call-backs/rules/contact',
  roles: settingRoles,
  summary:
    'A new edition of what must be tried before a case may end with nobody reached: of urgent cases or of the others, from now or from when it says. Cases that are being tried for keep the edition in which that began.',
  body: contactBody,
  write(tx, { body, tenant, service, now, actor }) {
    const { id, service: _, reason, from = now, grade, ...value } = body;
    const written = { id, kind: grades[grade], value, reason, from, at: now, by: actor.account };
    return adds(tx, { tenant, service }, written, contactValuesOf(contactPolicy[grade]));
  },
};

export const setLease: CommandOf<typeof leaseBody> = {
  name: 'set-lease',
  module: 'calls',
  path: '/call-backs/rules/lease',
  roles: settingRoles,
  summary:
    'A new edition of how long somebody keeps a case without a sign of life, from now or from when it says. A lease that runs keeps its length until the holder’s next step.',
  body: leaseBody,
  async write(tx, { body, tenant, service, now, actor }) {
    const { id, service: _, reason, from = now, ...value } = body;
    if (value.stuckMinutes < value.lapseMinutes) return refused(stuckTooSoon);
    const written = { id, kind: 'lease' as const, value, reason, from, at: now, by: actor.account };
    return adds(tx, { tenant, service }, written, leaseValuesOf(leaseSetting));
  },
};

/** Never backdated: whatever was tried or decided was so under what was in force then. */
async function adds(
  tx: Tx,
  where: { tenant: number; service: number },
  edition: WrittenEdition,
  ours: WrittenEdition['value'],
): Promise<Result<void>> {
  const { from, at, kind, value } = edition;
  if (from < at) return refused(wrongTime(`${clock(from)} has passed: it is ${clock(at)}. Give a time from now on.`));
  if (from > plus(at, hours(24 * 90)))
    return refused(wrongTime('Give a time within the next 90 days: what is later is decided later.'));
  const { editions } = await readSettings(tx, where);
  const before = inForce<WrittenEdition['value']>(
    editions.filter((one) => one.kind === kind),
    from,
    ours,
  );
  if (canonicalJson(before) === canonicalJson(value)) return refused(NO_CHANGE);
  await writeSetting(tx, where, edition);
  return ok(undefined);
}

const clock = (at: Instant) => `${showTime(at)} on ${showDay(at)}`;
const wrongTime = (message: string) => ({ field: 'from', code: 'from-when', message });
const NO_CHANGE = { code: 'no-change', message: 'That is what holds then already. Nothing needs changing.' };
const stuckTooSoon = {
  field: 'stuckMinutes',
  code: 'stuck-before-lapse',
  message: 'Nobody is called stuck sooner than silence would have given the case back. Give at least as many minutes.',
};
