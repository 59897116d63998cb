import { attempt } from '#api';
import type { Role } from '#people';
import { type Instant, minutes, plus, toIso } from '#shared';
import { anAccount, aStream, examplesNow } from '../examples.ts';
import { numbered } from '../perform.ts';
import type { RecordedWorkEvent, WorkEvent } from './events.ts';
import { type WorkKind, workKinds } from './kinds.ts';
import { evolveWork, noWork, type WorkState, workId } from './work.ts';
import { type WorkFacts, workCommands } from './workCommands.ts';
import type { WorkStepName } from './workSteps.ts';

type WorkExample = { kind?: WorkKind; raised?: Instant; dueInMs?: number; case?: string; call?: string };

/** Something owed, as it is raised. */
export function raised(about: WorkExample = {}): { id: string; event: WorkEvent } {
  const kind = about.kind ?? 'ring-back-abandoned';
  const at = about.raised ?? examplesNow;
  const { forRoles, dueMs } = workKinds[kind];
  const whom = about.case ? { case: about.case } : { call: about.call ?? aStream('call') };
  const dueAt = toIso(plus(at, about.dueInMs ?? dueMs));
  const data = { service: 1, kind, ...whom, dueAt, forRoles };
  return { id: workId(kind, whom.case ?? whom.call ?? '', at), event: { type: 'WorkRaised', occurredAt: at, data } };
}

/** A story of one work item, in the product's own commands. Throws when one is refused. */
export class WorkStory {
  state: WorkState = noWork;
  readonly id: string;
  readonly events: RecordedWorkEvent[] = [];
  now: Instant;
  private account = anAccount('advisor');
  private roles: readonly Role[] = ['health-advisor'];

  constructor(about: WorkExample = {}) {
    const { id, event } = raised(about);
    this.id = id;
    this.now = event.occurredAt;
    this.add([event], 'vigil');
  }

  later(minutesLater: number): this {
    this.now = plus(this.now, minutes(minutesLater));
    return this;
  }
  by(name: string, ...roles: Role[]): this {
    this.account = anAccount(name);
    this.roles = roles;
    return this;
  }

  does(name: WorkStepName, body: Record<string, unknown> = {}): this {
    const result = this.tries(name, body);
    if (!result.ok) throw new Error(`${name}: ${result.problems.map(({ message }) => message).join(' ')}`);
    this.add(result.value.events);
    return this;
  }

  tries(name: WorkStepName, body: Record<string, unknown> = {}, facts: Partial<WorkFacts> = {}) {
    const command = workCommands.find((known) => known.name === name);
    if (!command) throw new Error(`There is no command ${name}`);
    const actor = { account: this.account, roles: this.roles };
    return attempt(
      command,
      { state: this.state, facts: { now: this.now, actor, tenant: 1, service: 1, ...facts } },
      body,
    );
  }

  private add(events: readonly WorkEvent[], who?: string): void {
    const account = who ? anAccount(who) : this.account;
    const logged = numbered([...events], {
      version: this.events.length,
      now: this.now,
      account,
    }) as RecordedWorkEvent[];
    this.state = logged.reduce((state: WorkState, event) => evolveWork(state, this.id, event), this.state);
    this.events.push(...logged);
  }
}
