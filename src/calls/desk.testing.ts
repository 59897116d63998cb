import { parseBody, type Registered, runCommand } from '#api';
import { inScope } from '#database';
import { type Actor, type Place, type Role, registerOrganisation, registerPlaces, registerService } from '#people';
import { type Instant, instant, newId, plus, toIso, uuidv7FromKey } from '#shared';
import { ensureRules } from '#standards';
import { testDatabase } from '../database/testing.ts';
import { callCommands } from './callCommands.ts';
import { caseCommands } from './caseCommands.ts';
import { callStage, caseStage } from './commands.ts';

const deskRoles: Role[] = ['triage-nurse', 'doctor', 'health-advisor', 'shift-lead', 'telephony'];

/** A desk with a database behind it: people who ask, one after another or at once, and a clock that only the test moves. */
export async function aDesk() {
  const db = await testDatabase();
  await inScope(db, { tenants: [] }, ensureRules);
  const tenant = await registerOrganisation(db, { slug: 'tidewell', name: 'Tidewell Out of Hours', madeUp: true });
  const service = await registerService(db, { tenant, slug: 'tidewell', name: 'Tidewell', kind: 'out-of-hours' });
  const places: Place[] = await registerPlaces(db, tenant, service, [
    { slug: 'foundry-lane', name: 'Foundry Lane', kind: 'base', area: null },
    { slug: 'car-1', name: 'Car 1', kind: 'car', area: null },
  ]);
  const stage = caseStage({ placesOf: () => places, strict: true });
  const calls = callStage();
  const registered = new Map<string, Registered>([
    ...callCommands.map((command): [string, Registered] => [command.name, { command, stage: calls }]),
    ...caseCommands.map((command): [string, Registered] => [command.name, { command, stage }]),
  ]);
  let now = instant('2027-03-28T20:00:00Z');
  let count = 0;
  const anId = () => {
    count += 1;
    return uuidv7FromKey(now, `stream ${count}`);
  };
  const person = (name: string) => uuidv7FromKey(instant('2027-03-28T20:00:00Z'), name);

  /** What came of it: a status, or the codes of the refusal. */
  async function ask(name: string, stream: string, body: Record<string, unknown> = {}, by = 'nurse') {
    const entry = registered.get(name);
    if (!entry) throw new Error(name);
    const parsed = parseBody(entry.command.body, entry.command.birth ? { id: stream, ...body } : body);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const grants = deskRoles.map((role) => ({ tenant, role }));
    const actor: Actor = { account: person(by), name: by, by: 'token', grants };
    const answer = await runCommand(db, entry, {
      stream,
      body: parsed.value,
      actor,
      key: newId(),
      source: 'page',
      now: () => now,
      ...(entry.command.birth ? { born: { tenant, service } } : {}),
    });
    return answer.kind === 'done' ? answer.status : answer.problems.map(({ code }) => code).join();
  }

  return {
    db,
    tenant,
    service,
    places,
    stage,
    ask,
    person,
    now: () => now,
    later(ms: number): Instant {
      now = plus(now, ms);
      return now;
    },
    read: <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(db, { tenants: [tenant] }, work),
    async opens(about: Record<string, unknown> = {}): Promise<string> {
      const id = anId();
      // Another patient each time: whoever is opened for a third time in 96 hours is urgent.
      const ringBack = `01632 960${String(131 + count)}`;
      const patient = { patientName: `Ivy Pellworth ${count}`, ringBack, whereNow: '4 Tallow Row' };
      const body = { answeredAt: toIso(now), priority: 'other', complaint: 'Cough', ...patient, ...about };
      const answer = await ask('open-case', id, body);
      if (answer !== 201) throw new Error(`open-case: ${answer}`);
      return id;
    },
  };
}
export type Desk = Awaited<ReturnType<typeof aDesk>>;
