import pino from 'pino';
import { type Context, openDirectory } from '#api';
import { createWaker, exportAnchors, forgetOldRequests, inScope, sealOnce } from '#database';
import { createTokens, everyTenant, forgetEndedSessions, machineClock, openOrganisationClocks } from '#people';
import { createApp } from '../app.ts';
import { anchorFolder, type Config } from '../config.ts';
import { type Installation, openInstallation } from '../installation.ts';
import { modules } from '../modules.ts';
import { type Child, keepChild } from './child.ts';
import { type Demo, demoToPlay } from './demoSetUp.ts';
import { type Job, startJobs } from './jobs.ts';

export type Serving = {
  address: string;
  context: Context;
  installation: Installation;
  demo?: Demo;
  census?: Child;
  /** Everything that the server does by itself, done once more and then no more. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
};

export type ServeOptions = {
  /** Plays into this organisation instead of going on with the newest. */
  demo?: (installation: Installation) => Promise<Demo | undefined>;
  /** Whether the demo's player runs beside the server. */
  plays?: boolean;
  census?: boolean;
};

const SEAL_MS = 5_000;
const KEEP_CLOCK_MS = 2_000;
const ANCHOR_MS = 3_600_000;
const DIRECTORY_MS = 5_000;
const TIDY_MS = 3_600_000;

/** Everything from the configuration to an open port. */
export async function serve(config: Config, options: ServeOptions = {}): Promise<Serving> {
  const log = pino(
    { level: config.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] },
    pino.destination({ dest: 2, sync: true }),
  );
  const installation = await openInstallation(config, (line) => process.stderr.write(`${line}\n`));
  const { db } = installation;
  const demo = options.demo
    ? await options.demo(installation)
    : config.mode === 'demo'
      ? await demoToPlay(db, config.seed)
      : undefined;
  const context: Context = {
    db,
    log,
    mode: config.mode,
    machineNow: machineClock,
    waker: createWaker(db.urls.app),
    clocks: await openOrganisationClocks(db, machineClock),
    tokens: createTokens(db),
    directory: await openDirectory(db),
  };
  const app = await createApp(context, modules, config.proxies);
  const jobs = startJobs(
    [...ownJobs(context, config), ...modules.flatMap((module) => module.jobs?.(context) ?? [])],
    log,
  );
  const address = await app.listen({ port: config.port, host: config.host });
  const children: Child[] = [];
  const census =
    options.census === false
      ? undefined
      : keepChild({
          name: 'the census',
          bundle: 'census.js',
          env: { VIGIL_CENSUS_URL: db.urls.sealer, VIGIL_CENSUS_APP_URL: db.urls.app },
          log,
        });
  if (census) children.push(census);
  if (demo && options.plays !== false) {
    const env = { VIGIL_PLAYER_URL: address, VIGIL_PLAYER_SEED: config.seed, VIGIL_PLAYER_ORGANISATION: demo.slug };
    children.push(keepChild({ name: 'the demo’s player', bundle: 'player.js', env, log, again: false }));
  }
  return {
    address,
    context,
    installation,
    demo,
    census,
    catchUp: () => jobs.catchUp(),
    async stop() {
      await Promise.all(children.map((child) => child.stop()));
      await app.close();
      await jobs.stop();
      await context.clocks.keep();
      await sealOnce(db, new Date());
      await exportAnchors(db, anchorFolder(config));
      await context.waker.close();
      await installation.close();
    },
  };
}

function ownJobs(context: Context, config: Config): Job[] {
  const { db, clocks, machineNow } = context;
  return [
    { name: 'seal', everyMs: SEAL_MS, run: async () => void (await sealOnce(db, new Date())) },
    // An import by another process may have made a service.
    { name: 'read the directory', everyMs: DIRECTORY_MS, run: () => context.directory.reload() },
    { name: 'keep the clocks', everyMs: KEEP_CLOCK_MS, run: () => clocks.keep() },
    {
      name: 'send the anchors away',
      everyMs: ANCHOR_MS,
      run: async () => void (await exportAnchors(db, anchorFolder(config))),
    },
    {
      name: 'tidy',
      everyMs: TIDY_MS,
      run: async () => {
        await forgetEndedSessions(db, machineNow());
        await inScope(db, { tenants: await everyTenant(db) }, forgetOldRequests);
      },
    },
  ];
}
