import type { Role } from '#people';
import { type Instant, instant, toIso, uuidv7FromKey } from '#shared';
import type { RecordedShiftEvent, ShiftRole } from './events.ts';
import { perform } from './perform.ts';
import { noShift, type ShiftState } from './shift.ts';
import type { ShiftFacts } from './shiftCommand.ts';
import { shiftCommands } from './shiftCommands.ts';
import type { ShiftStepName } from './shiftSteps.ts';

export const shiftPlaces = [
  { id: 1, slug: 'foundry-lane', kind: 'base' },
  { id: 2, slug: 'canal-bridge', kind: 'base' },
  { id: 3, slug: 'larkhithe-cross', kind: 'elsewhere' },
  { id: 4, slug: 'car-1', kind: 'car' },
] as const;

/** A made-up person, the same for the same name. */
export function aPerson(name: string): string {
  return uuidv7FromKey(instant('2027-01-01T00:00:00Z'), name);
}

type ShiftExample = {
  /** Local time of that Easter Sunday, such as 08:00; 24:00 is its end. */
  from?: string;
  to?: string;
  place?: string;
  role?: ShiftRole;
  booked?: string;
  confirmed?: boolean;
  arrived?: string;
  left?: string;
  ended?: boolean;
};

/** A shift's events, made by the commands themselves. Canal Bridge, 08:00 to 24:00, unless said. */
export function aShift(about: ShiftExample = {}): RecordedShiftEvent[] {
  return aShiftStory(about).events;
}

export function aShiftStory(about: ShiftExample = {}): ShiftStory {
  const story = new ShiftStory(uuidv7FromKey(easter('06:00'), JSON.stringify(about)), easter('06:00'));
  const { place = 'canal-bridge', role = 'doctor' } = about;
  const stretch = { from: toIso(easter(about.from ?? '08:00')), to: toIso(easter(about.to ?? '24:00')) };
  story.does('require-shift', { id: story.id, place, role, ...stretch });
  const person = aPerson(about.booked ?? 'dr-may');
  if (about.booked) story.does('book-cover', { person });
  if (about.confirmed) story.does('confirm-cover');
  if (about.arrived) story.at(about.arrived).does('record-arrival', { person });
  if (about.left) story.at(about.left).does('record-leaving', { person });
  if (about.ended) story.at(about.to ?? '24:00').does('end-shift');
  return story;
}

/** Easter Sunday 2027, British Summer Time. */
export function easter(time: string): Instant {
  return time === '24:00' ? instant('2027-03-28T23:00:00Z') : instant(`2027-03-28T${time}:00+01:00`);
}

/** People act on a shift at some time, in the product's own commands. Throws when one is refused. */
export class ShiftStory {
  state: ShiftState = noShift;
  readonly events: RecordedShiftEvent[] = [];
  private roles: Role[] = ['rota-manager', 'shift-lead'];

  constructor(
    readonly id: string,
    public now: Instant,
  ) {}

  at(time: string): this {
    this.now = easter(time);
    return this;
  }
  as(...roles: Role[]): this {
    this.roles = roles;
    return this;
  }

  does(name: ShiftStepName, body: Record<string, unknown> = {}): this {
    const result = this.tries(name, body);
    if (!result.ok) throw new Error(`${name}: ${result.problems.map(({ message }) => message).join(' ')}`);
    this.state = result.value.state;
    this.events.push(...result.value.events);
    return this;
  }

  tries(name: ShiftStepName, body: Record<string, unknown> = {}, facts: Partial<ShiftFacts> = {}) {
    const command = shiftCommands.find((known) => known.name === name);
    if (!command) throw new Error(`There is no command ${name}`);
    const actor = { account: aPerson('rota-manager'), roles: this.roles };
    const all = { now: this.now, actor, tenant: 1, service: 1, places: shiftPlaces, ...facts };
    return perform(command, { id: this.id, state: this.state, facts: all }, body);
  }
}
