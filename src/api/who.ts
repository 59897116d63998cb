import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ensureYear } from '#database';
import { type Actor, holdsAny, NOBODY, type Role, visitor } from '#people';
import { Forbidden } from '#shared';
import type { Context } from './context.ts';

/**
 * Who may use a route. Every route says so; one that does not cannot be registered. `public` is anyone, and nobody is looked up:
 * such a route works with the application's own database away.
 */
export type Who = 'public' | 'anyone' | readonly Role[];

declare module 'fastify' {
  interface FastifyContextConfig {
    who?: Who;
  }
}

export const COOKIE = 'vigil';
const actors = new WeakMap<FastifyRequest, Actor>();

/** The actor of a request, as the pipeline resolved it. */
export function actorOf(request: FastifyRequest): Actor {
  return actors.get(request) ?? NOBODY;
}

/** Thrown where nobody is signed in: a page leads to the sign-in, the API says 401. */
export class SignInFirst extends Forbidden {}

export function cookieOf(request: FastifyRequest): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === COOKIE && value) return value;
  }
  return undefined;
}

export function declareWho(app: FastifyInstance, context: Context): void {
  app.addHook('onRoute', (route) => {
    if (route.config?.who === undefined)
      throw new Error(`the route ${String(route.method)} ${route.url} does not say who may use it`);
  });
  app.addHook('onRequest', async (request) => {
    const who = request.routeOptions.config?.who;
    if (who === 'public' || who === undefined) return;
    const actor = await resolve(request, context);
    actors.set(request, actor);
    if (who === 'anyone' || holdsAny(actor, who)) return yearOf(context, actor);
    if (actor.by === 'nobody') throw new SignInFirst('sign in first');
    throw new Forbidden('your roles do not allow this');
  });
}

/** At midnight of New Year the first to look at anything writes the first record of access of that year: its table is there by then. */
async function yearOf({ db, clocks }: Context, { grants }: Actor): Promise<void> {
  for (const { tenant } of grants) await ensureYear(db, clocks.now(tenant));
}

/** Who is asking, looked up now: `actorOf` is who it was when the request came. */
export async function resolve(request: FastifyRequest, context: Context): Promise<Actor> {
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
  const now = context.machineNow();
  if (bearer) return (await context.tokens.byBearer(bearer, now)) ?? NOBODY;
  const cookie = cookieOf(request);
  const signedIn = cookie ? await context.tokens.bySession(cookie, now) : undefined;
  if (signedIn) return signedIn;
  return context.mode === 'demo' ? await demoVisitor(context) : NOBODY;
}

const VISITOR_KEPT_MS = 5_000;
let kept: { context: Context; actor: Promise<Actor | undefined>; until: number } | undefined;

async function demoVisitor(context: Context): Promise<Actor> {
  const now = context.machineNow();
  if (!kept || kept.context !== context || kept.until < now) {
    const actor = visitor(context.db);
    kept = { context, actor, until: now + VISITOR_KEPT_MS };
  }
  return (await kept.actor) ?? NOBODY;
}

/** A change that a browser sends must come from our own pages: cookies travel with other sites' forms too. */
export function refuseOtherOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    // A program that sends no cookie acts for nobody's browser.
    if (request.headers.authorization !== undefined) return;
    if (request.url.startsWith('/api/') && cookieOf(request) === undefined) return;
    if (!isOwnOrigin(request)) throw new Forbidden('a form is taken from our own pages only');
  });
}

/** Sent by a page of ours, as its browser says. */
export function isOwnOrigin({ headers }: FastifyRequest): boolean {
  const { 'sec-fetch-site': site, origin, host } = headers;
  const own = origin !== undefined ? sameHost(origin, host) : site === 'same-origin';
  return own && (site === undefined || site === 'same-origin');
}

function sameHost(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
