import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Role, rolesIn } from '#people';
import { type Instant, minutes } from '#shared';
import { type LiveMessage, pollAnswer, sse } from '#web';
import type { Context } from './context.ts';
import { actorOf, cookieOf } from './who.ts';

const EVERY_MS = 2_000;

export type Region = {
  tenant: number;
  /** Who may see it: asked again with every reading, so that a session that has ended sees nothing more. */
  roles: readonly Role[];
  draw(): Promise<readonly LiveMessage[]>;
  /** The page has gone: what was opened is closed. */
  closed?(): void;
};

/** Keeps the fragments of one page up to date: read again every two seconds and whenever something has been committed. */
export async function liveRegion(context: Context, request: FastifyRequest, reply: FastifyReply, region: Region) {
  const { clocks, waker } = context;
  const { tenant } = region;
  const clock = (): LiveMessage => ({ kind: 'clock', at: clocks.now(tenant), rate: clocks.rate(tenant) });
  if ((request.query as { poll?: string }).poll) return pollAnswer(reply, [clock(), ...(await region.draw())]);
  sse(
    reply,
    (send) => {
      let isOver = false;
      let isBusy = false;
      const read = async () => {
        if (isOver || isBusy) return;
        isBusy = true;
        try {
          if (!(await mayStill(context, request, region))) return void reply.raw.end();
          for (const message of await region.draw()) if (!isOver) send(message);
        } catch (error) {
          // The ages on the page say that nothing came; the next reading tries again.
          context.log.warn({ err: error }, 'a live list could not be read');
        } finally {
          isBusy = false;
        }
      };
      const soon = () => void read();
      const timer = setInterval(soon, EVERY_MS);
      const deaf = waker.listen(soon);
      soon();
      return () => {
        isOver = true;
        clearInterval(timer);
        deaf();
        region.closed?.();
      };
    },
    clock,
  );
  return reply;
}

async function mayStill(context: Context, request: FastifyRequest, { tenant, roles }: Region): Promise<boolean> {
  const first = actorOf(request);
  const cookie = cookieOf(request);
  const actor = first.by === 'cookie' && cookie ? await context.tokens.bySession(cookie, context.machineNow()) : first;
  return actor !== undefined && rolesIn(actor, tenant).some((role) => roles.includes(role));
}

/** A browser without a stream asks every few seconds: one row for each quarter of an hour of that. */
const ASKED_AGAIN_MS = minutes(15);
const asked = new WeakMap<Context, Map<string, Instant>>();

/** Whether what somebody follows has not been written down for them yet: `what` names it. */
export function isNewFollowing(context: Context, request: FastifyRequest, what: string): boolean {
  if (!(request.query as { poll?: string }).poll) return true;
  const { account, session } = actorOf(request);
  const known = asked.get(context) ?? new Map<string, Instant>();
  asked.set(context, known);
  const now = context.machineNow();
  for (const [key, at] of known) if (now - at >= ASKED_AGAIN_MS) known.delete(key);
  const key = `${account} ${session ?? ''} ${what}`;
  if (known.has(key)) return false;
  known.set(key, now);
  return true;
}
