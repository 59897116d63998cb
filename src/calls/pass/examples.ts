import { attempt } from '#api';
import type { Role } from '#people';
import { type Instant, instant, minutes, plus, seconds } from '#shared';
import { anAccount, aStream, examplesNow } from '../examples.ts';
import { numbered } from '../perform.ts';
import type { RecordedPassEvent } from './events.ts';
import { evolvePass, noPass, type PassState } from './pass.ts';
import { type PassFacts, type PassWrite, passCommands } from './passCommands.ts';
import type { PassStepName } from './passSteps.ts';

/** A story of one pass to 999, in the product's own commands. Throws when one is refused. */
export class PassStory {
  state: PassState = noPass;
  readonly events: RecordedPassEvent[] = [];
  readonly writes: PassWrite[] = [];
  private account = anAccount('advisor');
  private roles: readonly Role[] = ['health-advisor'];

  constructor(
    readonly id = aStream('pass'),
    public now: Instant = examplesNow,
  ) {}

  after(secondsLater: number): this {
    this.now = plus(this.now, seconds(secondsLater));
    return this;
  }
  by(name: string, ...roles: Role[]): this {
    this.account = anAccount(name);
    this.roles = roles;
    return this;
  }

  does(name: PassStepName, body: Record<string, unknown> = {}, facts: Partial<PassFacts> = {}): this {
    const result = this.tries(name, body, facts);
    if (!result.ok) throw new Error(`${name}: ${result.problems.map(({ message }) => message).join(' ')}`);
    const about = { version: this.events.length, now: this.now, account: this.account };
    const events = numbered(result.value.events, about) as RecordedPassEvent[];
    this.state = events.reduce((state: PassState, event) => evolvePass(state, this.id, event), this.state);
    this.events.push(...events);
    this.writes.push(...(result.value.writes ?? []));
    return this;
  }

  tries(name: PassStepName, body: Record<string, unknown> = {}, facts: Partial<PassFacts> = {}) {
    const command = passCommands.find((known) => known.name === name);
    if (!command) throw new Error(`There is no command ${name}`);
    const actor = { account: this.account, roles: this.roles };
    const all = { now: this.now, actor, tenant: 1, service: 1, ...facts };
    return attempt(command, { state: this.state, facts: all }, name === 'need-pass' ? { id: this.id, ...body } : body);
  }
}

type PassExample = {
  needed?: string;
  for?: string;
  at?: 'telephone' | 'base';
  takenAfterS?: number;
  stoodDownAfterS?: number;
};

/** A pass's events: running still, taken, or stood down. */
export function aPass(about: PassExample = {}): RecordedPassEvent[] {
  const needed = instant(about.needed ?? '2027-03-28T21:45:50Z');
  const story = new PassStory(aStream(`pass ${needed}`, needed), needed);
  const of = about.for === undefined ? {} : { case: about.for };
  story.does('need-pass', { ...of, ...(about.at ? { at: about.at } : {}) }, { caseKnown: true });
  if (about.takenAfterS !== undefined) story.after(about.takenAfterS).does('confirm-pass');
  if (about.stoodDownAfterS !== undefined) {
    story.after(about.stoodDownAfterS).by('nurse', 'triage-nurse');
    story.does('stand-down-pass', { reason: 'not-life-threatening', explanation: 'Seen and well.' });
  }
  return story.events;
}

/** Three minutes and a little. */
export const TOO_LATE_S = minutes(3) / 1000 + 1;
