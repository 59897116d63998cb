import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Problem } from '#shared';

const url = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'must be a PostgreSQL address such as postgresql://user:secret@host:5432/vigil');

const PORT = 'must be a whole number from 0 to 65535';

/** The environment says something that cannot be meant; each problem names its variable. */
export class WrongSettings extends Error {
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    super(problems.map((problem) => problem.message).join('\n'));
    this.problems = problems;
  }
}

const schema = z.object({
  PORT: z.coerce.number(PORT).int(PORT).min(0, PORT).max(65_535, PORT).default(8080),
  HOST: z.string().default('127.0.0.1'),
  VIGIL_DATA: z.string().optional(),
  VIGIL_MODE: z.enum(['demo', 'live']).optional(),
  VIGIL_SEED: z.string().default('1'),
  DATABASE_URL: url.optional(),
  APP_DATABASE_URL: url.optional(),
  PUBLIC_DATABASE_URL: url.optional(),
  SEALER_DATABASE_URL: url.optional(),
  VIGIL_PROXY: z.string().optional(),
  VIGIL_SHEDS: z.enum(['yes', 'no'], 'must be yes or no').default('yes'),
  PATIENT_INDEX_URL: z
    .string()
    .regex(/^https?:\/\//, 'must be the base address of a FHIR server, such as https://index.example/fhir/R4')
    .optional(),
  MESSAGES_FOLDER: z.string().optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^\s]+$/, 'must be a mail server such as smtps://user:secret@mail.example:465')
    .refine((text) => URL.canParse(text), 'must be an address that can be read')
    .optional(),
  SMTP_FROM: z
    .string()
    .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'must be one e-mail address')
    .optional(),
  SMTP_BOUNCES_TO: z
    .string()
    .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'must be one e-mail address')
    .optional(),
  BOUNCES_FOLDER: z.string().optional(),
  SMTP_PLAIN: z.enum(['yes', 'no'], 'must be yes or no').optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('warn'),
});

export type Config = {
  port: number;
  host: string;
  /** Folder of the embedded database, of rejected rows and of the seal's anchors. */
  dataFolder: string;
  /** A demo is open to everybody with made-up people; a live installation to accounts only, and to the public at /public. */
  mode: 'demo' | 'live';
  seed: string;
  databaseUrl?: string;
  roleUrls: { app?: string; public?: string; sealer?: string };
  logLevel: string;
  /** Where messages to practices go: the root of their folders, and the mail server for those that have them by e-mail. */
  messages?: {
    folder: string;
    bounces: string;
    smtp?: { url: string; from: string; isPlain: boolean; bouncesTo?: string };
  };
  /** Addresses of the proxies in front, comma separated: whose word for where a request came from is taken. None unless said. */
  proxies?: string;
  /** Whether reports are turned away while calls press. */
  sheds?: boolean;
  /** An outside index of patients (FHIR R4), asked while a call is taken and never waited for. */
  patientIndexUrl?: string;
};

/** The environment, parsed once. Throws WrongSettings, which names every variable that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv, root: string): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new WrongSettings(
      parsed.error.issues.map((issue) => {
        const field = issue.path.join('.');
        return { field, code: 'setting-wrong', message: `${field} ${issue.message}` };
      }),
    );
  }
  const read = parsed.data;
  if (read.SMTP_URL !== undefined && read.SMTP_FROM === undefined) {
    const message = 'SMTP_FROM must say from which address messages are sent, as SMTP_URL is set';
    throw new WrongSettings([{ field: 'SMTP_FROM', code: 'setting-missing', message }]);
  }
  const dataFolder = read.VIGIL_DATA ? resolve(read.VIGIL_DATA) : join(root, '.vigil');
  return {
    port: read.PORT,
    host: read.HOST,
    dataFolder,
    // Whoever brings a database server is running a service: a demo there has to be asked for.
    mode: read.VIGIL_MODE ?? (read.DATABASE_URL ? 'live' : 'demo'),
    seed: read.VIGIL_SEED,
    databaseUrl: read.DATABASE_URL,
    roleUrls: { app: read.APP_DATABASE_URL, public: read.PUBLIC_DATABASE_URL, sealer: read.SEALER_DATABASE_URL },
    logLevel: read.LOG_LEVEL,
    messages: {
      folder: read.MESSAGES_FOLDER ? resolve(read.MESSAGES_FOLDER) : join(dataFolder, 'messages'),
      bounces: read.BOUNCES_FOLDER ? resolve(read.BOUNCES_FOLDER) : join(dataFolder, 'bounces'),
      ...(read.SMTP_URL && read.SMTP_FROM
        ? {
            smtp: {
              ...{ url: read.SMTP_URL, from: read.SMTP_FROM, isPlain: read.SMTP_PLAIN === 'yes' },
              ...(read.SMTP_BOUNCES_TO ? { bouncesTo: read.SMTP_BOUNCES_TO } : {}),
            },
          }
        : {}),
    },
    proxies: read.VIGIL_PROXY,
    sheds: read.VIGIL_SHEDS === 'yes',
    patientIndexUrl: read.PATIENT_INDEX_URL,
  };
}

/** Where the last seals are sent: put it on another disk, or have another machine collect it. */
export function anchorFolder({ dataFolder }: Config): string {
  return join(dataFolder, 'anchors');
}
