import { isOpen, isOwed } from '#calls';
import { minutes, plus } from '#shared';
import { needsOf } from '../../src/calls/work/needs.ts';
import { all, holderOf, type Of, type World } from './world.ts';

/**
 * What each rule is there to find, done to a night on purpose: so that a rule that says nothing of a night says something. Answers false where a
 * night has nothing that could be damaged so.
 */
export const damages: { readonly [rule: string]: readonly ((world: World) => boolean)[] } = {
  'what somebody was told is done is in the log, once and in its place': [
    function loseTheLast(world) {
      const last = world.log.at(-1);
      const acknowledged = last && world.acknowledged.get(last.stream);
      if (!last || acknowledged?.version !== last.version) return false;
      world.log.pop();
      world.streams[last.of].get(last.stream)?.events.pop();
      return true;
    },
    function writeItTwice(world) {
      const [stream] = all(world, 'case');
      const first = stream?.events[0];
      if (first) stream.events.push(first);
      return first !== undefined;
    },
  ],
  'what stands is what its events tell': [
    (world) => change(world, 'case', (state) => 'repeatTimes' in state, { repeatTimes: 77 }),
    (world) => change(world, 'message', ({ state }) => state === 'queued', { practice: 9 }),
  ],
  'an open case is in one queue, with a deadline that runs': [
    (world) => change(world, 'case', (state) => isOpen(state as never), { movedTo: 'nobody’s' }),
    function loseItsClock(world) {
      const open = all(world, 'case').find(({ state }) => isOpen(state));
      open?.events.splice(0);
      return open !== undefined;
    },
  ],
  'every open case is on the page of a role that can take it on': [
    function sendToNowhere(world) {
      const booked = all(world, 'case').find(
        ({ state }) => state.state === 'booked' && !state.holder && !state.movedTo,
      );
      for (const event of booked?.events ?? [])
        if ('place' in event.data && typeof event.data.place === 'number') event.data.place = 99 as never;
      return booked !== undefined;
    },
  ],
  'whoever holds a case has a lease on it that ends by itself': [
    function loseTheLease(world) {
      const held = all(world, 'case').find(({ state }) => holderOf(state) !== undefined);
      return held !== undefined && world.leases.delete(held.id);
    },
    function letItRunForNobody(world) {
      const free = all(world, 'case').find(({ state }) => holderOf(state) === undefined);
      if (free) world.leases.set(free.id, { account: 'a', expiresAt: plus(world.now, 1), steppedAt: world.now });
      return free !== undefined;
    },
  ],
  'nothing falls in priority or urgency but by an event that says why, and the case says so': [
    function lowerWithoutReason(world) {
      const urgent = all(world, 'case').find(({ state }) => isOpen(state) && state.priority === 'urgent');
      const last = urgent?.events.at(-1);
      if (!urgent || !last) return false;
      const data = { from: 'urgent', to: 'other', reason: 'got-worse' };
      urgent.events.push({ ...last, version: last.version + 1, type: 'PriorityChanged', data } as never);
      return true;
    },
  ],
  'a pass to 999 that runs has its three minutes, whoever pressed, and roles that can end it': [
    (world) => change(world, 'pass', ({ state }) => state === 'running', { by: '' }),
    function loseItsClock(world) {
      const running = all(world, 'pass').find(({ state }) => state.state === 'running');
      running?.events.splice(0);
      return running !== undefined;
    },
  ],
  'one pass at most runs for one patient': [
    function pressTwice(world) {
      const running = all(world, 'pass').find(({ state }) => state.state === 'running');
      if (running) world.streams.pass.set('again', { ...running, id: 'again' });
      return running !== undefined;
    },
  ],
  'nothing closes while a pass to 999 is open for it': [
    function pressBefore(world) {
      const closed = all(world, 'case').find(({ state }) => state.state === 'closed');
      const pass = all(world, 'pass')[0];
      if (!closed || !pass?.events[0]) return false;
      pass.events[0] = { ...pass.events[0], data: { service: 1, at: 'telephone', case: closed.id } } as never;
      world.log.unshift({ of: 'pass', stream: pass.id, version: 1, type: 'PassNeeded', source: 'person' });
      const ends = new Set(['PassConfirmed', 'PassStoodDown', 'PassNamed']);
      world.log = world.log.filter(({ stream, type }) => stream !== pass.id || !ends.has(type));
      return true;
    },
  ],
  'what is owed has a time, a clock that runs to it, and roles that see it': [
    (world) => change(world, 'work', owed, { forRoles: [] }),
    (world) => change(world, 'work', owed, { forRoles: ['driver'] }),
    (world) => change(world, 'work', owed, { dueAt: Number.NaN }),
    function loseItsClock(world) {
      const work = all(world, 'work').find(({ state }) => isOwed(state));
      work?.events.splice(0);
      return work !== undefined;
    },
  ],
  'whatever a case makes somebody owe is on the list, or was, until a person ended it': [
    function neverRaise(world) {
      const needs = all(world, 'case').flatMap(({ id, events }) => needsOf(id, events));
      return needs.some(({ ending, id }) => !ending && world.streams.work.delete(id));
    },
  ],
  'nothing but a message is owed on a case that is closed': [
    function owedStill(world) {
      const closed = all(world, 'case').find(({ state }) => state.state === 'closed');
      return (
        closed !== undefined &&
        change(world, 'work', (state) => owed(state) && state.kind === 'comfort-call', { case: closed.id })
      );
    },
  ],
  'whoever is to be seen at a base that is shut is somebody’s job, or has another place': [
    (world) => forget(world, 'move-booked'),
  ],
  'whoever hung up before anybody answered is rung back, or has rung again': [
    (world) => forget(world, 'ring-back-abandoned'),
  ],
  'whoever waits past their limit is owed a comfort call, or has had one': [
    function neverRing(world) {
      const overdue = all(world, 'case').find(
        ({ state }) => state.state === 'to-assess' && state.beside.comfort.length === 0,
      );
      if (!overdue || overdue.events.length > 1) return false;
      for (const { id, state } of all(world, 'work'))
        if (state.state !== 'none' && state.case === overdue.id) world.streams.work.delete(id);
      world.now = plus(world.now, minutes(600));
      return true;
    },
  ],
  'every closed case has one message, and one line in the ledger': [
    function loseTheMessage(world) {
      const [message] = all(world, 'message');
      return message !== undefined && world.streams.message.delete(message.id);
    },
    function sayItTwice(world) {
      const [message] = all(world, 'message');
      if (message) world.streams.message.set('again', { ...message, id: 'again' });
      return message !== undefined;
    },
  ],
  'a message that nobody has acknowledged is going out, is being chased, or is somebody’s job': [
    function nobodyIsAsked(world) {
      const stuck = all(world, 'message').find(({ state }) => state.state === 'due' || state.state === 'given-back');
      const jobs = all(world, 'work').filter(({ state }) => state.state !== 'none' && state.message === stuck?.id);
      for (const { id } of jobs) world.streams.work.delete(id);
      return stuck !== undefined && jobs.length > 0;
    },
    (world) => change(world, 'message', ({ state }) => state === 'queued', { sendAt: undefined }),
  ],
  'a clock is as long on the night on which the clocks go back as on any other': [
    function keepTimeByTheWall(world) {
      // A due time in other letters, which stays where it is when everything else is a week before.
      const work = all(world, 'work').find(({ state }) => isOwed(state));
      const birth = work?.events[0];
      if (birth?.type !== 'WorkRaised') return false;
      birth.data = { ...birth.data, dueAt: birth.data.dueAt.replace('T', ' ') };
      return true;
    },
  ],
};

type Anything = { state: string; kind?: string };
const owed = (state: Anything) => state.state === 'open' || state.state === 'taken';

function change(world: World, of: Of, which: (state: Anything) => boolean, how: object): boolean {
  const stream = (all(world, of) as { state: Anything }[]).find(({ state }) => which(state));
  if (stream) stream.state = { ...stream.state, ...how };
  return stream !== undefined;
}

/** Every item of a kind, as if it had never been raised. */
function forget(world: World, kind: string): boolean {
  const items = all(world, 'work').filter(({ state }) => state.state !== 'none' && state.kind === kind);
  for (const { id } of items) world.streams.work.delete(id);
  return items.some(({ state }) => isOwed(state));
}
