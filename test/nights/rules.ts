import {
  asCaseEvents,
  brokenRules,
  type CaseHistory,
  type CaseState,
  codes,
  examplePlaces,
  isOpen,
  isOwed,
  noCase,
  passLifecycle,
  queueOf,
  workLifecycle,
} from '#calls';
import { movesOf } from '#dispatch';
import { isBalanced } from '#handover';
import { minutes, plus } from '#shared';
import { foldClocks, type KernelEvent } from '#standards';
import { loweredWords } from '../../src/calls/lowered.ts';
import { dueOf, subjectOf } from '../../src/calls/pass/pass.ts';
import { isCallBack, onNoOtherList } from '../../src/calls/triage/queueStore.ts';
import { comfortRule } from '../../src/calls/work/kinds.ts';
import { needsOf } from '../../src/calls/work/needs.ts';
import { ringsAgain } from '../../src/calls/work/ringBack.ts';
import { atBase } from '../../src/dispatch/reception/atBase.ts';
import { visitOf } from '../../src/dispatch/visits/visitRow.ts';
import { ledgerOf } from '../../src/handover/ledger.ts';
import { isAcknowledged, nextChase } from '../../src/handover/message.ts';
import { waitingOf } from './followers.ts';
import { all, BY_ITSELF, folds, holderOf, lineOf, type Of, rule, type Stream, streamOf, type World } from './world.ts';

/** What must be true of a whole night whenever the followers have done all that was asked of them. Each answers with what is wrong. */
export const nightRules: { readonly [rule: string]: (world: World) => string[] } = {
  'what somebody was told is done is in the log, once and in its place': (world) => {
    const missing = [...world.acknowledged].flatMap(([id, { of, version }]) =>
      (streamOf(world, of, id)?.events.length ?? 0) >= version ? [] : [`${of} ${id} has no version ${version}`],
    );
    const logged = new Set(world.log.map(({ of, stream, version }) => `${of} ${stream} ${version}`));
    const out = everyStream(world).flatMap(({ of, id, events }) =>
      events.flatMap(({ version }, index) =>
        version === index + 1 && logged.has(`${of} ${id} ${version}`)
          ? []
          : [`${of} ${id} has ${version} as its event ${index + 1}`],
      ),
    );
    const count = everyStream(world).reduce((sum, { events }) => sum + events.length, 0);
    return [...missing, ...out, ...(count === world.log.length ? [] : ['the log has events that no stream has'])];
  },

  'what stands is what its events tell': (world) =>
    everyStream(world).flatMap(({ of, id, state, events }) => {
      const told = events.reduce((was, event) => anyFold(of).evolve(was, id, event), anyFold(of).none);
      return JSON.stringify(told) === JSON.stringify(state) ? [] : [`${of} ${id}`];
    }),

  'an open case is in one queue, with a deadline that runs': (world) =>
    cases(world).flatMap(({ id, state, events }) => {
      if (!isOpen(state)) return [];
      const clocks = foldClocks(rule, events);
      return brokenRules({ before: state, after: state, events: [], clocks }).map((broken) => `${id}: ${broken}`);
    }),

  'every open case is on the page of a role that can take it on': (world) =>
    cases(world).flatMap((stream) =>
      isOpen(stream.state) && pagesOf(stream).length === 0 ? [`${stream.id} ${stream.state.state}`] : [],
    ),

  'whoever holds a case has a lease on it that ends by itself': (world) =>
    cases(world).flatMap(({ id, state }) => {
      const [holder, lease] = [holderOf(state), world.leases.get(id)];
      if (holder === undefined) return lease ? [`${id} is in nobody's hands, and leased`] : [];
      return lease?.account === holder && lease.expiresAt > world.now ? [] : [`${id} is held without a lease`];
    }),

  'nothing falls in priority or urgency but by an event that says why, and the case says so': (world) =>
    cases(world).flatMap(({ id, events }) => {
      let was: CaseState = noCase;
      let falls = 0;
      const silent = events.flatMap((event) => {
        const before = was;
        was = folds.case.evolve(was, id, event);
        const broken = brokenRules({ before, after: was, events: [event] }).filter((one) =>
          one.includes('never falls'),
        );
        falls += fell(before, was) ? 1 : 0;
        return broken.map((one) => `${id}: ${one}`);
      });
      if (silent.length > 0) return silent;
      const said = loweredWords(events, String).length;
      return said < falls ? [`${id} fell ${falls} times and says ${said}`] : [];
    }),

  'a pass to 999 that runs has its three minutes, whoever pressed, and roles that can end it': (world) =>
    all(world, 'pass').flatMap(({ id, state, events }) => {
      if (state.state !== 'running') return [];
      const clock = foldClocks(rule, events)[0];
      const isTimed = clock?.outcome === 'open' && clock.dueAt === dueOf(state) && Number.isFinite(dueOf(state));
      const roles = passLifecycle.steps['confirm-pass'].roles;
      return isTimed && state.by !== '' && roles.length > 0 ? [] : [id];
    }),

  'one pass at most runs for one patient': (world) => {
    const subjects = all(world, 'pass').flatMap(({ state }) => (state.state === 'running' ? [subjectOf(state)] : []));
    return subjects.filter((subject, index) => subjects.indexOf(subject) !== index);
  },

  'nothing closes while a pass to 999 is open for it': (world) => {
    const running = new Map<string, { case?: string; call?: string }>();
    const about = new Map<string, Set<string>>();
    return world.log.flatMap(({ of, stream, version, type }) => {
      const event = streamOf(world, of, stream)?.events[version - 1];
      const data = (event?.data ?? {}) as { case?: string; call?: string };
      if (type === 'PassNeeded') running.set(stream, { ...data });
      const before = running.get(stream);
      if (type === 'PassNamed' && data.case && before) before.case = data.case;
      if (type === 'PassConfirmed' || type === 'PassStoodDown') running.delete(stream);
      if (type === 'CaseOpened') about.set(stream, new Set([stream, data.call ?? stream]));
      if (type === 'RangBack' && data.call) about.get(stream)?.add(data.call);
      if (type !== 'CaseClosed') return [];
      const whose = about.get(stream) ?? new Set([stream]);
      return [...running.values()].some(({ case: one, call }) => whose.has(one ?? '') || whose.has(call ?? ''))
        ? [stream]
        : [];
    });
  },

  'what is owed has a time, a clock that runs to it, and roles that see it': (world) =>
    all(world, 'work').flatMap(({ id, state, events }) => {
      if (!isOwed(state)) return [];
      const clock = foldClocks(rule, events)[0];
      const sees = workLifecycle.steps['take-work'].roles;
      const isSeen = state.forRoles.length > 0 && state.forRoles.every((role) => sees.includes(role));
      return clock?.outcome === 'open' && clock.dueAt === state.dueAt && isSeen ? [] : [`${id} ${state.kind}`];
    }),

  'whatever a case makes somebody owe is on the list, or was, until a person ended it': (world) =>
    cases(world).flatMap(({ id, events }) =>
      needsOf(id, events).flatMap((need) => {
        if (need.ending) return [];
        const work = streamOf(world, 'work', need.id);
        if (!work) return [`${need.kind} of ${id}`];
        return isOwed(work.state) || isByPerson(work) ? [] : [`${need.kind} of ${id} was ended by nobody`];
      }),
    ),

  'nothing but a message is owed on a case that is closed': (world) =>
    all(world, 'work').flatMap(({ state }) =>
      isOwed(state) &&
      state.case !== undefined &&
      state.kind !== 'message-exception' &&
      streamOf(world, 'case', state.case)?.state.state === 'closed'
        ? [`${state.kind} of ${state.case}`]
        : [],
    ),

  'whoever is to be seen at a base that is shut is somebody’s job, or has another place': (world) => {
    const bases = all(world, 'base').flatMap(({ state }) =>
      state.state === 'shut' ? [{ ...state, shut: state }] : [],
    );
    const lines = cases(world).flatMap((stream) => (isOpen(stream.state) ? (lineOf(stream) ?? []) : []));
    return movesOf(bases as never, lines).flatMap(({ line, base }) => {
      const there = putThere(world, line.id, base.place);
      const jobs = all(world, 'work').filter(
        ({ state }) =>
          state.state !== 'none' &&
          state.kind === 'move-booked' &&
          state.case === line.id &&
          state.place === base.place,
      );
      const isSeenTo = jobs.some((work) => isOwed(work.state) || (isByPerson(work) && lastOf(work) > there));
      return isSeenTo ? [] : [`${line.id} ${line.state} at ${base.place}`];
    });
  },

  'whoever hung up before anybody answered is rung back, or has rung again': (world) =>
    all(world, 'call').flatMap(({ id, state, events }) => {
      if (state.state !== 'abandoned' || state.in !== 'queue') return [];
      const gaveUp = events.find(({ type }) => type === 'CallAbandoned')?.recordedAt ?? 0;
      const jobs = all(world, 'work').filter(({ state: work }) => work.state !== 'none' && work.call === id);
      if (jobs.some((work) => isOwed(work.state))) return [];
      const isBack = all(world, 'call').some(
        (other) =>
          other.id !== id &&
          world.lines.get(other.id) === (world.lines.get(id) ?? '-') &&
          other.events.some(({ type, recordedAt }) => type === 'CallAnswered' && recordedAt >= gaveUp),
      );
      const last = jobs
        .flatMap(({ state: work }) => (work.state === 'done' ? [work] : []))
        .sort((a, b) => b.endedAt - a.endedAt)[0];
      const isMade = last !== undefined && !ringsAgain(last.result, jobs.length);
      return isBack || isMade || jobs.some(isByPerson) ? [] : [id];
    }),

  'whoever waits past their limit is owed a comfort call, or has had one': (world) =>
    cases(world).flatMap((stream) => {
      const waiting = waitingOf(world, stream);
      if (!waiting || waiting.dueAt > world.now) return [];
      const calls = all(world, 'work').filter(
        ({ state }) => state.state !== 'none' && state.kind === 'comfort-call' && state.case === stream.id,
      );
      const isOn = calls.some(({ state }) => isOwed(state));
      const lately = waiting.last !== undefined && plus(waiting.last.at, comfortRule.everyMs) > world.now;
      return isOn || lately || calls.some(isByPerson) ? [] : [stream.id];
    }),

  'every closed case has one message, and one line in the ledger': (world) => {
    const closed = cases(world).flatMap(({ id, state }) =>
      state.state === 'closed' ? [{ id, number: state.number }] : [],
    );
    const messages = all(world, 'message').flatMap(({ state }) => (state.state === 'none' ? [] : [state]));
    const ledger = ledgerOf(closed, messages);
    const twice = messages.filter((one, index) => messages.findIndex((other) => other.case === one.case) !== index);
    const wrong = [...ledger.differences, ...twice].map((one) => one.case);
    return isBalanced(ledger)
      ? wrong
      : [...wrong, `${ledger.closed} closed, ${ledger.acknowledged} acknowledged, ${ledger.open.length} open`];
  },

  'a message that nobody has acknowledged is going out, is being chased, or is somebody’s job': (world) =>
    all(world, 'message').flatMap(({ id, state }) => {
      if (state.state === 'none' || isAcknowledged(state)) return [];
      const jobs = all(world, 'work').filter(({ state: work }) => work.state !== 'none' && work.message === id);
      if (jobs.some((work) => isOwed(work.state))) return [];
      const moves = state.sendAt !== undefined || nextChase(state) !== undefined;
      return moves ? [] : [`${id} ${state.state}`];
    }),

  'a clock is as long on the night on which the clocks go back as on any other': (world) =>
    everyStream(world).flatMap(({ of, id, events }) => {
      if (of === 'message' || of === 'base' || events.length === 0) return [];
      const [here, before] = [lengths(events), lengths(aWeekEarlier(events))];
      return here === before ? [] : [`${of} ${id}: ${here} and a week before ${before}`];
    }),
};

export function brokenIn(world: World): { rule: string; what: string[] }[] {
  return Object.entries(nightRules).flatMap(([name, wrong]) => {
    const what = wrong(world);
    return what.length === 0 ? [] : [{ rule: name, what }];
  });
}

const cases = (world: World) => all(world, 'case');
const anyFold = (of: Of) => folds[of] as { none: unknown; evolve(state: unknown, id: string, event: unknown): unknown };
type Any = { of: Of; id: string; state: unknown; events: KernelEvent[] };
function everyStream(world: World): Any[] {
  return (Object.keys(world.streams) as Of[]).flatMap((of) =>
    all(world, of).map((stream) => ({ of, ...stream }) as unknown as Any),
  );
}

/** The pages that list an open case, by the very rules of those pages. */
export function pagesOf(stream: Stream<'case'>): string[] {
  const line = lineOf(stream);
  const { state } = stream;
  if (!line || !isOpen(state) || !(queueOf(state) in codes.queues)) return [];
  const history = { line, state, events: asCaseEvents(stream.events as never) } as CaseHistory;
  const onCallBacks = isCallBack(line) || line.heldBy !== undefined || onNoOtherList.includes(state.state);
  const atBases = examplePlaces
    .filter(({ kind }) => kind !== 'car')
    .some(({ id }) => {
      const row = atBase(history, id);
      return row !== undefined && row.gone === undefined && row.closed === undefined;
    });
  const visit = visitOf(history);
  return [
    ...(onCallBacks ? ['/call-backs'] : []),
    ...(atBases ? ['/bases'] : []),
    ...(visit && visit.state !== 'finished' ? ['/visits'] : []),
  ];
}

function isByPerson({ events }: Pick<Stream<'work'>, 'events'>): boolean {
  const last = events.at(-1);
  return (last?.type === 'WorkDone' || last?.type === 'WorkWithdrawn') && last.recordedBy !== BY_ITSELF;
}
function lastOf({ events }: Pick<Stream<'work'>, 'events'>): number {
  return events.at(-1)?.recordedAt ?? 0;
}

/** When a patient was last sent to a base, or came to it. */
function putThere(world: World, id: string, place: number): number {
  const events = streamOf(world, 'case', id)?.events ?? [];
  const last = events.findLast(
    ({ type, data }) =>
      (type === 'BaseBooked' && data.place === place) ||
      (type === 'Redirected' && data.to === place) ||
      ((type === 'PatientArrived' || type === 'CameToBase') && data.place === place),
  );
  return last?.recordedAt ?? 0;
}

const grades: { readonly [code: string]: number } = { other: 0, urgent: 1, 'less-urgent': 0, emergency: 2 };
function fell(before: CaseState, after: CaseState): boolean {
  return (['priority', 'urgency'] as const).some((what) => {
    const [was, is] = [before, after].map((state) => (state as unknown as Record<string, string | undefined>)[what]);
    return was !== undefined && is !== undefined && (grades[is] ?? 0) < (grades[was] ?? 0);
  });
}

/** Everything of the clocks of a stream that is a length, and nothing that is a moment. */
function lengths(events: readonly KernelEvent[]): string {
  const clocks = foldClocks(rule, events as never);
  return JSON.stringify(
    clocks.map(({ measure, outcome, countedMs, startedAt, dueAt }) => [
      measure,
      outcome,
      countedMs,
      startedAt !== null && dueAt !== null ? dueAt - startedAt : null,
    ]),
  );
}

const WEEK = minutes(7 * 24 * 60);
/** The same, 168 hours before: a week in which no clock was changed. */
function aWeekEarlier(events: readonly KernelEvent[]): KernelEvent[] {
  const earlier = (text: string) => new Date(Date.parse(text) - WEEK).toISOString();
  return events.map((event) => ({
    ...event,
    occurredAt: plus(event.occurredAt, -WEEK),
    recordedAt: plus(event.recordedAt, -WEEK),
    data: Object.fromEntries(
      Object.entries(event.data).map(([key, value]) => [
        key,
        typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? earlier(value) : value,
      ]),
    ),
  }));
}
