import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, type Context, endWhenNotTheSame, frameFor, serviceFor } from '#api';
import { frontPage, knowsStaff, rolesIn, type Service } from '#people';
import { NotFound } from '#shared';
import { pollAnswer, renderPage, sse } from '#web';
import { acknowledgers } from './acknowledge.ts';
import { actors } from './actionCommands.ts';
import { openBoards } from './board.ts';
import { staff, writers } from './leads.ts';
import { openLive } from './liveBoard.ts';
import { TonightPage } from './pages/tonight.tsx';
import type { Given } from './reading.ts';
import type { View } from './view.ts';
import { openViewings, type Viewer } from './viewings.ts';

/** How long a first page waits for tiles that have not been read yet. */
const FIRST_MS = 2_000;

export function boardRoutes(app: FastifyInstance, context: Context, given: Given): void {
  const boards = openBoards(context, given);
  const live = openLive(context.machineNow);
  const viewings = openViewings({
    ...context,
    failed: (error) => context.log.warn({ err: error }, 'the closing of a board could not be recorded'),
  });
  app.addHook('preClose', async () => {
    boards.stop();
    await viewings.stop();
  });

  const looking = async (request: FastifyRequest, kind: View['kind']) => {
    const service = wanted(context, request);
    const viewer: Viewer = {
      actor: actorOf(request),
      service,
      filter: { board: kind === 'wall' ? 'wall' : 'tonight', service: service.slug },
      from: request.ip,
    };
    await viewings.look(viewer);
    const board = boards.look(service);
    return { board, viewer, view: viewFor(viewer, kind) };
  };

  const page = async (request: FastifyRequest, reply: FastifyReply, kind: View['kind']) => {
    const { board, view } = await looking(request, kind);
    await board.ready(FIRST_MS);
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
    const frame = frameFor(context, request, board.service);
    return renderPage(<TonightPage frame={frame} board={board} view={view} machineNow={context.machineNow()} />);
  };

  const forStaff = { config: { who: staff } };
  app.get('/', { config: { who: [...staff, 'practice-manager'] } }, (request, reply) => {
    // Whoever begins elsewhere is led there: the address of the service alone is nobody's mistake.
    const own = frontPage(actorOf(request).grants);
    return own === '/' ? page(request, reply, 'desk') : reply.redirect(own);
  });
  app.get('/wall', forStaff, (request, reply) => page(request, reply, 'wall'));
  app.get('/live', forStaff, async (request, reply) => {
    const query = request.query as { poll?: string; wall?: string };
    const { board, viewer, view } = await looking(request, query.wall ? 'wall' : 'desk');
    const { tenant } = board.service;
    const clock = () => ({ kind: 'clock', at: context.clocks.now(tenant), rate: context.clocks.rate(tenant) }) as const;
    if (query.poll) {
      await board.ready(FIRST_MS);
      return pollAnswer(reply, [clock(), ...live.messages(board, view)]);
    }
    sse(
      reply,
      (send) => {
        const leave = viewings.stay(viewer);
        const stop = live.follow(board, view, send);
        return () => {
          stop();
          leave();
        };
      },
      clock,
    );
    endWhenNotTheSame(context, request, reply);
    return reply;
  });
}

function wanted(context: Context, request: FastifyRequest): Service {
  const { service } = request.query as { service?: unknown };
  const found = serviceFor(context, request, typeof service === 'string' ? service : undefined);
  if (!found) throw new NotFound('there is no such service among those that you may see');
  return found;
}

function viewFor({ actor, service }: Viewer, kind: View['kind']): View {
  const mine = rolesIn(actor, service.tenant);
  return {
    kind,
    names: knowsStaff(mine),
    acknowledges: kind === 'desk' && mine.some((role) => acknowledgers.includes(role)),
    acts: kind === 'desk' && mine.some((role) => actors.includes(role)),
    writes: kind === 'desk' && mine.some((role) => writers.includes(role)),
  };
}
