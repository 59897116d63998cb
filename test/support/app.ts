import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import pino from 'pino';
import { type Context, openDirectory } from '#api';
import { ensureYear, inScope } from '#database';
import { createTokens, openOrganisationClocks, openSession } from '#people';
import { type Instant, newId, plus } from '#shared';
import { ensureRules } from '#standards';
import { createApp } from '../../src/app.ts';
import { type TestDatabase, testDatabase } from '../../src/database/testing.ts';
import { type Module, modules } from '../../src/modules.ts';
import { makeDemo } from '../../src/server/demoSetUp.ts';

export const HOST = 'vigil.test';

/** Somebody at a browser (a cookie and our own origin) or at a program; every answer as the app gave it. */
export type Person = {
  account: string;
  cookie: string;
  get(url: string): Promise<LightMyRequestResponse>;
  /** A form, as a browser sends it; `_key` is added unless given. */
  post(url: string, form?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** A JSON command with a new Idempotency-Key unless given. */
  send(url: string, body?: unknown, key?: string): Promise<LightMyRequestResponse>;
};

export type RunningApp = {
  app: FastifyInstance;
  context: Context;
  db: TestDatabase;
  tenant: number;
  /** The machine's clock and that of the made-up organisation, which goes with it. */
  now(): Instant;
  setNow(at: Instant): void;
  /** Lets the machine's clock go on. */
  pass(ms: number): void;
  as(signIn: string): Promise<Person>;
  inject(options: InjectOptions): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
};

export type Options = { mode?: Context['mode']; modules?: readonly Module[]; slug?: string };

/** The whole app over a database of its own, with the made-up organisation and its people, and a clock that the test moves. */
export async function aRunningApp({
  mode = 'demo',
  modules: with_ = modules,
  slug = 'tidewell',
}: Options = {}): Promise<RunningApp> {
  const db = await testDatabase();
  await inScope(db, { tenants: [] }, ensureRules);
  const tenant = await makeDemo(db, 1, slug);
  let machine = Date.now() as Instant;
  const clocks = await openOrganisationClocks(db, () => machine);
  const context: Context = {
    db,
    log: pino({ level: process.env.LOG_LEVEL ?? 'fatal' }),
    mode,
    machineNow: () => machine,
    waker: { touch() {}, listen: () => () => {}, close: async () => {} },
    clocks,
    tokens: createTokens(db),
    directory: await openDirectory(db),
  };
  await ensureYear(db, clocks.now(tenant));
  const app = await createApp(context, with_);
  await app.ready();
  const inject = (options: InjectOptions) => app.inject({ authority: HOST, ...options });
  return {
    app,
    context,
    db,
    tenant,
    now: () => clocks.now(tenant),
    setNow: (at) => clocks.set(tenant, at),
    pass(ms) {
      machine = plus(machine, ms);
    },
    inject,
    as: (signIn) => person({ db, inject, machineNow: () => machine }, signIn),
    async close() {
      await app.close();
      await db.drop();
    },
  };
}

type Around = { db: TestDatabase; inject: RunningApp['inject']; machineNow(): Instant };

async function person({ db, inject, machineNow }: Around, signIn: string): Promise<Person> {
  const { rows } = await db.app.query<{ id: string }>('select id from account where sign_in = $1', [signIn]);
  const account = rows[0]?.id;
  if (!account) throw new Error(`nobody signs in as ${signIn}`);
  const headers = { cookie: `vigil=${await openSession(db, account, machineNow())}`, origin: `http://${HOST}` };
  return {
    account,
    cookie: headers.cookie,
    get: (url) => inject({ method: 'GET', url, headers }),
    post: (url, form = {}) =>
      inject({
        method: 'POST',
        url,
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ _key: newId(), ...form }).toString(),
      }),
    send: (url, body = {}, key = newId()) =>
      inject({ method: 'POST', url, headers: { ...headers, 'idempotency-key': key }, payload: body as object }),
  };
}
