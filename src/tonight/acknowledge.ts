import { sql } from 'kysely';
import type { Context, Role } from '#api';
import { auditRow, findRequest, inScope, requestDigest, requestRow } from '#database';
import { type Actor, tenantsWith } from '#people';
import { Forbidden, type Instant, NotFound, newId, type Problem, showTime } from '#shared';
import { alertById, writeAcknowledgement } from './alertStore.ts';

/** Who may say that an alert has been seen and is being dealt with. */
export const acknowledgers: readonly Role[] = ['shift-lead', 'medical-director', 'administrator'];

export type Acknowledged = { kind: 'done'; subject: string } | { kind: 'refused'; problems: Problem[] };
type Asked = { alert: string; actor: Actor; key: string };

const NAME = 'acknowledge-alert';

/**
 * Somebody has seen the alert. The first to say so stands; who says it again has said nothing new. It stays on the board
 * until what it is about has been mended.
 */
export async function acknowledgeAlert(
  { db, clocks }: Pick<Context, 'db' | 'clocks'>,
  { alert: id, actor, key }: Asked,
): Promise<Acknowledged> {
  const tenants = tenantsWith(actor, acknowledgers);
  if (tenants.length === 0) throw new Forbidden(`${NAME} is for ${acknowledgers.join(', ')}`);
  const digest = requestDigest(NAME, id, {});
  return inScope(db, { tenants }, async (tx): Promise<Acknowledged> => {
    for (const tenant of tenants) {
      const request = { tenant, actor: actor.account, key };
      const first = await findRequest(tx, request);
      if (first && !first.digest.equals(digest)) return { kind: 'refused', problems: [KEY_REUSED] };
      const alert = await alertById(tx, tenant, id);
      if (!alert) continue;
      if (first) return { kind: 'done', subject: id };
      if (alert.acknowledged && alert.acknowledged.by !== actor.account) {
        return { kind: 'refused', problems: [alreadySeen(alert.acknowledged.at)] };
      }
      if (!alert.acknowledged) {
        const at = clocks.now(tenant);
        await writeAcknowledgement(tx, { tenant, id, at, by: actor.account });
        const change = { acknowledged: true, kind: alert.kind, subject: alert.subject };
        const audit = { tenant, id: newId(), at, actor: actor.account, entity: 'alert', key: id, change };
        await sql`${auditRow(audit)}`.execute(tx);
      }
      await sql`${requestRow({ ...request, digest, status: 200, subject: id })}`.execute(tx);
      return { kind: 'done', subject: id };
    }
    throw new NotFound(`there is no alert ${id}`);
  });
}

function alreadySeen(at: Instant): Problem {
  const message = `Somebody acknowledged this at ${showTime(at)}. Look at the board again.`;
  return { code: 'already-acknowledged', message };
}

const KEY_REUSED: Problem = {
  field: 'Idempotency-Key',
  code: 'key-reused',
  message: 'This key was used for a different request. Send a new key with a new request',
};
