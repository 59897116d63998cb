import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import {
  COOKIE,
  type Context,
  commandRoutes,
  cookieOf,
  declareWho,
  frameFor,
  readPasses,
  refuseOtherOrigins,
  serviceFor,
} from '#api';
import { peopleRoutes } from '#people';
import { toIso } from '#shared';
import { assets } from './app/assets.ts';
import { answerErrors } from './app/errors.tsx';
import { secureHeaders } from './app/headers.ts';
import { type Measure, shedUnderPressure } from './app/pressure.tsx';
import type { Module } from './modules.ts';

/**
 * What is around the server: the proxies in front, how hard it is pressed, where reports are to wait for calls, and what it does
 * by itself, for the clock of a demo that is put forward.
 */
export type Outside = { proxies?: string; measure?: Measure; catchUp?(): Promise<void> };

/** The whole server, read top to bottom: what happens to a request, in order, and then every module's routes. */
export async function createApp(
  context: Context,
  modules: readonly Module[],
  { proxies, measure, catchUp }: Outside = {},
): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: context.log,
    // A request's address may hold what was searched for: it never reaches a log.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: proxies ?? false,
    bodyLimit: 256 * 1024,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
  });
  secureHeaders(app);
  answerErrors(app, context);
  if (measure) shedUnderPressure(app, context, measure);
  declareWho(app, context);
  refuseOtherOrigins(app);
  readPasses(app, context, modules.find(({ passes }) => passes)?.passes);
  await app.register(formbody, { bodyLimit: 256 * 1024 });
  assets(app);
  app.get('/health', { config: { who: 'public' } }, async () => ({ ok: true, ...health(context) }));
  peopleRoutes(app, {
    ...context,
    frame: (request) => frameFor(context, request, serviceFor(context, request)),
    cookie: COOKIE,
    cookieOf,
    ...(catchUp ? { catchUp } : {}),
    madeUp: () =>
      context.directory
        .services()
        .filter((s) => s.madeUp && s.kind === 'out-of-hours')
        .map(({ tenant, slug }) => ({ tenant, slug }))
        .sort((a, b) => a.tenant - b.tenant),
  });
  commandRoutes(
    app,
    context,
    modules.flatMap((module) => module.commands(context)),
  );
  for (const module of modules) module.routes(app, context);
  return app;
}

/** For whoever keeps the server running: how many were turned away since when, so that calls were answered. */
function health({ shed }: Context) {
  if (!shed) return {};
  const { since, spell, ...counts } = shed.standing();
  const now = spell && { ...spell, from: toIso(spell.from), last: toIso(spell.last) };
  return { shed: { since: toIso(since), ...counts, ...(now ? { now } : {}) } };
}
