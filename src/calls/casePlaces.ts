import { z } from 'zod';
import { choice, decided, decimal, time } from '#api';
import { hours, type Instant, minutes, ok, plus, type Result, refused, showMinutes, showTime, toIso } from '#shared';
import { isOpen, type OpenCase, placeOf } from './case.ts';
import {
  type CaseFacts,
  type CaseKind,
  caseCommand,
  occurredAt,
  type PlaceFact,
  placeNamed,
  placeSlug,
  when,
} from './caseCommand.ts';
import { clinicians } from './caseSteps.ts';
import { type FaceToFace, placeReasons, redirectReasons } from './codes.ts';
import { milesTo } from './miles.ts';
import { lateBy, seenBy, soonestMs } from './seenBy.ts';

const furthestSlot = hours(7 * 24);

export const bookBase = caseCommand('book-base', {
  summary:
    'Books a time at a base. Booking again moves the booking; away from a base that is shut it says how far they were sent, as `redirect` does.',
  needs: ['places', 'slotTaken', 'shutPlaces', 'whereabouts'],
  body: z.strictObject({
    place: placeSlug('a base'),
    at: time('the time of the booking'),
    miles: decimal('the miles from where they are', 500).optional(),
    occurredAt,
  }),
  decide(state, body, facts) {
    const problem = goesTo(state, 'base');
    if (problem) return refused(problem);
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    if (!isOpen(state)) return refused();
    const booked = booking({ ...body, limit: seenBy(state) }, at.value, facts);
    if (!booked.ok) return booked;
    const away = sentAway(state, { to: booked.value.data.place, miles: body.miles, at: at.value }, facts);
    return away.ok ? decided(...away.value, booked.value) : away;
  },
});

type Away = { to: number; miles?: number; at: Instant };
type Sent = CaseKind['event'] & { type: 'Redirected' };

/** A time at another base, because theirs is shut, sends them away as much as telling them to go there: nobody leaves it uncounted. */
export function sentAway(state: OpenCase, { to: id, miles: said, at }: Away, facts: CaseFacts): Result<Sent[]> {
  const from = placeOf(state);
  const to = (facts.places ?? []).find((place) => place.id === id);
  if (from === undefined || to === undefined || from === id || !facts.shutPlaces?.has(from)) return ok([]);
  const far = distance(to, said, facts);
  if (!far) return refused(nobodyMeasured);
  return ok([{ type: 'Redirected', occurredAt: at, data: { from, to: id, ...far, reason: 'base-shut' } }]);
}

/** Both are kept: what somebody said, and what would have been said for them. */
function distance(to: PlaceFact, said: number | undefined, { whereabouts }: CaseFacts) {
  const measured = milesTo(to, whereabouts);
  const miles = said ?? measured?.miles;
  if (miles === undefined) return undefined;
  return { miles, ...(measured ? { measured: measured.miles, measuredFrom: measured.by } : {}) };
}

/** A time at a base that is free, from now on. */
export function booking(
  asked: { place: string; at: Instant; limit: Instant | undefined },
  at: Instant,
  facts: CaseFacts,
): Result<CaseKind['event'] & { type: 'BaseBooked' }> {
  const place = placeNamed({ field: 'place', slug: asked.place, kinds: ['base', 'elsewhere'] }, facts);
  if (!place.ok) return place;
  if (asked.at < at || asked.at > plus(facts.now, furthestSlot)) {
    const message = 'Give a time from now on, within seven days.';
    return refused({ field: 'at', code: 'slot-out-of-range', message });
  }
  if (facts.slotTaken) {
    const message = 'Another patient has this time. Choose the next free one.';
    return refused({ field: 'at', code: 'slot-taken', message });
  }
  const late = lateBy(asked.at, asked.limit);
  if (late !== undefined && asked.at > plus(facts.now, soonestMs) && !isClinician(facts))
    return refused(afterLimit(asked.at, late));
  const lateMin = late === undefined ? {} : { lateMin: Math.floor(late / minutes(1)) };
  return ok({ type: 'BaseBooked', occurredAt: at, data: { place: place.value.id, at: toIso(asked.at), ...lateMin } });
}

function isClinician({ actor }: CaseFacts): boolean {
  return actor.roles.some((role) => clinicians.includes(role));
}

/** To be seen later than that is a clinician's word (standards 9.3). */
function afterLimit(at: Instant, late: number) {
  const message = `${showTime(at)} is ${showMinutes(late)} after the time by which they are to be seen. Choose a sooner time, or ask a clinician to book this one.`;
  return { field: 'at', code: 'after-limit', message };
}

export const requestVisit = caseCommand('request-visit', {
  summary: 'Asks for a visit at home; with a car, gives it to that car at once.',
  needs: ['places'],
  body: z.strictObject({ car: placeSlug('a car').optional(), occurredAt }),
  decide(state, body, facts) {
    const problem = goesTo(state, 'visit');
    if (problem) return refused(problem);
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const requested = visitRequest(body.car, at.value, facts);
    return requested.ok ? decided(requested.value) : requested;
  },
});

/** A visit, of a car where one is known already. */
export function visitRequest(
  slug: string | undefined,
  at: Instant,
  facts: CaseFacts,
): Result<CaseKind['event'] & { type: 'VisitRequested' }> {
  if (slug === undefined) return ok({ type: 'VisitRequested', occurredAt: at, data: {} });
  const car = placeNamed({ field: 'car', slug, kinds: ['car'] }, facts);
  return car.ok ? ok({ type: 'VisitRequested', occurredAt: at, data: { car: car.value.id } }) : car;
}

export const assignVisit = caseCommand('assign-visit', {
  summary: 'Gives the visit to a car, or to another car.',
  needs: ['places'],
  body: z.strictObject({ car: placeSlug('a car'), occurredAt }),
  decide(state, body, facts) {
    const car = placeNamed({ field: 'car', slug: body.car, kinds: ['car'] }, facts);
    if (!car.ok) return car;
    if (placeOf(state) === car.value.id) {
      return refused({
        field: 'car',
        code: 'no-change',
        message: `${car.value.name} has this visit already. Choose another car.`,
      });
    }
    const at = when(state, body.occurredAt, facts);
    return at.ok ? decided({ type: 'VisitAssigned', occurredAt: at.value, data: { car: car.value.id } }) : at;
  },
});

export const changePlace = caseCommand('change-place', {
  summary: 'Base instead of visit, or visit instead of base, with a reason. The face-to-face clock keeps its start.',
  needs: ['places'],
  body: z.strictObject({
    to: choice({ base: 'Base', visit: 'Visit' }, 'base or visit'),
    reason: choice(placeReasons, 'why it is changed'),
    from: placeSlug('the base that they were to go to').optional(),
    occurredAt,
  }),
  decide(state, body, facts) {
    if (!isOpen(state) || !('urgency' in state)) return refused();
    const { to, reason } = body;
    if (state.place === to)
      return refused({ field: 'to', code: 'no-change', message: `It is “${to}” already. Choose the other.` });
    const base =
      body.from === undefined ? undefined : placeNamed({ field: 'from', slug: body.from, kinds: ['base'] }, facts);
    if (base && !base.ok) return base;
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const data = { from: state.place, to, reason, ...(base ? { base: base.value.id } : {}) };
    return decided({ type: 'PlaceChanged', occurredAt: at.value, data });
  },
});

export const redirect = caseCommand('redirect', {
  summary:
    'Sends the patient to another base because this one cannot see them: where to, and how far from where they are. Without `miles` it is as far as their postcode says.',
  needs: ['places', 'whereabouts'],
  body: z.strictObject({
    from: placeSlug('the base that they were to go to').optional(),
    to: placeSlug('the base that they are sent to'),
    miles: decimal('the miles from where they are', 500).optional(),
    reason: choice(redirectReasons, 'why they are sent elsewhere'),
    occurredAt,
  }),
  decide(state, body, facts) {
    const problem = goesTo(state, 'base');
    if (problem) return refused(problem);
    const kinds = ['base', 'elsewhere'] as const;
    const to = placeNamed({ field: 'to', slug: body.to, kinds }, facts);
    if (!to.ok) return to;
    const said = body.from === undefined ? undefined : placeNamed({ field: 'from', slug: body.from, kinds }, facts);
    if (said && !said.ok) return said;
    const from = (isOpen(state) ? placeOf(state) : undefined) ?? said?.value.id;
    if (isOpen(state) && !('urgency' in state) && placeOf(state) === undefined) return refused(notAtABase);
    if (from === undefined)
      return refused({ field: 'from', code: 'missing', message: 'Say which base they were to go to.' });
    if (said && said.value.id !== from) {
      return refused({
        field: 'from',
        code: 'not-booked-there',
        message: 'They were not to go to that base. Leave it out.',
      });
    }
    if (to.value.id === from) {
      return refused({
        field: 'to',
        code: 'no-change',
        message: 'That is the base they were to go to. Choose another.',
      });
    }
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const far = distance(to.value, body.miles, facts);
    if (!far) return refused(nobodyMeasured);
    const data = { from, to: to.value.id, ...far, reason: body.reason };
    return decided({ type: 'Redirected', occurredAt: at.value, data });
  },
});

const notAtABase = {
  code: 'not-at-a-base',
  message: 'They are at no base and were sent to none. They are to be rung back first.',
};

const nobodyMeasured = {
  field: 'miles',
  code: 'missing',
  message: 'It cannot be measured: where they are, or where that base is, is not known. Ask, and give the miles.',
};

function goesTo(state: OpenCase | { state: string }, place: FaceToFace) {
  if (!('place' in state) || state.place === place) return undefined;
  const message = `The patient is to be seen ${state.place === 'visit' ? 'at home' : 'at a base'}. Change the place first, with its reason.`;
  return { code: 'other-place', message };
}
