import {
  accessRow,
  append,
  asStored,
  type Database,
  ensureYear,
  findRequest,
  inScope,
  type NewEvent,
  readStream,
  requestDigest,
  requestRow,
  type Source,
  type StoredEvent,
  type Tx,
} from '#database';
import { type Actor, rolesIn, tenantsWith } from '#people';
import { Conflict, Forbidden, type Instant, NotFound, type Problem, uuidTime } from '#shared';
import type { Registered, Setting } from './stage.ts';

export type Asked = {
  stream: string;
  body: Record<string, unknown>;
  actor: Actor;
  key: string;
  source: Source;
  now(tenant: number): Instant;
  /** For a birth: the organisation and service that it is born into. */
  born?: { tenant: number; service: number };
};

export type Answer =
  | { kind: 'done'; status: 200 | 201; subject: string; tenant: number; replayed: boolean }
  | { kind: 'refused'; problems: Problem[] };

const TRIES = 4;
const KEY_REUSED: Problem = {
  field: 'Idempotency-Key',
  code: 'key-reused',
  message: 'This key was used for a different request. Send a new key with a new request',
};

/**
 * Carries out one command: load, decide, append, in four statements and two waits. A request sent again gets the first answer. Where
 * somebody else wrote to the stream in between, it is decided anew on what is there now.
 */
export async function runCommand(db: Database, { command, stage }: Registered, asked: Asked): Promise<Answer> {
  const tenants = asked.born ? [asked.born.tenant] : tenantsWith(asked.actor, command.roles);
  const allowed = tenants.filter((tenant) => rolesIn(asked.actor, tenant).some((role) => command.roles.includes(role)));
  if (allowed.length === 0) throw new Forbidden(`${command.name} is for ${command.roles.join(', ')}`);
  // A year's tables cannot be made while a transaction of ours reads their parents: it would wait for itself.
  if (command.birth) await ensureYear(db, uuidTime(asked.stream));
  for (const tenant of allowed) await ensureYear(db, asked.now(tenant));
  for (let attempt = 1; ; attempt++) {
    try {
      return await inScope(db, { tenants: allowed }, (tx) =>
        once(tx, { command, stage }, { ...asked, tenants: allowed }),
      );
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const first = await firstAnswer(db, { command, stage }, { ...asked, tenants: allowed });
      if (first) return first;
      if (attempt >= TRIES) throw error;
    }
  }
}

type Scoped = Asked & { tenants: number[] };

async function once(tx: Tx, registered: Registered, asked: Scoped): Promise<Answer> {
  const { command, stage } = registered;
  const events = await readAnywhere(tx, asked.tenants, asked.stream);
  if (events.length === 0 && !command.birth) throw new NotFound(`there is no ${command.stream} ${asked.stream}`);
  const tenant = events[0]?.tenant ?? asked.tenants[0]!;
  if (command.birth && events.length > 0) {
    const before = await answered(tx, registered, asked, tenant);
    if (before || !command.idFrom) return before ?? EXISTS;
    return { kind: 'done', status: 200, subject: asked.stream, tenant, replayed: true };
  }
  const state = stage.fold(events);
  const now = asked.now(tenant);
  const service = asked.born?.service ?? stage.serviceOf(state);
  const { stream, source } = asked;
  const setting: Setting = { tenant, service, stream, now, account: asked.actor.account, source };
  const loaded = await stage.facts(tx, { needs: command.needs ?? [], body: asked.body, state, setting });
  const actor = { account: asked.actor.account, roles: rolesIn(asked.actor, tenant) };
  const decided = command.decide(state, asked.body, { now, actor, tenant, service, ...loaded });
  if (!decided.ok)
    return (await answered(tx, registered, asked, tenant)) ?? { kind: 'refused', problems: decided.problems };
  const about = {
    tenant,
    stream: asked.stream,
    recordedAt: now,
    recordedBy: asked.actor.account,
    source: asked.source,
  };
  const facts = decided.value.events as NewEvent[];
  const after = [...events, ...asStored(about, events.length, facts)];
  const whole = { setting, before: events, after, state: stage.fold(after), decision: decided.value };
  const rows = await stage.rows(whole, tx);
  if (!rows.ok) return { kind: 'refused', problems: rows.problems };
  const status = command.birth ? 201 : 200;
  await append(tx, {
    ...about,
    expected: events.length,
    events: facts,
    isLast: true,
    rows: [
      ...rows.value,
      stage.patientData
        ? accessRow({
            tenant,
            at: now,
            actor: asked.actor.account,
            session: asked.actor.session,
            action: command.name,
            subject: asked.stream,
          })
        : undefined,
      requestRow({
        tenant,
        actor: asked.actor.account,
        key: asked.key,
        digest: digestOf(registered, asked),
        status,
        subject: asked.stream,
      }),
    ],
  });
  return { kind: 'done', status, subject: asked.stream, tenant, replayed: false };
}

const EXISTS: Answer = {
  kind: 'refused',
  problems: [{ field: 'id', code: 'id-taken', message: 'There is a record with this id already. Send a new id' }],
};

function digestOf({ command }: Registered, asked: Asked): Buffer {
  return requestDigest(command.name, asked.stream, asked.body);
}

async function readAnywhere(tx: Tx, tenants: number[], stream: string): Promise<StoredEvent[]> {
  for (const tenant of tenants) {
    const events = await readStream(tx, tenant, stream);
    if (events.length > 0) return events;
  }
  return [];
}

async function answered(tx: Tx, registered: Registered, asked: Scoped, tenant: number): Promise<Answer | undefined> {
  const first = await findRequest(tx, { tenant, actor: asked.actor.account, key: asked.key });
  if (!first) return undefined;
  if (!first.digest.equals(digestOf(registered, asked))) return { kind: 'refused', problems: [KEY_REUSED] };
  return {
    kind: 'done',
    status: first.status === 201 ? 201 : 200,
    subject: first.subject ?? asked.stream,
    tenant,
    replayed: true,
  };
}

async function firstAnswer(db: Database, registered: Registered, asked: Scoped): Promise<Answer | undefined> {
  return inScope(db, { tenants: asked.tenants }, async (tx) => {
    for (const tenant of asked.tenants) {
      const answer = await answered(tx, registered, asked, tenant);
      if (answer) return answer;
    }
    return undefined;
  });
}
