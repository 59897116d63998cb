import type { Context } from '#api';
import { openWork, raiseWorkIn, writeWork } from '#calls';
import { type Database, ensureYear, factsAfter, inScope, readCursor, type Tx, writeCursor } from '#database';
import { everyTenant } from '#people';
import { type Instant, plus, uuidv7FromKey } from '#shared';
import { carryOut } from './carryOutCommands.ts';
import { mayBeOut } from './dueStore.ts';
import { episodeOf } from './episodeStore.ts';
import { dueOf, type Message } from './message.ts';
import { ownCommands } from './messageCommands.ts';
import { owners } from './messageSteps.ts';
import { loadMessage, messageOfCase } from './messageStore.ts';
import { recipientOf } from './recipientStore.ts';
import { handoverSettings } from './settings.ts';
import { rerouteMessage } from './staffSide.ts';
import { addTasks, openTasks, taskDone, taskTried } from './taskStore.ts';
import { type Task, taskOf } from './tasks.ts';

export const FOLLOWER_NAME = 'messages';
const BATCH = 5_000;

/**
 * One round: reads what is new in the log, writes down what it asks, and does it. Where it stands is in the database; a round that dies
 * in the middle is taken up by the next, and what was done is not done twice.
 */
export async function followLog(context: Context): Promise<void> {
  const tenants = await everyTenant(context.db);
  if (tenants.length === 0) return;
  while ((await readOn(context.db, tenants)) === BATCH);
  for (const tenant of tenants) {
    const tasks = await inScope(context.db, { tenants: [tenant] }, (tx) => openTasks(tx, tenant));
    for (const task of tasks) {
      await doTask(context, task).catch(async (error) => {
        context.log.error({ err: error, kind: task.kind, stream: task.stream }, 'a message was not seen to');
        await inScope(context.db, { tenants: [tenant] }, (tx) => taskTried(tx, task));
      });
    }
  }
}

function readOn(db: Database, tenants: number[]): Promise<number> {
  return inScope(db, { tenants }, async (tx) => {
    const { facts, cursor } = await factsAfter(tx, await readCursor(tx, FOLLOWER_NAME), BATCH);
    if (facts.length === 0) return 0;
    await addTasks(
      tx,
      facts.flatMap((fact) => taskOf(fact) ?? []),
    );
    await writeCursor(tx, FOLLOWER_NAME, cursor);
    return facts.length;
  });
}

/** The message of a case: of the instant of its closing, so that it is the same one however often it is owed. */
export function messageIdOf(about: { case: string; closedAt: Instant }): string {
  return uuidv7FromKey(about.closedAt, `message:${about.case}`);
}

async function doTask(context: Context, task: Task): Promise<void> {
  const { tenant, stream, version } = task;
  const now = context.clocks.now(tenant);
  if (task.kind === 'closed') await owe(context, task, now);
  if (task.kind === 'note' || task.kind === 'patient') await requeue(context, task, now);
  const message = task.kind === 'exception' ? stream : undefined;
  await ensureYear(context.db, task.at);
  await inScope(context.db, { tenants: [tenant] }, async (tx) => {
    if (message) await needsSomebody(tx, { tenant, id: message, because: version, at: task.at, now });
    if (task.kind === 'resolved') await needsNobody(tx, { tenant, id: stream, now });
    await taskDone(tx, task);
  });
}

async function owe(context: Context, { tenant, stream, at }: Task, now: Instant): Promise<void> {
  const episode = await inScope(context.db, { tenants: [tenant] }, (tx) => episodeOf(tx, tenant, stream));
  if (!episode) return;
  const { service, closedAt } = episode;
  const id = messageIdOf({ case: stream, closedAt });
  const known = await inScope(context.db, { tenants: [tenant] }, (tx) => messageOfCase(tx, tenant, stream));
  if (!known) {
    const body = { id, case: stream };
    const command = ownCommands.oweMessage;
    const about = { tenant, stream: id, command, body, because: stream, now, born: { tenant, service } };
    await carryOut(context, about as never);
  }
  await inScope(context.db, { tenants: [tenant] }, async (tx) => {
    const loaded = await loadMessage(tx, tenant, known ?? id);
    // Nothing can be sent: no practice, a practice that has closed for good, or no whole note.
    if (loaded?.message.state === 'due')
      await needsSomebody(tx, { tenant, id: loaded.message.id, because: 1, at, now });
  });
}

/** A later note: what was to be said is said anew, whole. What was written before the closing is in the first version. */
async function requeue(context: Context, task: Task, now: Instant): Promise<void> {
  const { tenant, version, kind } = task;
  const found = await messageAbout(context, task);
  if (!found || version < found.closedVersion) return;
  const { message, to, isAtChannel } = found;
  const order = (command: object, body = {}) =>
    carryOut(context, {
      tenant,
      stream: message.id,
      command: command as never,
      body,
      because: `${kind} ${version}`,
      now,
    });
  if (kind === 'note') await order(ownCommands.queueMessage);
  if (kind !== 'patient') return;
  // Taken back first, so that nothing about another patient goes out; then to the right patient's practice, where it is known.
  await order(ownCommands.recallMessage, isAtChannel ? { mayBeOut: true } : {});
  if (to) await order(rerouteMessage, { practice: to.code, reason: 'entered-wrong' });
}

function messageAbout(context: Context, { tenant, stream }: Task) {
  return inScope(context.db, { tenants: [tenant] }, async (tx) => {
    const id = await messageOfCase(tx, tenant, stream);
    const loaded = id === undefined ? undefined : await loadMessage(tx, tenant, id);
    const episode = loaded && (await episodeOf(tx, tenant, stream));
    if (!loaded || !episode) return undefined;
    const at = context.clocks.now(tenant);
    const to = await recipientOf(tx, { tenant, practice: episode.practice, at });
    const isAtChannel = await mayBeOut(tx, tenant, loaded.message.id);
    return { message: loaded.message, closedVersion: episode.closedVersion, to, isAtChannel };
  });
}

type About = { tenant: number; id: string; because: number | string; at: Instant; now: Instant };

/** Raises a work item with an owner and a time, unless one is open for this message. */
export async function needsSomebody(tx: Tx, { tenant, id, because, at, now }: About): Promise<void> {
  const loaded = await loadMessage(tx, tenant, id);
  if (!loaded) return;
  const { message } = loaded;
  const { service } = message;
  if ((await openWork(tx, { tenant, service })).some((work) => work.message === id)) return;
  const about = { tenant, service, case: message.case, message: id, forRoles: owners };
  const work = { ...about, kind: 'message-exception' as const, subject: `${id}:${because}`, raisedAt: at };
  await raiseWorkIn(tx, { ...work, dueAt: exceptionDue(message, at) }, now);
}

/** Within the hour; sooner where the message is due before that and there is still time. */
function exceptionDue({ consultedAt }: Message, at: Instant): Instant {
  const [soon, due] = [plus(at, handoverSettings.exceptionMs), dueOf(consultedAt)];
  return due !== undefined && due > at && due < soon ? due : soon;
}

async function needsNobody(tx: Tx, { tenant, id, now }: Pick<About, 'tenant' | 'id' | 'now'>): Promise<void> {
  const loaded = await loadMessage(tx, tenant, id);
  if (!loaded || !isOver(loaded.message)) return;
  for (const work of await openWork(tx, { tenant, service: loaded.message.service })) {
    if (work.message !== id) continue;
    const events = [{ type: 'WorkWithdrawn', occurredAt: now, data: { reason: 'dealt-with' } }] as const;
    await writeWork(tx, { tenant, id: work.id, events, now });
  }
}

/** What failed has been sent, or a person has ended it; what nobody read has been read, and what nobody did has been done. */
export function isOver({ state, chased, wentWrong, forPractice }: Message): boolean {
  if (wentWrong) return false;
  return (
    (state === 'read' && (forPractice === 'information' || chased === 0)) ||
    state === 'acted' ||
    state === 'settled' ||
    ((state === 'sent' || state === 'received') && chased === 0)
  );
}
