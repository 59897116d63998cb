import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, type Context, cookieOf } from '#api';
import { type Role, rolesIn } from '#people';
import { type LiveMessage, pollAnswer, sse } from '#web';

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
