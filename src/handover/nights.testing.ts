import { attempt, type Command, type Facts } from '#api';
import { hours, type Instant, minutes, plus, type Random } from '#shared';
import type { Episode } from './episode.ts';
import type { MessageEvent, RecordedMessageEvent } from './events.ts';
import { anEpisode } from './examples.ts';
import { type Ledger, ledgerOf } from './ledger.ts';
import { evolveMessage, type Message, type MessageState, noMessage } from './message.ts';
import type { MessageFacts, MessageKind, Recipient } from './messageCommand.ts';
import { messageCommands, ownCommands } from './messageCommands.ts';
import { itself, owners, practiceRoles } from './messageSteps.ts';
import { type Task, taskOf } from './tasks.ts';

/**
 * Random nights for the ledger, without a database: cases close, notes follow, followers die between reading and doing and read the log again,
 * channels fail, and everybody tries every step in and out of turn. What is decided is decided by the product's own rules.
 */
export type Night = {
  ledger: Ledger;
  closed: number;
  messages: number;
  events: number;
  states: Message['state'][];
  untold: string[];
};

const begin = Date.UTC(2027, 2, 28, 19) as Instant;
const recipient: Recipient = {
  id: 1,
  code: 'Z99001',
  name: 'Hollin Row',
  channel: 'folder',
  channelAddress: 'hollin-row',
};

const mine = [1];
/** What every case of a night says: told once, because nothing here depends on it. */
const someEpisode: Episode = anEpisode({ notes: [] });

type AnyCommand = Command<MessageKind>;
type Case = { id: string; practice: boolean; episode: Episode };
type Log = {
  tenant: number;
  stream: string;
  version: number;
  type: string;
  occurredAt: Instant;
  data: Record<string, unknown>;
};

export function aNight(random: Random, cases: number): Night {
  const night = new NightUnderWay(random);
  for (let number = 0; number < cases; number++) night.closes(number);
  for (let step = 0; step < cases * 6; step++) night.somethingHappens();
  night.catchesUp();
  return night.ended();
}

class NightUnderWay {
  private now = begin;
  private readonly log: Log[] = [];
  private read = 0;
  /** What the log has asked, by stream and version; undefined once it is done. */
  private readonly asked = new Map<string, Task | undefined>();
  private readonly undone = new Set<string>();
  private readonly versions = new Map<string, number>();
  private readonly ids: string[] = [];
  private readonly cases = new Map<string, Case>();
  /** How many later notes each case has, and how many of them went into a version, or were there when a person settled it. */
  private readonly notes = new Map<string, number>();
  private readonly told = new Map<string, number>();
  private readonly messages = new Map<string, MessageState>();
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  closes(number: number): void {
    const { random } = this;
    this.passes(minutes(10));
    const id = `c${number}`;
    const [practice, isComplete] = [random.next() < 0.9, random.next() < 0.95];
    const episode = { ...someEpisode, case: id, closedAt: this.now, consultedAt: this.now, isComplete };
    this.cases.set(id, { id, practice, episode });
    this.ids.push(id);
    this.tells(id, 'CaseClosed', {});
    if (random.next() < 0.3) this.follows();
  }

  somethingHappens(): void {
    const { random } = this;
    this.passes(hours(2));
    if (random.next() < 0.2) this.tells(random.pick(this.ids), random.pick(['NoteWritten', 'PatientReplaced']), {});
    if (random.next() < 0.5) this.follows();
    const message = `m${random.pick(this.ids)}`;
    if (this.messages.has(message)) this.tries(message);
  }

  /** The followers run to the end: nothing is left that was asked of them. */
  catchesUp(): void {
    while (this.read < this.log.length || this.undone.size > 0) this.follows(true);
  }

  ended(): Night {
    const standing = [...this.messages.values()].flatMap((state) => (state.state === 'none' ? [] : [state]));
    const closed = [...this.cases.keys()].map((id) => ({ id, number: id }));
    const states = standing.map(({ state }) => state);
    return {
      ledger: ledgerOf(closed, standing),
      closed: closed.length,
      messages: standing.length,
      events: this.log.length,
      states,
      untold: standing.filter((message) => !this.isTold(message)).map(({ id }) => id),
    };
  }

  /** The last note is in what goes out, or somebody has the message as an exception. */
  private isTold({ id, state, case: about }: Message): boolean {
    if (state === 'due' || state === 'given-back') return true;
    return (this.told.get(id) ?? 0) === (this.notes.get(about) ?? 0);
  }

  private follows(isSure = false): void {
    const { random } = this;
    // A follower that died before its cursor was kept reads again what it has read.
    if (!isSure && random.next() < 0.2) this.read = random.int(0, this.read);
    for (; this.read < this.log.length; this.read++) {
      const task = taskOf(this.log[this.read] as never);
      const key = task && `${task.stream} ${task.version}`;
      if (key === undefined || this.asked.has(key)) continue;
      this.asked.set(key, task);
      this.undone.add(key);
    }
    for (const key of this.undone) {
      const task = this.asked.get(key);
      if (!task) continue;
      // It died before the task, or after it and before that was written down: then it is done again.
      if (!isSure && random.next() < 0.1) return;
      this.does(task);
      if (!isSure && random.next() < 0.1) return;
      this.undone.delete(key);
    }
  }

  private does({ kind, stream }: Task): void {
    const id = `m${stream}`;
    if (kind === 'closed' && !this.messages.has(id)) this.asks(id, ownCommands.oweMessage, itself, { case: stream });
    if (kind === 'note') this.asks(id, ownCommands.queueMessage, itself);
    if (kind === 'patient') this.asks(id, ownCommands.recallMessage, itself, { mayBeOut: this.random.next() < 0.1 });
  }

  private tries(id: string): void {
    const { random } = this;
    const state = this.messages.get(id);
    if (!state || state.state === 'none') return;
    const attemptNumber = state.attempts + 1;
    const version = random.next() < 0.9 ? (state.body ?? 1) : 1;
    const own = random.pick([
      [ownCommands.recordSent, { version, attempt: attemptNumber }],
      [
        ownCommands.recordFailure,
        { version, attempt: attemptNumber, code: random.pick(['no-answer', 'refused', 'folder-full']) },
      ],
      [ownCommands.recordReceipt, { version }],
      [ownCommands.recordReturn, { version, code: random.pick(['returned', 'mailbox-full']) }],
      [ownCommands.recordHoldUp, { version, status: '4.4.1' }],
      [ownCommands.chaseMessage, { step: state.chased + 1 }],
      [
        ownCommands.recordReminderFailure,
        { step: state.chased + 1, attempt: state.reminderTries + 1, code: random.pick(['no-answer', 'refused']) },
      ],
    ] as const);
    if (random.next() < 0.6) return void this.asks(id, own[0] as never, itself, own[1]);
    const command = random.pick(messageCommands);
    const bodies: { readonly [name: string]: object } = {
      'reject-message': { reason: 'not-ours' },
      'reroute-message': { practice: 'Z99001', reason: 'registered-elsewhere' },
      'tell-wrong-recipient': { explanation: 'Rang them.' },
      'settle-message': { how: random.pick(['by-hand', 'no-practice', 'declined']), explanation: 'Rang them.' },
    };
    this.asks(id, command as never, random.pick([practiceRoles, owners]), bodies[command.name] ?? {});
  }

  private asks(id: string, command: AnyCommand, roles: Facts['actor']['roles'], body: object = {}): void {
    const about = this.cases.get(id.slice(1));
    if (!about) return;
    const state = this.messages.get(id) ?? noMessage;
    const { episode } = about;
    const facts: MessageFacts = {
      ...{ now: this.now, actor: { account: 'a', roles }, tenant: 1, service: 1, episode, serviceName: 'T', mine },
      ...(about.practice || command.name === 'reroute-message' ? { recipient } : {}),
    };
    // The ids of a night are short; what they must look like is the door's own matter.
    const decision =
      command.name === 'owe-message'
        ? command.decide(state, { id, ...body } as never, facts)
        : attemptOrNone(command, { state, facts }, body);
    if (!decision?.ok) return;
    let after = state;
    for (const event of decision.value.events as MessageEvent[]) {
      const version = (after.state === 'none' ? 0 : after.version) + 1;
      const recorded = { ...event, version, recordedAt: this.now, recordedBy: 'a' } as RecordedMessageEvent;
      after = evolveMessage(after, id, recorded);
      this.log.push({
        tenant: 1,
        stream: id,
        version,
        type: event.type,
        occurredAt: event.occurredAt,
        data: event.data,
      });
    }
    this.messages.set(id, after);
    const isSaid = (decision.value.writes ?? []).some(({ table }) => table === 'body');
    if (isSaid || command.name === 'settle-message') this.told.set(id, this.notes.get(about.id) ?? 0);
  }

  private tells(stream: string, type: string, data: Record<string, unknown>): void {
    const version = (this.versions.get(stream) ?? 0) + 1;
    this.versions.set(stream, version);
    if (type === 'NoteWritten') this.notes.set(stream, (this.notes.get(stream) ?? 0) + 1);
    this.log.push({ tenant: 1, stream, version, type, occurredAt: this.now, data });
  }

  private passes(most: number): void {
    this.now = plus(this.now, Math.floor(this.random.next() * most));
  }
}

/** A practice that the message is not for learns nothing: to a night that is a refusal like any other. */
function attemptOrNone(command: AnyCommand, past: Parameters<typeof attempt>[1], body: object) {
  try {
    return attempt(command as never, past as never, body) as ReturnType<typeof command.decide>;
  } catch {
    return undefined;
  }
}
