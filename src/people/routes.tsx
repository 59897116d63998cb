import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Database } from '#database';
import { type Instant, NotFound, toIso } from '#shared';
import { renderPage, type StaffFrame } from '#web';
import { frontPage } from './actor.ts';
import { type OneClick, oneClickPeople } from './demoPeople.ts';
import type { OrganisationClocks } from './organisationClock.ts';
import { SignInPage } from './pages/signIn.tsx';
import { SignInAsPage } from './pages/signInAs.tsx';
import { endSession, grantsOf, issueApiToken, openSession, SESSION_MS } from './sessions.ts';
import { signIn } from './signIn.ts';
import type { Tokens } from './tokens.ts';

/** What the doors need; the pipeline's own parts come in as functions, because it stands on this module. */
export type Doors = {
  db: Database;
  tokens: Tokens;
  clocks: OrganisationClocks;
  machineNow(): Instant;
  mode: 'demo' | 'live';
  frame(request: FastifyRequest): StaffFrame;
  cookie: string;
  cookieOf(request: FastifyRequest): string | undefined;
  /** Organisations that are made up: only their people may be entered with one click. */
  madeUp(): readonly { tenant: number; slug: string }[];
  /** What the server does by itself, done up to the time that the clocks now show. */
  catchUp?(): Promise<void>;
};

const words = z.object({
  signIn: z.string().max(200).default(''),
  password: z.string().max(1_000).default(''),
  next: z.string().max(500).optional(),
});

/** Signing in and out; in a demo also as anybody, and the demo's clock and tokens for its player. */
export function peopleRoutes(app: FastifyInstance, doors: Doors): void {
  const anyone = { config: { who: 'anyone' as const } };
  app.get('/sign-in', anyone, async (request, reply) => {
    const next = ownPath((request.query as { next?: string }).next);
    return html(reply, <SignInPage frame={doors.frame(request)} next={next} />);
  });
  app.post('/sign-in', anyone, async (request, reply) => {
    const tried = words.parse(request.body ?? {});
    const next = ownPath(tried.next);
    const entered = await signIn(doors.db, { ...tried, source: request.ip }, doors.machineNow());
    if (entered.ok) return enter(doors, request, reply, { ...entered.value, next });
    reply.code(422);
    return html(
      reply,
      <SignInPage frame={doors.frame(request)} problems={entered.problems} signIn={tried.signIn} next={next} />,
    );
  });
  app.post('/sign-out', anyone, async (request, reply) => {
    const token = doors.cookieOf(request);
    if (token) await endSession(doors.db, token);
    doors.tokens.forget();
    reply.header('set-cookie', cookie(doors, '', 0));
    return reply.redirect('/', 303);
  });
  if (doors.mode === 'demo') demoDoors(app, doors);
}

function demoDoors(app: FastifyInstance, doors: Doors): void {
  const anyone = { config: { who: 'anyone' as const } };
  app.get('/sign-in-as', anyone, async (request, reply) => {
    const next = ownPath((request.query as { next?: string }).next);
    return html(reply, <SignInAsPage frame={doors.frame(request)} people={await demoPeople(doors)} next={next} />);
  });
  app.post('/sign-in-as', anyone, async (request, reply) => {
    const asked = words.parse(request.body ?? {});
    const person = await demoPerson(doors, asked.signIn);
    const token = await openSession(doors.db, person.account, doors.machineNow());
    return enter(doors, request, reply, { token, account: person.account, next: ownPath(asked.next) });
  });
  app.post('/api/demo/sign-in', anyone, async (request) => {
    const asked = z.strictObject({ signIn: z.string().max(200) }).parse(request.body);
    const person = await demoPerson(doors, asked.signIn, true);
    return { token: await issueApiToken(doors.db, person.account, doors.machineNow()), account: person.account };
  });
  app.get('/api/demo/clock', anyone, async (request) => {
    const demo = theDemo(
      doors,
      z.object({ organisation: z.string().max(100).optional() }).parse(request.query).organisation,
    );
    return { organisation: demo.slug, now: toIso(doors.clocks.now(demo.tenant)), rate: doors.clocks.rate(demo.tenant) };
  });
  app.post('/api/demo/clock', anyone, async (request) => {
    const asked = z
      .strictObject({
        // The record is kept by the year: a demo lives in this century.
        now: z.iso.datetime().startsWith('20'),
        rate: z.number().min(0).max(10_000).optional(),
        organisation: z.string().max(100).optional(),
        // A night that is played in seconds waits for what its service does by itself, each thing at its own hour.
        catchUp: z.boolean().optional(),
      })
      .parse(request.body);
    const demo = theDemo(doors, asked.organisation);
    doors.clocks.set(demo.tenant, Date.parse(asked.now) as Instant, asked.rate);
    if (asked.catchUp) await doors.catchUp?.();
    await doors.clocks.keep();
    return { now: toIso(doors.clocks.now(demo.tenant)), rate: doors.clocks.rate(demo.tenant) };
  });
}

/** The made-up organisation of that short name, else the newest: that is the one being played. */
function theDemo(doors: Doors, slug?: string) {
  const demo = slug ? doors.madeUp().find((one) => one.slug === slug) : doors.madeUp().at(-1);
  if (!demo) throw new NotFound('there is no demo organisation yet');
  return demo;
}

async function demoPeople(doors: Doors, machines = false): Promise<OneClick[]> {
  return oneClickPeople(doors.db, theDemo(doors).tenant, machines);
}

async function demoPerson(doors: Doors, signInName: string, machines = false): Promise<OneClick> {
  const person = (await demoPeople(doors, machines)).find((one) => one.signIn === signInName);
  if (!person) throw new NotFound('there is nobody of that name in the demo');
  return person;
}

type Entered = { token: string; account: string; next: string };

/** A new session for the browser; the one that it had ends, so that nobody stays signed in behind another. */
async function enter(doors: Doors, request: FastifyRequest, reply: FastifyReply, { token, account, next }: Entered) {
  const before = doors.cookieOf(request);
  if (before) await endSession(doors.db, before);
  doors.tokens.forget();
  reply.header('set-cookie', cookie(doors, token, Math.floor(SESSION_MS / 1_000)));
  const front = next === '/' ? frontPage(await grantsOf(doors.db, account)) : next;
  return reply.redirect(front, 303);
}

/** A live installation stands behind TLS; a demo is also opened over plain HTTP, where a browser drops a secure cookie. */
function cookie(doors: Doors, value: string, seconds: number): string {
  const secure = doors.mode === 'live' ? '; Secure' : '';
  return `${doors.cookie}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}

/** A path of our own to go on to; anything else is the front page, so that a link cannot lead away. */
export function ownPath(path: string | undefined): string {
  return path && /^\/(?![/\\])[\w\-./?=&%:+]*$/.test(path) ? path : '/';
}

function html(reply: FastifyReply, page: Parameters<typeof renderPage>[0]) {
  reply.type('text/html; charset=utf-8');
  return renderPage(page);
}
