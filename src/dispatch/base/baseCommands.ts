import { z } from 'zod';
import { type Command, choice, commandsOf, decided, type Facts, idOf, text, time, whenItHappened } from '#api';
import { hours, type Instant, ok, plus, type Result, refused, showDay, showTime, toIso } from '#shared';
import type { BaseState, ShutBase } from './base.ts';
import { type BaseStepName, baseLifecycle, leads } from './baseSteps.ts';
import { type BaseEvent, openReasons, shutReasons } from './events.ts';

type PlaceFact = { id: number; slug: string; name: string; kind: 'base' | 'car' | 'elsewhere' };

export type BaseFacts = Facts & {
  /** The bases, cars and bases elsewhere of the service. */
  places?: readonly PlaceFact[];
  /** Bases that are shut now. */
  shut?: ReadonlySet<number>;
  /** The same, with where their people are sent and what the public is told of that. */
  shutDoors?: readonly { id: number; sendTo?: number; said?: string; until?: Instant }[];
  /** Whether a person asks, and not a program in nobody's name. */
  isPerson?: boolean;
  /** Whether there is a case of that id. */
  caseKnown?: boolean;
};

/** What the public is told with it; the rows of a notice are those of whoever keeps the notices. */
export type NoticeWrite = {
  table: 'notice';
  says: 'open' | 'shut';
  goTo?: string /** Of another base than its own. */;
  place?: number;
};
export type BaseKind = { state: BaseState; event: BaseEvent; facts: BaseFacts; write: NoticeWrite };

const baseCommand = commandsOf<BaseKind, BaseStepName>({
  module: 'dispatch',
  folder: 'bases',
  lifecycle: baseLifecycle,
});

const LONGEST_SHUT = hours(4 * 24);

export const shutBase = baseCommand('shut-base', {
  summary:
    'Shuts a base: no new booking from this moment, on any way in; whoever is booked there becomes a job with a time and an owner; the public notice changes. By a named person only.',
  needs: ['places', 'person'],
  body: z.strictObject({
    reason: choice(shutReasons, 'why it is shut'),
    sendTo: text('the base to send people to', 60).optional(),
    goTo: text('the words for the public', 200).optional(),
    until: time('when it opens again as planned').optional(),
  }),
  decide(state, body, facts) {
    const { now } = facts;
    const named = byPerson(facts);
    if (!named.ok || state.state === 'none') return named.ok ? refused() : named;
    const to = sentTo(body.sendTo, state.place, facts);
    if (!to.ok) return to;
    const { reason, until } = body;
    if (until !== undefined && (until <= now || until > plus(now, LONGEST_SHUT))) {
      const message = `Give a time after ${showTime(now)}, within four days, or leave it out.`;
      return refused({ field: 'until', code: 'out-of-range', message });
    }
    const data = {
      reason,
      ...(to.value ? { sendTo: to.value.id } : {}),
      ...(until === undefined ? {} : { until: toIso(until) }),
    };
    return ok({
      events: [{ type: 'BaseShut', occurredAt: now, data }],
      writes: [
        { table: 'notice', says: 'shut', goTo: withUntil(body.goTo ?? goToWords(to.value), until) },
        ...sentHere(state.place, facts).map(({ id, until: opens }) => ({
          ...{ table: 'notice' as const, says: 'shut' as const, place: id },
          goTo: withUntil(goToWords(to.value?.id === id ? undefined : to.value), opens),
        })),
      ],
    });
  },
});

/** Nobody is left with a shut door and nothing else: where no base takes them, the telephone does. */
function goToWords(to: PlaceFact | undefined): string {
  return to ? `${to.name}. Ring 111 first.` : 'Nowhere: ring 111.';
}

function withUntil(words: string, until: Instant | undefined): string {
  return until === undefined ? words : `${words} It is to open again at ${showTime(until)} on ${showDay(until)}.`;
}

/** Bases that are shut and whose people, or whose public notice, are sent to this one: they hear in the same decision that it is shut too. */
function sentHere(own: number, { places = [], shutDoors = [] }: BaseFacts) {
  const name = places.find(({ id }) => id === own)?.name.toLowerCase();
  return shutDoors.filter(
    ({ id, sendTo, said }) =>
      id !== own && (sendTo === own || (name !== undefined && said?.toLowerCase().includes(name) === true)),
  );
}

export const openBase = baseCommand('open-base', {
  summary: 'Opens a base again: bookings are taken from this moment, and the public notice changes.',
  needs: ['person'],
  body: z.strictObject({ reason: choice(openReasons, 'why it is opened') }),
  decide(state, { reason }, facts) {
    const named = byPerson(facts);
    if (!named.ok) return named;
    if (state.state === 'shut' && !mayOpen(state, facts)) return refused(shutByLead(state));
    return ok({
      events: [{ type: 'BaseOpened', occurredAt: facts.now, data: { reason } }],
      writes: [{ table: 'notice', says: 'open' }],
    });
  },
});

export const foundShut = baseCommand('found-shut', {
  summary: 'Somebody has found the base shut, whatever the record says. Counted; with the case, where it is known.',
  needs: ['case'],
  body: z.strictObject({ case: idOf('the case').optional(), occurredAt: time('when it was found shut').optional() }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    if (body.case !== undefined && facts.caseKnown === false) {
      return refused({ field: 'case', code: 'case-unknown', message: 'There is no such case. Leave it out.' });
    }
    const bounds = { now: facts.now, notBefore: plus(facts.now, -hours(24)), after: 'yesterday' };
    const at = whenItHappened(body.occurredAt, bounds);
    if (!at.ok) return at;
    const data = body.case === undefined ? {} : { case: body.case };
    return decided({ type: 'FoundShut', occurredAt: at.value, data });
  },
});

export function mayOpen({ reason, by }: Pick<ShutBase, 'reason' | 'by'>, { actor }: Pick<BaseFacts, 'actor'>): boolean {
  return reason === 'planned' || by === actor.account || actor.roles.some((role) => leads.includes(role));
}

/** Names the account; the page turns the id into a name. */
function shutByLead({ by, reason }: ShutBase) {
  const why = shutReasons[reason].charAt(0).toLowerCase() + shutReasons[reason].slice(1);
  return { code: 'shut-by-lead', message: `${by} shut this base: ${why}. Ask the shift lead to open it again.` };
}

/** What can be asked of a base over HTTP; that it is watched, nobody asks. */
export const baseCommands: readonly Command<BaseKind>[] = [shutBase, openBase, foundShut];

function byPerson({ isPerson }: BaseFacts): Result<void> {
  if (isPerson !== false) return ok(undefined);
  const message = 'A base is shut and opened by a named person, never by a program. Ask the shift lead.';
  return refused({ code: 'not-a-person', message });
}

function sentTo(slug: string | undefined, own: number, facts: BaseFacts): Result<PlaceFact | undefined> {
  if (slug === undefined) return ok(undefined);
  const bases = (facts.places ?? []).filter(({ kind, id }) => kind !== 'car' && id !== own);
  const place = bases.find((one) => one.slug === slug);
  if (place && facts.shut?.has(place.id)) {
    const message = `${place.name} is shut itself. Choose another base.`;
    return refused({ field: 'sendTo', code: 'base-shut', message });
  }
  if (place) return ok(place);
  const message = `There is no base “${slug}”. Choose one of: ${bases.map((one) => one.slug).join(', ')}.`;
  return refused({ field: 'sendTo', code: 'place-unknown', message });
}
