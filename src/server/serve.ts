import type { FastifyInstance } from 'fastify';
import pino, { type Logger } from 'pino';
import { type Context, openDirectory } from '#api';
import { createWaker, type Database, exportAnchors, forgetOldRequests, inScope, sealOnce } from '#database';
import { createTokens, everyTenant, forgetEndedSessions, machineClock, openOrganisationClocks } from '#people';
import { measured } from '../app/pressure.tsx';
import { openShedCount } from '../app/shedCount.ts';
import { createApp } from '../app.ts';
import { anchorFolder, type Config } from '../config.ts';
import { type Installation, openInstallation } from '../installation.ts';
import { modules } from '../modules.ts';
import { type Child, keepChild } from './child.ts';
import { type Demo, demoToPlay } from './demoSetUp.ts';
import { type Job, type Jobs, startJobs } from './jobs.ts';

export type Serving = {
  address: string;
  context: Context;
  installation: Installation;
  demo?: Demo;
  census?: Child;
  /** Everything that the server does by itself, done until nothing of it is left to do, and then no more. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
};

export type ServeOptions = {
  /** Plays into this organisation instead of going on with the newest. */
  demo?: (installation: Installation) => Promise<Demo | undefined>;
  /** Whether the demo's player runs beside the server. */
  plays?: boolean;
  census?: boolean;
  /** Whether reports are turned away while calls press; a test beside others on one machine is always pressed. */
  sheds?: boolean;
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
  // What has been opened so far, the last first: a start that fails half-way leaves nothing running.
  const opened: (() => Promise<unknown>)[] = [() => installation.close()];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    const { db } = installation;
    const demo = await demoFor(config, options, installation);
    const waker = createWaker(db.urls.app);
    opened.push(() => waker.close());
    const context: Context = {
      db,
      log,
      waker,
      mode: config.mode,
      messages: config.messages,
      machineNow: machineClock,
      clocks: await openOrganisationClocks(db, machineClock),
      tokens: createTokens(db),
      directory: await openDirectory(db),
      home: demo?.tenant,
      patientIndexUrl: config.patientIndexUrl,
      ...((options.sheds ?? config.sheds) ? { shed: openShedCount(machineClock) } : {}),
    };
    let jobs: Jobs | undefined;
    const app = await createApp(context, modules, {
      proxies: config.proxies,
      measure: (options.sheds ?? config.sheds) ? measured(context) : undefined,
      catchUp: async () => jobs?.round(() => followed(db)),
    });
    const address = await listening(app, config);
    const started = startJobs(
      [...ownJobs(context, config), ...modules.flatMap((module) => module.jobs?.(context) ?? [])],
      log,
    );
    jobs = started;
    opened.push(async () => {
      await started.stop();
      await context.clocks.keep();
      await sealOnce(db, new Date());
      await exportAnchors(db, anchorFolder(config));
    });
    opened.push(() => app.close());
    const census = options.census === false ? undefined : keepCensus(db, log);
    const player =
      demo && options.plays !== false ? keepPlayer({ address, seed: config.seed, slug: demo.slug, log }) : undefined;
    opened.push(() => Promise.all([census?.stop(), player?.stop()]));
    return {
      address,
      context,
      installation,
      demo,
      census,
      catchUp: () => started.catchUp(() => followed(db)),
      stop: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const FOLLOWABLE_TRIES = 600;

/** How far the log goes, once nobody's open transaction hides any of it from those who follow it. */
async function followed(db: Database): Promise<string> {
  for (let attempt = 1; attempt <= FOLLOWABLE_TRIES; attempt += 1) {
    const { rows } = await db.sealer.query<{ last: string; seen: boolean }>(
      `select coalesce(max(position), 0)::text as last,
         coalesce(max(xid) < pg_snapshot_xmin(pg_current_snapshot()), true) as seen from event`,
    );
    if (rows[0]?.seen) return rows[0].last;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('an open transaction has kept the log from being followed');
}

async function demoFor(config: Config, options: ServeOptions, installation: Installation): Promise<Demo | undefined> {
  if (options.demo) return options.demo(installation);
  return config.mode === 'demo' ? demoToPlay(installation.db, config.seed) : undefined;
}

async function listening(app: FastifyInstance, { port, host }: Config): Promise<string> {
  try {
    return await app.listen({ port, host });
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`port ${port} is in use; choose another with PORT`);
  }
}

function keepCensus(db: Database, log: Logger): Child {
  const env = { VIGIL_CENSUS_URL: db.urls.sealer, VIGIL_CENSUS_APP_URL: db.urls.app };
  return keepChild({ name: 'the census', bundle: 'census.js', env, log });
}

function keepPlayer({ address, seed, slug, log }: { address: string; seed: string; slug: string; log: Logger }): Child {
  const env = { VIGIL_PLAYER_URL: address, VIGIL_PLAYER_SEED: seed, VIGIL_PLAYER_ORGANISATION: slug };
  return keepChild({ name: 'the demo’s player', bundle: 'player.js', env, log, again: false });
}

function ownJobs(context: Context, config: Config): Job[] {
  const { db, clocks, machineNow } = context;
  return [
    { name: 'seal', everyMs: SEAL_MS, run: async () => void (await sealOnce(db, new Date())) },
    // An import by another process may have made a service.
    {
      name: 'read the directory',
      everyMs: DIRECTORY_MS,
      run: async () => {
        await context.clocks.notice();
        await context.directory.reload();
      },
    },
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
