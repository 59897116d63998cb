import type { Tx } from '#database';
import { practiceByOds, practiceFor, practiceNamed } from '#practices';
import type { Instant } from '#shared';
import type { Recipient } from './messageCommand.ts';

/** The open practice that a message goes to: itself, or whichever took its patients; undefined where there is none. */
export async function recipientOf(
  tx: Tx,
  { tenant, practice, at }: { tenant: number; practice: number | undefined; at: Instant },
): Promise<Recipient | undefined> {
  const standing = practice === undefined ? undefined : await practiceFor(tx, { tenant, practice, at });
  if (!standing || standing.state === 'closed-without-successor') return undefined;
  const { id, code, name, channel, channelAddress } =
    standing.state === 'closed' ? standing.successor : standing.practice;
  return { id, code, name, channel, channelAddress };
}

/** By its code or its whole name, from the directory alone: nobody types an address to send a patient's note to. */
export async function recipientNamed(
  tx: Tx,
  { tenant, text, at }: { tenant: number; text: string; at: Instant },
): Promise<Recipient | undefined> {
  const found = (await practiceByOds(tx, { tenant, code: text })) ?? (await practiceNamed(tx, { tenant, text }));
  return found && recipientOf(tx, { tenant, practice: found.id, at });
}
