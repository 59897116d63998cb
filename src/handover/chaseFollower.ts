import type { Context } from '#api';
import { inScope } from '#database';
import { everyTenant } from '#people';
import { showTime } from '#shared';
import { carryOut } from './carryOutCommands.ts';
import { type Channels, channelFor } from './channels/channels.ts';
import { receiptsIn, takeReceipt } from './channels/folderClient.ts';
import { dayAndTime } from './content.ts';
import { chaseDue, unacknowledged } from './dueStore.ts';
import { nextChase } from './message.ts';
import { ownCommands } from './messageCommands.ts';
import { bodyOf, loadMessage, type MessageLine } from './messageStore.ts';
import { keyOf } from './postFollower.ts';
import { recipientOf } from './recipientStore.ts';
import { escaped } from './render.ts';

/** Reminds practices of what nobody has read, and asks somebody here to ring where that did not help. */
export async function chase(context: Context, channels: Channels): Promise<void> {
  for (const tenant of await everyTenant(context.db)) {
    const now = context.clocks.now(tenant);
    const due = await inScope(context.db, { tenants: [tenant] }, (tx) => chaseDue(tx, { tenant, now }));
    for (const line of due) {
      const loaded = await inScope(context.db, { tenants: [tenant] }, (tx) => loadMessage(tx, tenant, line.id));
      const next = loaded && nextChase(loaded.message);
      const about = { tenant, stream: line.id, because: `chase ${line.step} of ${line.body}`, now };
      const answer = await carryOut(context, {
        ...about,
        command: ownCommands.chaseMessage as never,
        body: { step: line.step },
      });
      if (answer.kind === 'done' && next?.does === 'remind') await remind(context, channels, { tenant, line });
    }
  }
}

async function remind(context: Context, channels: Channels, { tenant, line }: { tenant: number; line: MessageLine }) {
  const { id, body: version = 1, practice } = line;
  const now = context.clocks.now(tenant);
  const { body, to } = await inScope(context.db, { tenants: [tenant] }, async (tx) => ({
    body: await bodyOf(tx, { tenant, message: id, version }),
    to: await recipientOf(tx, { tenant, practice, at: now }),
  }));
  if (!body || !to) return;
  const { content } = body;
  const subject = `Not read yet: ${content.service} case ${content.case}${line.forPractice === 'action' ? ' asks you to act' : ''}`;
  const text = `${subject}.\nIt was closed ${dayAndTime(content.closedAt)}, and at ${showTime(now)} nobody has said that it was read.\nOpen it under “Your patients”, or find message ${id}.\n`;
  const html = `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Not read yet</title></head><body><p>${escaped(text).replaceAll('\n', '<br>')}</p></body></html>`;
  const key = `${keyOf(id, version)}-reminder`;
  await channelFor(channels, to.channel).send(
    { key, kind: 'reminder', subject, text, html, content: null },
    to.channelAddress,
  );
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
