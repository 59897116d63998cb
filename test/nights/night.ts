import type { Command, Role } from '#api';
import {
  anAccount,
  answeredAt,
  type CaseKind,
  type CaseState,
  callCommands,
  caseCommands,
  examplePlaces,
  isOpen,
  type Outcome,
  passCommands,
  passRoles,
  workCommands,
  workKinds,
} from '#calls';
import { baseCommands } from '#dispatch';
import { messageCommands } from '#handover';
import { minutes, plus, type Random, toIso, uuidv7FromKey } from '#shared';
import type { CaseStepName } from '../../src/calls/caseSteps.ts';
import { Story } from '../../src/calls/examples.ts';
import { bodyOf, type Move, nameOf, rolesInPlay } from '../../src/calls/histories.testing.ts';
import { standDownReasons } from '../../src/calls/pass/events.ts';
import { aNote } from '../../src/calls/triage/examples.ts';
import { shutReasons } from '../../src/dispatch/base/events.ts';
import { owners, practiceRoles } from '../../src/handover/messageSteps.ts';
import { followersOf, messageFacts } from './followers.ts';
import {
  all,
  ask,
  askCase,
  aWorld,
  BY_ITSELF,
  commit,
  NIGHT_FROM,
  NIGHT_TO,
  passesFor,
  SERVICE,
  shutBases,
  streamOf,
  TENANT,
  type World,
} from './world.ts';

const people = ['asha', 'ben', 'carys', 'dana'] as const;
const someBases = [1, 2] as const;

export type Played = { world: World; decided: number; refused: number; brokenOff: number };

/**
 * One random night of 25 hours: calls, cases, passes to 999, work, the doors of bases and messages, all at once. Everybody tries everything, in
 * and out of turn; requests break off before and after they are done; followers run when they like and die in the middle. `settled` is called
 * whenever all that was asked of the followers is done.
 */
export function playNight(random: Random, settled: (world: World) => void): Played {
  const world = aWorld();
  const count = { decided: 0, refused: 0, brokenOff: 0 };
  const followers = followersOf(world, random, 0.06);
  const length = random.int(20, 120);
  const mood = moodOf(random);
  const pace = (NIGHT_TO - NIGHT_FROM) / length;
  for (const place of someBases) {
    const id = idAt(world, `base ${place}`);
    const watched = { type: 'BaseWatched', occurredAt: world.now, data: { service: SERVICE, place } } as const;
    commit(world, 'base', { id, by: BY_ITSELF, source: 'job', events: [watched] });
  }
  for (let step = 0; step < length; step++) {
    // Now and then nobody does anything for long, and then much happens at once.
    if (random.next() < 0.7) world.now = plus(world.now, Math.floor(random.exponential(pace)));
    const done = random.next() < 0.3 ? void followers.turn() : somebodyActs(world, random, mood);
    if (done === undefined) continue;
    if (done === 'broke-off') count.brokenOff += 1;
    else if (done) count.decided += 1;
    else count.refused += 1;
    if (random.next() < 0.08) quiet();
  }
  quiet();
  return { world, ...count };

  function quiet(): void {
    followers.catchUp();
    settled(world);
  }
}

type Done = boolean | 'broke-off';

/** A request that breaks off before it is done leaves nothing; one that breaks off after it is done was done, and nobody was told. */
function somebodyActs(world: World, random: Random, mood: readonly number[]): Done {
  if (random.next() < 0.03) return 'broke-off';
  const before = world.log.length;
  const done = act(world, random, mood);
  const isTold = random.next() > 0.03;
  for (const { of, stream, version } of world.log.slice(before))
    if (isTold) world.acknowledged.set(stream, { of, version });
  if (!done && world.log.length !== before) throw new Error('what was refused has changed something');
  return isTold ? done : 'broke-off';
}

type Act = (world: World, random: Random) => boolean;
const acts: readonly { readonly does: Act; readonly often: number }[] = [
  { does: onTheTelephone, often: 8 },
  { does: opens, often: 4 },
  { does: onACase, often: 60 },
  { does: onAPass, often: 8 },
  { does: onWork, often: 8 },
  { does: atADoor, often: 5 },
  { does: onAMessage, often: 7 },
];

/** No two nights are alike: on some the doors of bases hardly stand still, on others the messages. */
function moodOf(random: Random): number[] {
  return acts.map(({ often }) => often * random.pick([0.4, 1, 1, 3]));
}

function act(world: World, random: Random, mood: readonly number[]): boolean {
  if (world.streams.case.size === 0) return opens(world, random);
  let drawn = random.next() * mood.reduce((sum, often) => sum + often, 0);
  const index = mood.findIndex((often) => {
    drawn -= often;
    return drawn < 0;
  });
  return (acts[index]?.does ?? onACase)(world, random);
}

const idAt = (world: World, key: string) => uuidv7FromKey(world.now, `${key} ${world.log.length}`);

function factsOf(world: World, random: Random, roles: readonly Role[]) {
  const actor = { account: anAccount(random.pick(people)), roles };
  return { now: world.now, actor, tenant: TENANT, service: SERVICE };
}

const numbers = ['01632960101', '01632960102', '01632960103'];

function onTheTelephone(world: World, random: Random): boolean {
  const facts = factsOf(world, random, ['health-advisor']);
  const known = [...world.streams.call.keys()];
  const command = known.length === 0 || random.next() < 0.25 ? callCommands[0] : random.pick(callCommands);
  if (!command) return false;
  const id = command.name === 'offer-call' ? idAt(world, 'call') : random.pick(known);
  const number = random.next() < 0.8 ? { number: random.pick(numbers) } : {};
  const bodies: { readonly [name: string]: Record<string, unknown> } = {
    'offer-call': { id, ...number, message: random.next() < 0.2 },
    'correct-call-time': {
      version: random.int(1, 4),
      to: toIso(earlier(world, random)),
      reason: 'paper-record',
      explanation: 'Paper.',
    },
  };
  return ask(world, 'call', { id, command, body: bodies[command.name] ?? {}, facts });
}

const earlier = (world: World, random: Random) => plus(world.now, -minutes(random.int(0, 30)));

const commandNamed = (name: string) => caseCommands.find((one) => one.name === name) as Command<CaseKind>;

function opens(world: World, random: Random): boolean {
  // A few cases to which much happens, rather than many to which little does.
  if (world.streams.case.size >= 4) return onACase(world, random);
  const facts = factsOf(world, random, ['health-advisor']);
  const calls = all(world, 'call');
  const from = calls.length > 0 && random.next() < 0.6 ? random.pick(calls) : undefined;
  const number = `2410-${String(world.streams.case.size + 1).padStart(3, '0')}`;
  const opened = all(world, 'case').find(({ state }) => state.state !== 'none' && from && state.call === from.id);
  const id = idAt(world, 'case');
  const entryRoute = random.pick(['telephone', 'nhs-111', 'health-professional', 'walk-in', 'other-service']);
  const body = {
    id,
    ...(from ? { call: from.id } : { answeredAt: toIso(earlier(world, random)) }),
    entryRoute,
    priority: random.pick(['urgent', 'other']),
    ...{ patientName: 'Somebody', ringBack: '01632 960999', whereNow: 'Here', complaint: 'Cough' },
    ...(random.next() < 0.2 ? { interpreter: 'pl' } : {}),
    ...(random.next() < 0.2 || entryRoute === 'walk-in' ? { place: 'foundry-lane' } : {}),
    ...(random.next() < 0.85 ? { practiceId: 1 } : {}),
  };
  const call = from && { answeredAt: answeredAt(from.state), case: opened?.id };
  const more = { number, places: examplePlaces, practiceKnown: true, ...(call ? { call } : {}) };
  return askCase(world, { id, command: commandNamed('open-case'), body, facts: { ...facts, ...more } });
}

/** What brings a case on, so that enough of them come to their end. */
const onward: { readonly [state: string]: CaseStepName } = {
  'to-assess': 'start-assessment',
  'in-assessment': 'finish-assessment',
  'to-book': 'book-base',
  booked: 'arrive',
  'sent-elsewhere': 'arrive',
  arrived: 'start-consultation',
  'visit-requested': 'assign-visit',
  'visit-assigned': 'set-off',
  'visit-travelling': 'arrive-visit',
  'visit-arrived': 'start-consultation',
  'in-consultation': 'finish-consultation',
  advised: 'close-case',
  consulted: 'close-case',
};

function outcomeOf(state: CaseState): Outcome {
  if (state.state !== 'consulted') return 'advice';
  return state.place === 'visit' ? 'seen-at-home' : 'seen-at-base';
}

/** Any step of a case, half of them in turn, with every fact that its stage would load. */
function onACase(world: World, random: Random): boolean {
  const stream = random.pick(all(world, 'case'));
  const usual = () => random.int(0, 3) > 0;
  const move: Move = {
    seed: random.int(0, 10_000),
    who: 0,
    roles: usual() ? 1 : random.int(0, 4),
    wait: 0,
    pick: random.int(0, 10_000),
    inTurn: usual(),
    late: random.int(-30, 10),
  };
  const story = new Story(stream.id, world.now);
  story.state = stream.state;
  // Few get as far as a car, and most of what can happen to a visit takes it away again.
  const often = stream.state.state.startsWith('visit-') ? 0.6 : 0.3;
  const next = random.next() < often ? onward[stream.state.state] : undefined;
  const name = next ?? nameOf(move, story);
  if (name === 'open-case' || name === 'receive-referral') return false;
  const body: Record<string, unknown> = bodyOf(name, move, story);
  if (next === 'finish-consultation' || next === 'close-case') body.note = aNote();
  if (next === 'close-case') body.outcome = outcomeOf(stream.state);
  if (name === 'link-case' || name === 'unlink-case') body.to = random.pick([...world.streams.case.keys()]);
  if (name === 'note-repeat' && body.call) body.call = [...world.streams.call.keys()][move.seed % 5];
  if (name === 'replace-patient' && random.next() < 0.7) body.practiceId = 1;
  const notes = world.notes.get(stream.id);
  const note = notes?.at(-1);
  const roles = [
    ...(rolesInPlay[move.roles % rolesInPlay.length] ?? []),
    ...(random.next() < 0.2 ? (['receptionist'] as const) : []),
  ];
  const facts = {
    ...factsOf(world, random, roles),
    ...{ places: examplePlaces, linkedIsCase: true, practiceKnown: true },
    ...(note ? { note: { note: note.note, body: note.body } } : {}),
    passOpen: passesFor(world, stream.id).length > 0,
    slotTaken: isTaken(world, stream.id, body),
  };
  // Whoever has the case is at it more often than not.
  const holder = isOpen(stream.state) ? stream.state.holder?.account : undefined;
  if (holder && random.next() < 0.7) facts.actor = { ...facts.actor, account: holder };
  return askCase(world, { id: stream.id, command: commandNamed(name), body, facts });
}

function isTaken(world: World, besides: string, { place, at }: Record<string, unknown>): boolean {
  const base = examplePlaces.find(({ slug }) => slug === place)?.id;
  return all(world, 'case').some(
    ({ id, state }) => id !== besides && state.state === 'booked' && state.base === base && toIso(state.slotAt) === at,
  );
}

function onAPass(world: World, random: Random): boolean {
  const role = random.pick([...passRoles, 'triage-nurse', 'shift-lead'] as const);
  const known = [...world.streams.pass.keys()];
  const command = known.length === 0 || random.next() < 0.06 ? passCommands[0] : random.pick(passCommands);
  if (!command) return false;
  const facts = factsOf(world, random, [role]);
  if (command.name !== 'need-pass') {
    const id = random.pick(known);
    const numbered = random.next() < 0.4 ? random.pick([...world.streams.case.keys()]) : undefined;
    const bodies: { readonly [name: string]: Record<string, unknown> } = {
      'name-pass': numbered ? { number: '2410-001' } : { about: 'A man at the desk' },
      'stand-down-pass': { reason: random.pick(Object.keys(standDownReasons)), explanation: 'Seen.' },
      'correct-pass-time': {
        version: random.int(1, 3),
        to: toIso(earlier(world, random)),
        reason: 'entered-late',
        explanation: 'Late.',
      },
    };
    const of = numbered === undefined ? {} : { numbered, ...openFor(world, numbered) };
    return ask(world, 'pass', { id, command, body: bodies[command.name] ?? {}, facts: { ...facts, ...of } });
  }
  const id = idAt(world, 'pass');
  const whom = random.int(0, 4);
  const of = whom < 3 ? random.pick([...world.streams.case.keys()]) : undefined;
  const call = whom === 3 && world.streams.call.size > 0 ? random.pick([...world.streams.call.keys()]) : undefined;
  const state = of === undefined ? undefined : streamOf(world, 'case', of)?.state;
  const onCall = state && state.state !== 'none' && state.call ? openFor(world, state.call) : {};
  const about = { ...onCall, ...openFor(world, of ?? call ?? facts.actor.account), caseKnown: true, callKnown: true };
  const body = { id, ...(of ? { case: of } : {}), ...(call ? { call } : {}) };
  return ask(world, 'pass', { id, command, body, facts: { ...facts, ...about } });
}

/** The pass that runs for a case, a call, or somebody who has yet to say for whom. */
function openFor(world: World, subject: string): { open?: string } {
  const found = all(world, 'pass').find(
    ({ state }) =>
      state.state === 'running' &&
      (state.case === subject || state.call === subject || (!state.case && !state.call && state.by === subject)),
  );
  return found ? { open: found.id } : {};
}

function onWork(world: World, random: Random): boolean {
  const items = all(world, 'work');
  if (items.length === 0) return false;
  const { id, state } = random.pick(items);
  const command = random.pick(workCommands);
  const facts = factsOf(world, random, [
    random.pick(['shift-lead', 'triage-nurse', 'receptionist', 'health-advisor', 'driver']),
  ]);
  const results = state.state === 'none' ? {} : (workKinds[state.kind].results ?? { spoke: '' });
  const bodies: { readonly [name: string]: Record<string, unknown> } = {
    'take-work': random.next() < 0.3 ? { by: anAccount(random.pick(people)) } : {},
    'do-work': { result: random.pick(Object.keys(results)) },
    'withdraw-work': { reason: 'dealt-with', explanation: 'They came.' },
  };
  // Withdrawn by hand now and then only, or nothing would be left to be seen to.
  if (command.name === 'withdraw-work' && random.next() < 0.7) return false;
  return ask(world, 'work', { id, command, body: bodies[command.name] ?? {}, facts: { ...facts, personKnown: true } });
}

function atADoor(world: World, random: Random): boolean {
  const { id } = random.pick(all(world, 'base'));
  const command = random.pick(baseCommands);
  const facts = factsOf(world, random, [random.pick(['shift-lead', 'receptionist', 'driver'])]);
  const bodies: { readonly [name: string]: Record<string, unknown> } = {
    'open-base': { reason: random.pick(['staffed', 'safe-again', 'planned']) },
    'shut-base': {
      reason: random.pick(Object.keys(shutReasons)),
      ...(random.next() < 0.4 ? { sendTo: random.pick(['foundry-lane', 'canal-bridge']) } : {}),
      ...(random.next() < 0.3 ? { until: toIso(plus(world.now, minutes(random.int(-10, 300)))) } : {}),
    },
    'found-shut': random.next() < 0.5 ? { case: random.pick([...world.streams.case.keys(), id]) } : {},
  };
  const about = {
    places: examplePlaces,
    shut: new Set(shutBases(world).keys()),
    isPerson: random.next() < 0.9,
    caseKnown: true,
  };
  return ask(world, 'base', { id, command, body: bodies[command.name] ?? {}, facts: { ...facts, ...about } });
}

function onAMessage(world: World, random: Random): boolean {
  const messages = all(world, 'message');
  if (messages.length === 0) return false;
  const { id, state } = random.pick(messages);
  if (state.state === 'none') return false;
  const command = random.pick(messageCommands);
  const facts = messageFacts(world, state.case, random.pick([practiceRoles, owners]));
  const actor = { ...facts.actor, account: anAccount(random.pick(people)) };
  const bodies: { readonly [name: string]: Record<string, unknown> } = {
    'reject-message': { reason: random.pick(['not-ours', 'wrong-patient', 'unreadable']) },
    'reroute-message': { practice: 'Z99001', reason: 'registered-elsewhere' },
    'settle-message': { how: random.pick(['by-hand', 'no-practice', 'declined']), explanation: 'Rang them.' },
  };
  const to =
    command.name === 'reroute-message'
      ? { recipient: { id: 1, code: 'Z99001', name: 'H', channel: 'folder', channelAddress: 'h' } }
      : {};
  try {
    return ask(world, 'message', {
      id,
      command,
      body: bodies[command.name] ?? {},
      facts: { ...facts, actor, ...to } as never,
    });
  } catch (error) {
    // A practice does not learn that a message of another is there: that is a refusal like any other.
    if ((error as Error).message === 'there is no such message') return false;
    throw error;
  }
}
