import type { Context } from '#api';
import { inScope } from '#database';
import { everyTenant } from '#people';
import { showTime } from '#shared';
import { byPractice } from './byPractice.ts';
import { carryOut } from './carryOutCommands.ts';
import type { Carried } from './channels/channel.ts';
import { type Channels, channelFor } from './channels/channels.ts';
import { receiptsIn, takeReceipt } from './channels/folderClient.ts';
import { dayAndTime } from './content.ts';
import { chaseDue, unacknowledged } from './dueStore.ts';
import { type Message, nextChase } from './message.ts';
import { ownCommands } from './messageCommands.ts';
import { bodyOf, loadMessage, type MessageLine } from './messageStore.ts';
import { keyOf, reminderKeyOf } from './postFollower.ts';
import { recipientOf } from './recipientStore.ts';
import { escaped } from './render.ts';

/**
 * Reminds practices of what nobody has read, and asks somebody here to ring where that did not help. A reminder is written down once it is
 * sent: whoever dies in between sends it again under the same key. One that cannot be sent is tried again, and then somebody is to ring.
 */
export async function chase(context: Context, channels: Channels): Promise<void> {
  for (const tenant of await everyTenant(context.db)) {
    const now = context.clocks.now(tenant);
    const due = await inScope(context.db, { tenants: [tenant] }, (tx) => chaseDue(tx, { tenant, now }));
    const groups = byPractice(due, ({ practice }) => practice);
    await Promise.all(groups.map((some) => chaseInTurn({ context, channels, tenant }, some)));
  }
}

type Chasing = { context: Context; channels: Channels; tenant: number };

async function chaseInTurn(chasing: Chasing, lines: readonly MessageLine[]): Promise<void> {
  for (const { id } of lines) {
    await chaseOne(chasing, id).catch((error) => {
      chasing.context.log.error({ err: error, message: id }, 'a message was not chased');
    });
  }
}

async function chaseOne(chasing: Chasing, id: string): Promise<void> {
  const { context, tenant } = chasing;
  const now = context.clocks.now(tenant);
  const loaded = await inScope(context.db, { tenants: [tenant] }, (tx) => loadMessage(tx, tenant, id));
  const next = loaded && nextChase(loaded.message);
  if (!next || next.at > now) return;
  const { version, reminderTries } = loaded.message;
  const { step } = next;
  const carried: Carried = next.does === 'remind' ? await remind(chasing, loaded.message, step) : { ok: true };
  const attempt = reminderTries + 1;
  const about = { tenant, stream: id, now: context.clocks.now(tenant) };
  if (carried.ok) {
    const command = ownCommands.chaseMessage as never;
    await carryOut(context, { ...about, command, because: `chase after ${version}`, body: { step } });
  } else {
    const command = ownCommands.recordReminderFailure as never;
    const said = { step, attempt, code: carried.code };
    await carryOut(context, { ...about, command, because: `reminder after ${version}`, body: said });
  }
}

async function remind({ context, channels, tenant }: Chasing, message: Message, step: number): Promise<Carried> {
  const { id, body: version = 1, practice, forPractice } = message;
  const now = context.clocks.now(tenant);
  const { body, to } = await inScope(context.db, { tenants: [tenant] }, async (tx) => ({
    body: await bodyOf(tx, { tenant, message: id, version }),
    to: await recipientOf(tx, { tenant, practice, at: now }),
  }));
  if (!body || !to) return { ok: false, code: 'address-refused' };
  const { content } = body;
  const yet = message.state === 'read' ? 'Not done yet' : 'Not read yet';
  const since = message.state === 'read' ? 'done' : 'read';
  const subject = `${yet}: ${content.service} case ${content.case}${forPractice === 'action' ? ' asks you to act' : ''}`;
  const text = `${subject}.\nIt was closed ${dayAndTime(content.closedAt)}, and at ${showTime(now)} nobody has said that it was ${since}.\nOpen it under “Your patients”, or find message ${id}.\n`;
  const html = `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${yet}</title></head><body><p>${escaped(text).replaceAll('\n', '<br>')}</p></body></html>`;
  const reminder = {
    key: reminderKeyOf(id, version, step),
    kind: 'reminder',
    subject,
    text,
    html,
    content: null,
  } as const;
  return channelFor(channels, to.channel)
    .send(reminder, to.channelAddress)
    .catch((error): Carried => {
      context.log.error({ err: error, message: id }, 'a reminder was not sent');
      return { ok: false, code: 'unknown' };
    });
}

/** Reads the receipts that practices' systems leave in their folders. */
export async function takeReceipts(context: Context, root: string): Promise<void> {
  for (const tenant of await everyTenant(context.db)) {
    const now = context.clocks.now(tenant);
    const waiting = await inScope(context.db, { tenants: [tenant] }, async (tx) => {
      const lines = await unacknowledged(tx, tenant);
      const to = new Map<number, string>();
      for (const practice of new Set(lines.flatMap((line) => line.practice ?? []))) {
        const recipient = await recipientOf(tx, { tenant, practice, at: now });
        if (recipient?.channel === 'folder') to.set(practice, recipient.channelAddress);
      }
      return { lines, to };
    });
    for (const [practice, address] of waiting.to) {
      const ours = new Map(waiting.lines.map((line) => [keyOf(line.id, line.body ?? 0), line]));
      for (const key of await receiptsIn(root, address)) {
        const line = ours.get(key);
        if (line?.practice !== practice) continue;
        const about = { tenant, stream: line.id, because: `receipt ${key}`, now };
        const command = ownCommands.recordReceipt as never;
        await carryOut(context, { ...about, command, body: { version: line.body ?? 0 } });
        await takeReceipt(root, address, key);
      }
    }
  }
}
