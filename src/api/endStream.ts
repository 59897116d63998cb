import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#people';
import { seconds } from '#shared';
import type { Context } from './context.ts';
import { actorOf, resolve } from './who.ts';

const EVERY_MS = seconds(10);

/**
 * Ends an open stream once whoever opened it has signed out, or has other roles than then: what they see was drawn for those. The page asks again
 * by itself, and is given what they may see now, or nothing. Asked every ten seconds; a minute is the most that it may take (T24).
 */
export function endWhenNotTheSame(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  everyMs: number = EVERY_MS,
): void {
  const before = seenBy(actorOf(request));
  const timer = setInterval(async () => {
    // Where nobody can be asked, the stream stays: its ages tell that the database is away.
    const now = await resolve(request, context).catch(() => undefined);
    if (now && seenBy(now) !== before) reply.raw.end();
  }, everyMs);
  timer.unref();
  reply.raw.on('close', () => clearInterval(timer));
}

function seenBy({ account, grants }: Actor): string {
  return JSON.stringify([account, grants.map(({ tenant, role }) => `${tenant} ${role}`).sort()]);
}
