import type { Context } from '#api';
import { inScope, type Tx } from '#database';
import { everyTenant } from '#people';
import type { Instant } from '#shared';
import { byPractice } from './byPractice.ts';
import { carryOut } from './carryOutCommands.ts';
import type { Carried, Outgoing } from './channels/channel.ts';
import { type Channels, channelFor } from './channels/channels.ts';
import { type Claimed, claimAgain, claimDue, letGo, type MessageLine } from './dueStore.ts';
import type { Recipient } from './messageCommand.ts';
import { ownCommands } from './messageCommands.ts';
import { type Body, bodyOf } from './messageStore.ts';
import { recipientOf } from './recipientStore.ts';
import { rerouteMessage } from './staffSide.ts';
import { standingNow } from './standingStore.ts';

export const keyOf = (message: string, version: number) => `${message}.v${version}`;
/** The same for every attempt at one reminder. */
export const reminderKeyOf = (message: string, version: number, step: number) =>
  `${keyOf(message, version)}-reminder-${step}`;

/**
 * Sends what is due. A message is claimed first, sent outside every transaction, and then what came of it is recorded: a server that dies in
 * between has it sent again under the same key. Practices wait for nobody else's system; one practice's messages go one after the other.
 */
export async function sendDue(context: Context, channels: Channels): Promise<void> {
  for (const tenant of await everyTenant(context.db)) {
    const now = context.clocks.now(tenant);
    const due = await inScope(context.db, { tenants: [tenant] }, (tx) => claimDue(tx, { tenant, now }));
    const groups = byPractice(due, ({ line }) => line.practice);
    await Promise.all(groups.map((some) => inTurn({ context, channels, tenant, now }, some)));
  }
}

type Post = { context: Context; channels: Channels; tenant: number; now: Instant };

async function inTurn(post: Post, claims: readonly Claimed[]): Promise<void> {
  const { context, tenant, now } = post;
  const scoped = <T>(work: (tx: Tx) => Promise<T>) => inScope(context.db, { tenants: [tenant] }, work);
  for (const before of claims) {
    const claimed = await scoped((tx) => claimAgain(tx, { tenant, now, claimed: before }));
    if (!claimed) continue;
    try {
      await sendOne(post, claimed.line);
    } catch (error) {
      // Nobody knows whether it went out: the claim is left to run out, so that nobody sends it again in the same breath.
      context.log.error({ err: error, message: claimed.line.id }, 'a message was not sent');
      continue;
    }
    await scoped((tx) => letGo(tx, { tenant, claimed }));
  }
}

async function sendOne({ context, channels, tenant, now }: Post, line: MessageLine): Promise<void> {
  const { id, body: version, practice } = line;
  if (version === undefined || practice === undefined) return;
  const { body, to, standing } = await inScope(context.db, { tenants: [tenant] }, async (tx) => {
    const body = await bodyOf(tx, { tenant, message: id, version });
    if (!body) throw new Error(`message ${id} has no version ${version}`);
    return {
      body,
      to: await recipientOf(tx, { tenant, practice, at: now }),
      standing: await standingNow(tx, { tenant, case: line.case, content: body.content }),
    };
  });
  // Another patient, a later note: whoever reads the log says what becomes of it. Until then nothing goes out.
  if (standing === 'being-read') return;
  // It has closed for good since the message was queued: whoever took its patients gets it, under their own name.
  if (to && to.id !== practice) return reroute({ context, tenant, now }, line, to);
  if (to && standing === 'changed') return sayAnew({ context, tenant, now }, line);
  const carried: Carried = to
    ? await channelFor(channels, to.channel).send(outgoingOf(line, body), to.channelAddress)
    : { ok: false, code: 'address-refused' };
  const attempt = line.attempts + 1;
  // The same version may be sent again from its first attempt on, by whoever asks for that: the answer is about this one.
  const about = { tenant, stream: id, because: `sent after ${line.version}`, now: context.clocks.now(tenant) };
  const command = carried.ok ? ownCommands.recordSent : ownCommands.recordFailure;
  const said = carried.ok ? { version, attempt } : { version, attempt, code: carried.code };
  const answer = await carryOut(context, { ...about, command: command as never, body: said });
  if (answer.kind === 'done') context.waker.touch();
}

async function reroute(
  { context, tenant, now }: Omit<Post, 'channels'>,
  { id, body }: MessageLine,
  to: Recipient,
): Promise<void> {
  const said = { practice: to.code, reason: 'practice-closed' };
  const about = { tenant, stream: id, because: `closed ${body}`, now };
  await carryOut(context, { ...about, command: rerouteMessage as never, body: said });
}

/** Nobody told us that the case says something else by now, and it does: what goes out is what it says. */
async function sayAnew({ context, tenant, now }: Omit<Post, 'channels'>, { id, body }: MessageLine): Promise<void> {
  const about = { tenant, stream: id, because: `changed since ${body}`, now };
  await carryOut(context, { ...about, command: ownCommands.queueMessage as never });
}

/** The subject names no patient: it stands in logs and letter boxes. */
export function outgoingOf(
  { id, body: version = 1, forPractice }: MessageLine,
  { content, text, html }: Body,
): Outgoing {
  const lead = forPractice === 'action' ? 'Action' : 'For information';
  const again = content.replaces === null ? '' : `, version ${version}`;
  const subject = `${lead}: a patient of yours, ${content.service} case ${content.case}${again}`;
  return { key: keyOf(id, version), kind: 'message', subject, text, html, content };
}
