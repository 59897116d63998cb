import { answeredAt, isOpen, workKinds } from '#calls';
import { movesOf } from '#dispatch';
import { type Instant, minutes, plus, type Random, toIso } from '#shared';
import { earliest, foldClocks } from '#standards';
import { comfortDue, type Waiting } from '../../src/calls/work/comfort.ts';
import type { RecordedWorkEvent, WorkEvent } from '../../src/calls/work/events.ts';
import { type Ended, endedAt, type Need, needsOf } from '../../src/calls/work/needs.ts';
import { ringBack, ringsAgain } from '../../src/calls/work/ringBack.ts';
import { waitingStates } from '../../src/calls/work/waitingStore.ts';
import { isOwed, type OpenWork, workId } from '../../src/calls/work/work.ts';
import { moveRaised } from '../../src/dispatch/moves/moveRaised.ts';
import { anEpisode } from '../../src/handover/examples.ts';
import { isOver, messageIdOf } from '../../src/handover/logFollower.ts';
import { nextChase } from '../../src/handover/message.ts';
import type { MessageFacts, Recipient } from '../../src/handover/messageCommand.ts';
import { ownCommands } from '../../src/handover/messageCommands.ts';
import { itself, owners } from '../../src/handover/messageSteps.ts';
import { rerouteMessage } from '../../src/handover/staffSide.ts';
import { type Task, taskOf } from '../../src/handover/tasks.ts';
import {
  all,
  ask,
  BY_ITSELF,
  commit,
  lease,
  lineOf,
  rule,
  SERVICE,
  type Stream,
  streamOf,
  TENANT,
  type World,
} from './world.ts';

/**
 * What Vigil does by itself, transaction by transaction, as its followers and jobs do it: what each reads and when it writes is theirs, what it
 * decides is the product's own rule. Each may die between any two of its transactions, and then takes up what it had not written down.
 */
export type Followers = {
  /** One turn of one of them, at any time; it may die on the way. */
  turn(): void;
  /** All of them run until none of them has anything left to do. */
  catchUp(): void;
};

const died = new Error('a follower died between two of its transactions');

export function followersOf(world: World, random: Random, howOften: number): Followers {
  let isSure = false;
  const mayDie = () => {
    if (!isSure && random.next() < howOften) throw died;
  };
  let read = { work: 0, messages: 0 };
  const tasks: (Task & { isDone: boolean; step: number })[] = [];

  /** The log of cases and calls, a batch at a time; the cursor is kept with what was written, or neither is. */
  function readWork(most: number): void {
    const batch = world.log.slice(read.work, read.work + most);
    const seen = new Set<string>();
    mayDie();
    for (const { of, stream, version, type } of batch) {
      if (of === 'call' && type === 'CallAbandoned') gaveUp(stream, version);
      if (of === 'call' && type === 'CallAnswered') rangAgain(stream);
      if (of === 'work' && type === 'WorkDone') triedInVain(stream);
      if (of === 'case' && !seen.has(stream)) {
        seen.add(stream);
        lookAtCase(stream);
      }
    }
    read = { ...read, work: read.work + batch.length };
  }

  function gaveUp(call: string, version: number): void {
    const event = streamOf(world, 'call', call)?.events[version - 1];
    if (event?.type !== 'CallAbandoned' || event.data.in !== 'queue') return;
    const isBack = sameLine(call).some((other) => (answeredAt(other.state) ?? 0) > event.occurredAt);
    if (!isBack) raise({ call }, ringBack(call, event.occurredAt));
  }

  const sameLine = (call: string) =>
    all(world, 'call').filter(({ id }) => id !== call && world.lines.get(id) === (world.lines.get(call) ?? '-'));

  function rangAgain(call: string): void {
    const calls = new Set(
      sameLine(call)
        .map(({ id }) => id)
        .concat(world.lines.has(call) ? [call] : []),
    );
    for (const { id, kind, call: of } of owed())
      if (kind === 'ring-back-abandoned' && of !== undefined && calls.has(of))
        end(id, withdrawn('rang-again', world.now));
  }

  function triedInVain(id: string): void {
    const work = streamOf(world, 'work', id)?.state;
    if (work?.state !== 'done' || work.kind !== 'ring-back-abandoned' || work.call === undefined) return;
    const { call } = work;
    const tries = all(world, 'work').filter(
      ({ state }) => state.state !== 'none' && state.call === call && !isOwed(state),
    );
    if (ringsAgain(work.result, tries.length)) raise({ call }, ringBack(call, work.endedAt, tries.length));
  }

  function lookAtCase(id: string): void {
    const events = streamOf(world, 'case', id)?.events ?? [];
    const needs = needsOf(id, events);
    for (const line of owed()) {
      if (line.case !== id) continue;
      const need = needs.find((one) => one.id === line.id);
      const since = events.filter(({ recordedAt }) => recordedAt >= line.raisedAt);
      const ending = need ? need.ending : since.map((event) => endedAt(line, event)).find(Boolean);
      if (ending) end(line.id, ending);
    }
    for (const need of needs) if (!need.ending) raise({ case: id }, need);
  }

  function byTheClock(): void {
    mayDie();
    for (const { id, case: of, message } of owed())
      if (of !== undefined && message === undefined && streamOf(world, 'case', of)?.state.state === 'closed')
        end(id, withdrawn('case-closed', world.now));
    for (const stream of all(world, 'case')) {
      const waiting = waitingOf(world, stream);
      if (!waiting || owed().some(({ kind, case: of }) => kind === 'comfort-call' && of === stream.id)) continue;
      const need = comfortDue(waiting, world.now);
      if (need) raise({ case: stream.id }, need);
    }
  }

  function moves(): void {
    mayDie();
    const bases = all(world, 'base').flatMap(({ id, state }) =>
      state.state === 'none' ? [] : [{ ...state, id, shut: shutOf(state) }],
    );
    for (const work of owed())
      if (work.kind === 'move-booked' && bases.some((base) => base.place === work.place && base.state === 'open'))
        end(work.id, withdrawn('base-open-again', world.now));
    const lines = all(world, 'case').flatMap((stream) => (isOpen(stream.state) ? (lineOf(stream) ?? []) : []));
    for (const { line, base, shutAt } of movesOf(bases as never, lines)) {
      if (owed().some((work) => work.kind === 'move-booked' && work.case === line.id && work.place === base.place))
        continue;
      const events = streamOf(world, 'case', line.id)?.events ?? [];
      const raised = moveRaised(line, { base: base.place, shutAt }, events);
      raise(
        { case: line.id },
        {
          ...raised,
          kind: 'move-booked',
          id: workId('move-booked', raised.subject, raised.raisedAt),
          place: base.place,
        },
      );
    }
  }

  const shutOf = (state: object) => ('reason' in state ? state : undefined);

  function lapse(): void {
    for (const [id, { account, expiresAt }] of [...world.leases]) {
      if (expiresAt > world.now) continue;
      mayDie();
      const before = streamOf(world, 'case', id)?.state;
      if (!before || !isOpen(before) || before.holder?.account !== account) {
        world.leases.delete(id);
        continue;
      }
      const released = { type: 'CaseReleased', occurredAt: world.now, data: {} } as const;
      commit(world, 'case', { id, by: BY_ITSELF, source: 'job', events: [released] });
      const after = streamOf(world, 'case', id)?.state ?? before;
      lease(world, { before, after, actor: BY_ITSELF });
    }
  }

  /** What the log asks of the messages is written down with the place that was read to; what is done of it, piece by piece. */
  function readMessages(most: number): void {
    const batch = world.log.slice(read.messages, read.messages + most);
    mayDie();
    for (const { of, stream, version } of batch) {
      const event = streamOf(world, of, stream)?.events[version - 1];
      const task = event && taskOf({ ...event, tenant: TENANT, stream } as never);
      if (task && !tasks.some((one) => one.stream === stream && one.version === version))
        tasks.push({ ...task, isDone: false, step: 0 });
    }
    read = { ...read, messages: read.messages + batch.length };
  }

  function doTasks(): void {
    for (const task of tasks) {
      if (task.isDone) continue;
      mayDie();
      seeTo(task);
      // Done, and dead before that was written down: then it is done again.
      mayDie();
      if (task.kind === 'exception') needsSomebody(task.stream, task.version, task.at);
      if (task.kind === 'resolved') needsNobody(task.stream);
      task.isDone = true;
    }
  }

  function seeTo({ kind, stream, version, at }: Task): void {
    if (kind === 'exception' || kind === 'resolved') return;
    const known = messageOf(world, stream);
    const closedAt = closedAtOf(world, stream);
    const id = known?.id ?? messageIdOf({ case: stream, closedAt: closedAt ?? at });
    if (kind === 'closed') {
      if (!known) order(id, ownCommands.oweMessage, { id, case: stream }, stream);
      mayDie();
      if (streamOf(world, 'message', id)?.state.state === 'due') needsSomebody(id, 1, at);
      return;
    }
    const closing = streamOf(world, 'case', stream)?.events.find(({ type }) => type === 'CaseClosed')?.version ?? 0;
    if (!known || closing === 0 || version < closing) return;
    if (kind === 'note') order(id, ownCommands.queueMessage, {}, stream);
    if (kind !== 'patient') return;
    order(id, ownCommands.recallMessage, {}, stream);
    mayDie();
    if (recipientFor(world, stream))
      order(id, rerouteMessage as never, { practice: 'Z99001', reason: 'entered-wrong' }, stream);
  }

  function order(id: string, command: object, body: object, of: string): void {
    ask(world, 'message', {
      id,
      command: command as never,
      body: body as never,
      facts: messageFacts(world, of, itself),
      source: 'job',
    });
  }

  function needsSomebody(id: string, because: number, at: Instant): void {
    const message = streamOf(world, 'message', id)?.state;
    if (!message || message.state === 'none' || owed().some((work) => work.message === id)) return;
    const subject = `${id}:${because}`;
    const need = {
      id: workId('message-exception', subject, at),
      kind: 'message-exception',
      subject,
      raisedAt: at,
    } as const;
    raise({ case: message.case, message: id }, { ...need, dueAt: plus(at, minutes(60)) }, owners);
  }

  function needsNobody(id: string): void {
    const message = streamOf(world, 'message', id)?.state;
    if (!message || message.state === 'none' || !isOver(message)) return;
    for (const work of owed()) if (work.message === id) end(work.id, withdrawn('dealt-with', world.now));
  }

  /** Sent outside every transaction, and then what came of it is recorded: who dies in between sends it again. */
  function post(): void {
    for (const { id, state } of all(world, 'message')) {
      if (state.state === 'none' || state.sendAt === undefined || state.sendAt > world.now) continue;
      mayDie();
      const went = random.next() < 0.6;
      mayDie();
      const said = { version: state.body ?? 0, attempt: state.attempts + 1 };
      const code = random.pick(['no-answer', 'refused', 'folder-full', 'address-refused'] as const);
      if (went) order(id, ownCommands.recordSent, said, state.case);
      else order(id, ownCommands.recordFailure, { ...said, code }, state.case);
    }
  }

  function chase(): void {
    for (const { id, state } of all(world, 'message')) {
      const next = state.state === 'none' ? undefined : nextChase(state);
      if (!next || next.at > world.now || state.state === 'none') continue;
      mayDie();
      order(id, ownCommands.chaseMessage, { step: next.step }, state.case);
    }
  }

  const owed = (): OpenWork[] => all(world, 'work').flatMap(({ state }) => (isOwed(state) ? [state] : []));

  type Subject = { case?: string; call?: string; message?: string };
  function raise(about: Subject, need: Need, forRoles = workKinds[need.kind].forRoles): void {
    if (streamOf(world, 'work', need.id)) return;
    const { kind, dueAt, raisedAt, place } = need;
    const data = {
      service: SERVICE,
      kind,
      ...about,
      ...(place === undefined ? {} : { place }),
      dueAt: toIso(dueAt),
      forRoles,
    };
    writes(need.id, { type: 'WorkRaised', occurredAt: raisedAt, data });
  }
  const end = (id: string, { at, ...event }: Ended) => writes(id, { ...event, occurredAt: at } as WorkEvent);
  const writes = (id: string, event: WorkEvent) =>
    commit(world, 'work', { id, by: BY_ITSELF, source: 'job', events: [event as RecordedWorkEvent] });

  const some = () => random.int(1, 20);
  const turns = [() => readWork(some()), byTheClock, moves, lapse, () => readMessages(some()), doTasks, post, chase];
  return {
    turn() {
      try {
        random.pick(turns)();
      } catch (error) {
        if (error !== died) throw error;
      }
    },
    catchUp() {
      isSure = true;
      for (
        let before = -1;
        before !== world.log.length || read.work < world.log.length || tasks.some((task) => !task.isDone);
      ) {
        before = world.log.length;
        lapse();
        readWork(2_000);
        byTheClock();
        moves();
        readMessages(5_000);
        doTasks();
      }
      isSure = false;
    },
  };
}

function withdrawn(reason: 'rang-again' | 'case-closed' | 'base-open-again' | 'dealt-with', at: Instant): Ended {
  return { type: 'WorkWithdrawn', data: { reason }, at };
}

/** A case that somebody waits in, as the list of the comfort calls reads it. */
export function waitingOf(world: World, stream: Stream<'case'>): Waiting | undefined {
  const { state, events, id } = stream;
  if (!isOpen(state) || !waitingStates.includes(state.state)) return undefined;
  const due = earliest(foldClocks(rule, events));
  if (!due) return undefined;
  const slotAt = state.state === 'booked' ? state.slotAt : undefined;
  if (due.dueAt >= plus(world.now, minutes(15)) && !(slotAt !== undefined && slotAt > due.dueAt)) return undefined;
  const calls = all(world, 'work').flatMap(({ state: work }) =>
    work.state !== 'none' && work.kind === 'comfort-call' && work.case === id ? [work] : [],
  );
  const done = calls.flatMap((work) => (work.state === 'done' ? [work] : [])).sort((a, b) => b.endedAt - a.endedAt)[0];
  const spoke = state.beside.comfort.filter(({ result }) => result === 'spoke').at(-1)?.at ?? 0;
  const last =
    spoke === 0 && !done
      ? undefined
      : spoke > (done?.endedAt ?? 0)
        ? { at: spoke as Instant, reached: true }
        : { at: (done?.endedAt ?? 0) as Instant, reached: done?.result === 'spoke' };
  return {
    ...{ id, dueAt: due.dueAt, openedAt: state.answeredAt, raised: calls.length },
    ...(slotAt === undefined ? {} : { expectedAt: slotAt }),
    ...(last ? { last } : {}),
  };
}

/** The message of a case, where one is owed. */
export function messageOf(world: World, id: string) {
  return all(world, 'message').find(({ state }) => state.state !== 'none' && state.case === id);
}

const recipient: Recipient = {
  id: 1,
  code: 'Z99001',
  name: 'Hollin Row',
  channel: 'folder',
  channelAddress: 'hollin-row',
};

/** The practice that the case says, where it says one. */
export function recipientFor(world: World, id: string): Recipient | undefined {
  const state = streamOf(world, 'case', id)?.state;
  return state && state.state !== 'none' && state.entry.practice === 1 ? recipient : undefined;
}

function closedAtOf(world: World, id: string): Instant | undefined {
  const state = streamOf(world, 'case', id)?.state;
  return state?.state === 'closed' ? state.steps.findLast(({ type }) => type === 'CaseClosed')?.at : undefined;
}

export function messageFacts(world: World, id: string, roles: MessageFacts['actor']['roles']): MessageFacts {
  const closedAt = closedAtOf(world, id);
  const notes = world.notes.get(id) ?? [];
  const about = {
    ...{
      case: id,
      consultedAt: closedAt ?? world.now,
      closedAt: closedAt ?? world.now,
      isComplete: notes.some(({ complete }) => complete),
    },
    notes: notes.map(({ at }) => ({ parts: [], by: 'Dr', at })),
  };
  const to = recipientFor(world, id);
  return {
    ...{
      now: world.now,
      actor: { account: BY_ITSELF, roles },
      tenant: TENANT,
      service: SERVICE,
      serviceName: 'T',
      mine: [1],
    },
    ...(closedAt === undefined ? {} : { episode: anEpisode(about) }),
    ...(to ? { recipient: to } : {}),
  };
}
