import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import type { Context } from '#api';
import { ensureYear, inScope } from '#database';
import { everyTenant } from '#people';
import { instantFromMs, uuidv7FromKey } from '#shared';
import { carryOut } from '../carryOutCommands.ts';
import { mayBeOut } from '../dueStore.ts';
import { needsSomebody } from '../logFollower.ts';
import { ownCommands } from '../messageCommands.ts';
import { loadMessage } from '../messageStore.ts';
import type { Bounce, LetterKey } from './bounce.ts';
import { droppedIn, keepLetter, type Letter, readLetter } from './bounceFolderClient.ts';
import { isTaken, keepBounce, type Outcome } from './bounceStore.ts';
import { readBounce } from './readBounce.ts';

/** `not-yet`: our own letter is at its channel at this moment, and what came of that is not written down yet. */
export type Taken = { kind: Bounce['kind']; outcome: Outcome | 'not-yet' | 'known'; message?: string };
type Taking = Pick<Context, 'db' | 'clocks' | 'directory'> & { waker: Pick<Context['waker'], 'touch'> };

/** Takes in what the mail server has dropped. Each file is written down, then moved to `kept`: one that is fed again is known. */
export async function takeBounces(context: Context, root: string): Promise<void> {
  for (const file of await droppedIn(root, context.machineNow())) {
    try {
      const { outcome } = await takeLetter(context, { file: basename(file), raw: await readLetter(join(root, file)) });
      if (outcome !== 'not-yet') await keepLetter(root, file);
    } catch (error) {
      context.log.error({ err: error, file }, 'a letter that came back was not taken in');
    }
  }
}

/** One letter: on the message that it is about; what nobody can assign is listed to every organisation of this server. */
export async function takeLetter(context: Taking, { raw, file }: Letter): Promise<Taken> {
  const id = letterId(raw);
  const bounce = await readBounce(raw);
  const home = bounce.key && (await homeOf(context, bounce.key));
  const about = { id, file: file.slice(0, 300), bounce };
  if (home === undefined) {
    const outcome = bounce.kind === 'delivered' ? 'nothing-to-do' : 'for-somebody';
    for (const tenant of await everyTenant(context.db)) await keep(context, { ...about, tenant, outcome });
    return { kind: bounce.kind, outcome };
  }
  const said = { kind: bounce.kind, message: home.message };
  if (await inTenant(context, home.tenant, (tx) => isTaken(tx, home.tenant, id))) return { ...said, outcome: 'known' };
  const outcome = await recordOn(context, { ...home, id }, bounce);
  if (outcome !== 'not-yet') await keep(context, { ...about, tenant: home.tenant, outcome });
  return { ...said, outcome };
}

/** The same letter is the same one wherever it is fed from. */
export function letterId(raw: Uint8Array): string {
  const digest = createHash('sha256').update(raw).digest('hex');
  return uuidv7FromKey(instantFromMs(Date.UTC(2000, 0, 1)), `letter:${digest}`);
}

type Home = { tenant: number; message: string; version: number; isReminder: boolean };

async function homeOf(context: Taking, key: LetterKey): Promise<Home | undefined> {
  for (const tenant of await everyTenant(context.db)) {
    const found = await inTenant(context, tenant, (tx) => loadMessage(tx, tenant, key.message));
    if (found) return { tenant, ...key };
  }
  return undefined;
}

async function recordOn(context: Taking, home: Home & { id: string }, bounce: Bounce): Promise<Outcome | 'not-yet'> {
  const { tenant, message, version, isReminder, id } = home;
  const now = context.clocks.now(tenant);
  if (bounce.kind === 'delivered') return 'nothing-to-do';
  if (bounce.kind === 'unreadable' || (isReminder && bounce.kind === 'failed')) {
    await ensureYear(context.db, now);
    await inTenant(context, tenant, (tx) =>
      needsSomebody(tx, { tenant, id: message, because: `letter ${id}`, at: now, now }),
    );
    return 'for-somebody';
  }
  if (isReminder) return 'nothing-to-do';
  if (await inTenant(context, tenant, (tx) => mayBeOut(tx, tenant, message))) return 'not-yet';
  const status = bounce.status === undefined ? {} : { status: bounce.status };
  const about = { tenant, stream: message, because: `letter ${id}`, now };
  const [command, body] =
    bounce.kind === 'failed'
      ? [ownCommands.recordReturn, { version, code: bounce.code, ...status }]
      : [ownCommands.recordHoldUp, { version, ...status }];
  const answer = await carryOut(context, { ...about, command: command as never, body });
  if (answer.kind === 'done') context.waker.touch();
  return answer.kind === 'done' ? 'recorded' : 'overtaken';
}

function keep(context: Taking, { tenant, ...kept }: { tenant: number } & Omit<Parameters<typeof keepBounce>[1], 'at'>) {
  return inTenant(context, tenant, (tx) => keepBounce(tx, { tenant, ...kept, at: context.clocks.now(tenant) }));
}

function inTenant<T>({ db }: Taking, tenant: number, work: Parameters<typeof inScope<T>>[2]): Promise<T> {
  return inScope(db, { tenants: [tenant] }, work);
}
