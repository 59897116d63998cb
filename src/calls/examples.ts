import type { Happened, Kind } from '#api';
import type { Role } from '#people';
import { type Instant, instant, minutes, plus, toIso, uuidv7FromKey } from '#shared';
import { type CaseState, noCase } from './case.ts';
import type { CaseFacts, PlaceFact } from './caseCommand.ts';
import { caseCommands } from './caseCommands.ts';
import type { CaseStepName } from './caseSteps.ts';
import type { FaceToFace, Outcome, Priority, Urgency } from './codes.ts';
import type { CallEvent, RecordedCallEvent, RecordedCaseEvent } from './events.ts';
import { numbered, type Performed, perform } from './perform.ts';
import { aNote } from './triage/examples.ts';
import type { CaseWrite } from './writes.ts';

/** Easter Sunday of the demo, 22:47:12 by the wall. */
export const examplesNow = instant('2027-03-28T21:47:12Z');

export const examplePlaces: readonly PlaceFact[] = [
  { id: 1, slug: 'foundry-lane', name: 'Foundry Lane', kind: 'base' },
  { id: 2, slug: 'canal-bridge', name: 'Canal Bridge', kind: 'base' },
  { id: 3, slug: 'larkhithe-cross', name: 'Larkhithe Cross', kind: 'elsewhere' },
  { id: 4, slug: 'car-1', name: 'Car 1', kind: 'car' },
  { id: 5, slug: 'car-2', name: 'Car 2', kind: 'car' },
];

/** A made-up account, the same for the same name. */
export function anAccount(name: string): string {
  const account = accounts.get(name) ?? uuidv7FromKey(instant('2027-01-01T00:00:00Z'), name);
  accounts.set(name, account);
  return account;
}
const accounts = new Map<string, string>();

export function aStream(name: string, at: Instant = examplesNow): string {
  return uuidv7FromKey(at, name);
}

type CallExample = {
  presented?: string;
  /** Milliseconds from presented to the end of the message; absent, there is no message. */
  messageMs?: number;
  /** Milliseconds waited after the message. */
  answeredAfterMs?: number;
  abandonedAfterMs?: number;
  abandonedInMessageMs?: number;
  phantom?: boolean;
  service?: number;
};

/** A call's events: presented, and then answered, abandoned or still ringing. */
export function aCall(about: CallExample = {}): RecordedCallEvent[] {
  const presented = instant(about.presented ?? '2027-03-28T21:40:00Z');
  const clockStart = plus(presented, about.messageMs ?? 0);
  const message = about.messageMs !== undefined || about.abandonedInMessageMs !== undefined;
  const ended = about.messageMs === undefined ? {} : { messageEndedAt: toIso(clockStart) };
  const data = { service: about.service ?? 1, message, ...ended };
  const events: CallEvent[] = [{ type: 'CallOffered', occurredAt: presented, data }];
  const { answeredAfterMs, abandonedAfterMs, abandonedInMessageMs } = about;
  if (answeredAfterMs !== undefined) {
    events.push({ type: 'CallAnswered', occurredAt: plus(clockStart, answeredAfterMs), data: {} });
  } else if (abandonedAfterMs !== undefined) {
    events.push({ type: 'CallAbandoned', occurredAt: plus(clockStart, abandonedAfterMs), data: { in: 'queue' } });
  } else if (abandonedInMessageMs !== undefined) {
    events.push({ type: 'CallAbandoned', occurredAt: plus(presented, abandonedInMessageMs), data: { in: 'message' } });
  } else if (about.phantom) {
    events.push({ type: 'CallVoided', occurredAt: presented, data: { reason: 'phantom' } });
  }
  return asLogged(events, anAccount('telephony'));
}

type CaseExample = {
  id?: string;
  number?: string;
  answered?: string;
  priority?: Priority;
  /** Minutes from answered to the start of the assessment; setting any later step sets the earlier ones too. */
  assessedAfter?: number;
  /** `advice`, or how soon the patient must be seen. */
  triaged?: 'advice' | Urgency;
  place?: FaceToFace;
  bookedAt?: string;
  seenAfter?: number;
  closed?: Outcome;
  heldBy?: string;
};

/** A case's events, made by the commands themselves, so that an example can never be what the product would refuse. */
export function aCase(about: CaseExample = {}): RecordedCaseEvent[] {
  return aStory(about).events;
}

/** The same with the state at its end. */
export function aStory(about: CaseExample = {}): Story {
  const answered = instant(about.answered ?? '2027-03-28T20:00:00Z');
  const story = new Story(about.id ?? aStream(about.number ?? '2803-131', answered), answered);
  story.number = about.number ?? '2803-131';
  story.does('open-case', {
    id: story.id,
    answeredAt: toIso(answered),
    priority: about.priority ?? 'other',
    ...aPatient,
  });
  const { closed, seenAfter, bookedAt } = about;
  const triaged =
    about.triaged ?? (closed || seenAfter !== undefined || bookedAt || about.place ? 'urgent' : undefined);
  if (about.assessedAfter !== undefined || triaged) {
    story.at(plus(answered, minutes(about.assessedAfter ?? 10)), 'nurse').does('start-assessment');
  }
  if (triaged) {
    const place = about.place ?? 'base';
    const chosen = triaged === 'advice' ? { place: 'advice' } : { place, urgency: triaged };
    story.later(8).does('finish-assessment', chosen);
    if (triaged !== 'advice' && (bookedAt || seenAfter !== undefined || closed)) {
      if (place === 'visit') story.does('request-visit', { car: 'car-1' });
      else story.does('book-base', { place: 'foundry-lane', at: bookedAt ?? toIso(plus(story.now, minutes(30))) });
    }
    if (triaged !== 'advice' && (seenAfter !== undefined || closed)) {
      story
        .later(seenAfter ?? 40)
        .as('doctor')
        .does('start-consultation');
    }
    if (closed && triaged !== 'advice') story.later(12).does('finish-consultation', { note: aNote() });
    if (closed)
      story
        .later(1)
        .does('close-case', triaged === 'advice' ? { outcome: closed, note: aNote() } : { outcome: closed });
  }
  if (about.heldBy) story.by(about.heldBy).does('take-case');
  return story;
}

const aPatient = {
  patientName: 'Ivy Pellworth',
  ringBack: '020 7946 0131',
  whereNow: '4 Tallow Row',
  complaint: 'Chest pain',
};

/** Somebody acts on a case at some time: a story in the product's own commands. Throws when one is refused. */
export class Story {
  state: CaseState = noCase;
  number = '2803-131';
  readonly events: RecordedCaseEvent[] = [];
  readonly writes: CaseWrite[] = [];
  private account = anAccount('nurse');
  private roles: Role[] = ['triage-nurse', 'doctor', 'shift-lead'];

  constructor(
    readonly id: string,
    public now: Instant,
  ) {}

  at(now: Instant, who = 'nurse'): this {
    this.now = now;
    this.account = anAccount(who);
    return this;
  }
  later(minutesLater: number): this {
    this.now = plus(this.now, minutes(minutesLater));
    return this;
  }
  as(...roles: Role[]): this {
    this.roles = roles;
    return this;
  }
  by(name: string): this {
    this.account = anAccount(name);
    return this;
  }

  does(name: CaseStepName, body: Record<string, unknown> = {}): this {
    const result = this.tries(name, body);
    if (!result.ok) throw new Error(`${name}: ${result.problems.map(({ message }) => message).join(' ')}`);
    return this.takes(result.value);
  }

  /** Goes on from what was decided. */
  takes({ state, events, writes }: Performed): this {
    this.state = state;
    this.events.push(...events);
    this.writes.push(...writes);
    return this;
  }

  tries(name: CaseStepName, body: Record<string, unknown> = {}, facts: Partial<CaseFacts> = {}) {
    const command = caseCommands.find((known) => known.name === name);
    if (!command) throw new Error(`There is no command ${name}`);
    const actor = { account: this.account, roles: this.roles };
    const written = this.writes.findLast((write) => write.table === 'note');
    const note = written && { note: written.note, body: written.body };
    const person = this.writes.findLast((write) => write.table === 'person');
    const own = { number: this.number, places: examplePlaces, note, person, linkedIsCase: true };
    const all = { now: this.now, actor, tenant: 1, service: 1, ...own, ...facts };
    return perform(command, { id: this.id, state: this.state, facts: all }, body);
  }
}

function asLogged<Event extends Kind['event']>(events: Event[], account: string): Happened<Event>[] {
  return events.flatMap((event, index) => numbered([event], { version: index, now: event.occurredAt, account }));
}
