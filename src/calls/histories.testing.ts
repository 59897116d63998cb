import type { Role } from '#people';
import { instant, minutes, plus, toIso } from '#shared';
import { caseCommands } from './caseCommands.ts';
import { type CaseStepName, caseLifecycle } from './caseSteps.ts';
import {
  comfortResults,
  contactResults,
  entryRoutes,
  linkKinds,
  loweringReasons,
  moveReasons,
  outcomes,
  placeReasons,
  priorities,
  queues,
  raisingReasons,
  repeatReasons,
  replaceReasons,
  unlinkReasons,
  urgencies,
  welfareBy,
  welfareResults,
} from './codes.ts';
import { aStream, examplePlaces, Story } from './examples.ts';
import { aNote } from './triage/examples.ts';

/** Random nights: everybody tries everything, in and out of turn, with right and wrong words. */
export const stepNames = caseCommands.map(({ name }) => name as CaseStepName);
export const rolesInPlay: Role[][] = [
  ['triage-nurse'],
  ['doctor', 'shift-lead'],
  ['health-advisor'],
  ['receptionist'],
  ['driver', 'visitor'],
];
export const nightStart = instant('2027-03-28T20:00:00Z');

/** One try of somebody: every number is drawn, nothing of it is known to be allowed. */
export type Move = {
  seed: number;
  who: number;
  roles: number;
  wait: number;
  pick: number;
  inTurn: boolean;
  late: number;
};

const of = (list: object, seed: number) => Object.keys(list)[seed % Object.keys(list).length];
const slug = (seed: number) => examplePlaces[seed % examplePlaces.length]?.slug;
const others = [0, 1, 2].map((n) => aStream(`other ${n}`, nightStart));
const other = (seed: number) => others[seed % 3];
const history = aStream('history', nightStart);
const note = (seed: number) => (seed % 4 === 0 ? {} : { note: aNote(seed % 7 === 0 ? { plan: undefined } : {}) });
/** Contacts of the days before: of a random history up to three. */
const before = others.map((id, n) => ({
  ...{ case: id, number: `2703-10${n}`, at: plus(nightStart, -minutes(60 * (n + 1))), rangBack: false },
  ...{ how: 'telephone', isOpen: n === 0, sameness: 'same' as const },
}));
const identity = { patientName: 'Somebody', ringBack: '020 7946 0999', whereNow: 'Here' };

export function bodyOf(name: CaseStepName, { seed, late }: Move, story: Story): Record<string, unknown> {
  const occurredAt = seed % 5 === 0 ? { occurredAt: toIso(plus(story.now, minutes(late))) } : {};
  const raise = of(raisingReasons, seed);
  const reason = seed % 2 === 0 ? of({ ...raisingReasons, ...loweringReasons }, seed) : raise;
  switch (name) {
    case 'open-case': {
      const entryRoute = of(entryRoutes, seed);
      return {
        id: story.id,
        answeredAt: toIso(nightStart),
        entryRoute,
        priority: of(priorities, seed),
        ...identity,
        complaint: 'Cough',
        ...(seed % 3 === 0 ? { interpreter: 'pl' } : {}),
        ...(seed % 4 === 0 || entryRoute === 'walk-in' ? { place: slug(0) } : {}),
        ...(seed % 9 === 4 ? { declineReason: of(repeatReasons, seed) } : {}),
      };
    }
    case 'finish-assessment':
      return seed % 3 === 0
        ? { place: 'advice', ...occurredAt }
        : { place: seed % 3 === 1 ? 'base' : 'visit', urgency: of(urgencies, seed), ...occurredAt };
    case 'finish-and-book': {
      const at = toIso(plus(story.now, minutes(seed % 120)));
      return { urgency: of(urgencies, seed), place: slug(seed % 3), at, ...note(seed), ...occurredAt };
    }
    case 'finish-and-visit':
      return {
        urgency: of(urgencies, seed),
        ...(seed % 2 === 0 ? { car: slug(3) } : {}),
        ...note(seed),
        ...occurredAt,
      };
    case 'book-base':
      return { place: slug(seed % 3), at: toIso(plus(story.now, minutes(seed % 120))), ...occurredAt };
    case 'come-to-base':
      return {
        place: slug(seed % 4),
        ...(seed % 2 === 0 ? { said: 'It hurts more.', priority: of(priorities, seed >> 1) } : {}),
        ...(seed % 5 === 1 ? { worse: true } : {}),
        ...occurredAt,
      };
    case 'arrive':
      return { ...(seed % 2 === 0 ? { place: slug(seed % 4) } : {}), ...occurredAt };
    case 'request-visit':
      return seed % 2 === 0 ? {} : { car: slug(3 + (seed % 2)), ...occurredAt };
    case 'assign-visit':
      return { car: slug(3 + (seed % 2)) };
    case 'finish-consultation':
      return { ...note(seed), ...occurredAt };
    case 'finish-and-close':
    case 'close-case':
      return { outcome: of(outcomes, seed), ...note(seed >> 4), ...occurredAt };
    case 'change-priority':
      return { to: of(priorities, seed >> 1), reason, ...occurredAt };
    case 'change-urgency':
      return { to: of(urgencies, seed >> 1), reason, ...occurredAt };
    case 'change-place':
      return { to: seed % 2 === 0 ? 'base' : 'visit', reason: of(placeReasons, seed), ...occurredAt };
    case 'redirect':
      return { from: slug(seed % 3), to: slug((seed >> 2) % 3), miles: seed % 10, reason: 'base-shut', ...occurredAt };
    case 'move-case':
      return { to: of(queues, seed), reason: of(moveReasons, seed) };
    case 'correct-case-time': {
      const steps = story.state.state === 'none' ? [] : story.state.steps;
      const step = steps[seed % (steps.length + 1)];
      const to = toIso(plus(step?.at ?? nightStart, minutes(late) / 4));
      return { version: step?.version ?? 99, to, reason: 'paper-record', explanation: 'Paper.' };
    }
    case 'note-repeat':
      return {
        ...(seed % 3 === 0 ? { worse: true } : {}),
        ...(seed % 4 === 0 ? { call: other(seed) } : {}),
        ...(seed % 7 === 0 ? { whereNow: `Street ${seed % 5}` } : {}),
        ...(seed % 6 === 0 ? { declineReason: of(repeatReasons, seed) } : {}),
        ...occurredAt,
      };
    case 'decline-repeat':
      return { reason: of(repeatReasons, seed), ...occurredAt };
    case 'try-contact':
      return { result: of(contactResults, seed), ...(seed % 5 === 0 ? { keep: true } : {}) };
    case 'welfare-check':
      return { by: of(welfareBy, seed), result: of(welfareResults, seed >> 2), ...occurredAt };
    case 'comfort-call':
      return { result: of(comfortResults, seed), ...(seed % 3 === 0 ? { worse: true } : {}), ...occurredAt };
    case 'write-note':
      return { note: aNote(), ...(seed % 2 === 0 ? { why: 'They rang again.' } : {}) };
    case 'read-special-note':
      return { note: other(seed) };
    case 'answer-special-note':
      return { note: other(seed), ...(seed % 2 === 0 ? { stillTrue: 'yes' } : { stillTrue: 'no', what: 'Moved out' }) };
    case 'link-case':
      return { to: other(seed), as: of(linkKinds, seed) };
    case 'unlink-case':
      return { to: other(seed), reason: of(unlinkReasons, seed) };
    case 'change-details':
      return seed % 2 === 0 ? { ringBack: `01632 960${(seed % 900) + 100}` } : { whereNow: `Street ${seed % 7}` };
    case 'replace-patient':
      return { ...identity, patientName: 'Somebody else', reason: of(replaceReasons, seed), explanation: 'Two tabs.' };
    case 'take-case':
    case 'release-case':
      return {};
    default:
      return occurredAt;
  }
}

/** Half of the moves are ones that the table allows now, so that histories get somewhere. */
export function nameOf({ inTurn, pick, seed }: Move, story: Story): CaseStepName {
  const allowed = inTurn ? allowedAt(story.state.state) : stepNames;
  // What moves a case along is drawn twice as often as what is only noted on it.
  const moving = allowed.filter((name) => !onward(name, story.state.state));
  const list = seed % 2 === 0 && moving.length > 0 ? moving : allowed;
  const name = list[pick % list.length] ?? 'open-case';
  // Most of the early endings are left out, or few cases would live to be seen.
  const early = story.state.state !== 'consulted' && story.state.state !== 'advised';
  return (name === 'close-case' || name === 'finish-and-close') && early && pick % 5 > 0 ? 'note-repeat' : name;
}

const known = new Map<string, CaseStepName[]>();
function allowedAt(state: string): CaseStepName[] {
  const before = known.get(state);
  const names = before ?? stepNames.filter((name) => state in caseLifecycle.steps[name].from);
  if (!before) known.set(state, names);
  return names;
}

function onward(name: CaseStepName, state: string): boolean {
  const to = (caseLifecycle.steps[name].from as Record<string, unknown>)[state];
  return to === state || to === undefined;
}

export type Tried = { name: CaseStepName; accepted: boolean };

/** Plays the moves on one case; `after` is called after each, done or refused. */
export function playHistory(moves: Iterable<Move>, after: (story: Story, tried: Tried) => void): Story {
  const story = new Story(history, nightStart);
  for (const one of moves) {
    story
      .later(one.wait / 10)
      .by(`person ${one.who}`)
      .as(...(rolesInPlay[one.roles % rolesInPlay.length] ?? []));
    const name = nameOf(one, story);
    const passOpen = one.seed % 11 === 0;
    const facts = { passOpen, slotTaken: one.seed % 13 === 0, contacts: before.slice(0, one.seed % 4) };
    const result = story.tries(name, bodyOf(name, one, story), facts);
    if (result.ok) story.takes(result.value);
    after(story, { name, accepted: result.ok });
  }
  return story;
}
