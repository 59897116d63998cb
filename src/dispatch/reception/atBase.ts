import type { CaseHistory, codes, EntryRoute, Priority, Urgency } from '#calls';
import { type Instant, instant } from '#shared';

export type Try = { at: Instant; by: string; result: keyof typeof codes.contactResults };

/** How somebody who was to be seen at a base left it for another place. */
export type Gone = {
  at: Instant;
  by: string;
  /** `came`: they went there by themselves. */
  how: 'sent' | 'booked' | 'visit' | 'came';
  to?: number;
  miles?: number;
  slotAt?: Instant;
  /** In the waiting room of the other base. */
  arrivedAt?: Instant;
};

/** One person, as the desk of one base knows them: read from the events, so that list, board and figure say the same. */
export type AtBase = {
  id: string;
  number: string;
  state: CaseHistory['state']['state'];
  entryRoute: EntryRoute;
  priority: Priority;
  urgency?: Urgency;
  /** The time that they were last booked for here. */
  slotAt?: Instant;
  walkedInAt?: Instant;
  /** Sent here from another base. */
  sentHereAt?: Instant;
  arrivedAt?: Instant;
  gone?: Gone;
  seenAt?: Instant;
  seenUntil?: Instant;
  missed?: { at: Instant; what: 'did-not-wait' | 'did-not-attend' };
  /** Spoken to, or seen, after they were missed. */
  rungBackAt?: Instant;
  tries: readonly Try[];
  /** When the next try to reach them counts. */
  nextTryAt?: Instant;
  closed?: { at: Instant; outcome: keyof typeof codes.outcomes };
  /** When they must be seen by (NQR 12), while that runs. */
  dueAt?: Instant;
  /** Of a visit instead: when its car is expected there. */
  expectedAt?: Instant;
};

type Event = CaseHistory['events'][number];

/** What one base has had to do with a case; undefined where it never had. */
export function atBase({ line, state, events }: CaseHistory, place: number): AtBase | undefined {
  const found = events.reduce((before, event) => after(before, event, place), undefined as Known | undefined);
  if (!found) return undefined;
  const open = state.state !== 'closed';
  return {
    id: line.id,
    number: line.number,
    state: state.state,
    entryRoute: state.entryRoute,
    priority: state.priority,
    ...('urgency' in state && state.urgency ? { urgency: state.urgency } : {}),
    ...found,
    tries: events.flatMap((event) => (event.type === 'ContactTried' ? [tryOf(event)] : [])),
    ...(open && line.nextTryAt !== undefined ? { nextTryAt: line.nextTryAt } : {}),
    ...(open && line.dueAt !== undefined ? { dueAt: line.dueAt } : {}),
  };
}

/** They are to be seen here: booked, waiting, or missed and not gone elsewhere. */
export function isHere(row: AtBase): boolean {
  return row.gone === undefined && row.seenAt === undefined && row.closed === undefined;
}

/** The time by which a list of a day is read: booked for, or come. */
export function timeOfRow({ slotAt, walkedInAt, sentHereAt, arrivedAt, gone }: AtBase): Instant {
  return walkedInAt ?? slotAt ?? arrivedAt ?? sentHereAt ?? gone?.at ?? (0 as Instant);
}

type Known = Pick<
  AtBase,
  | 'slotAt'
  | 'walkedInAt'
  | 'sentHereAt'
  | 'arrivedAt'
  | 'gone'
  | 'seenAt'
  | 'seenUntil'
  | 'missed'
  | 'rungBackAt'
  | 'closed'
>;

function after(known: Known | undefined, event: Event, place: number): Known | undefined {
  const at = event.occurredAt;
  const by = event.recordedBy;
  switch (event.type) {
    case 'CaseOpened': {
      const { place: base, arrivedAt, answeredAt } = event.data;
      return base === place ? { walkedInAt: instant(arrivedAt ?? answeredAt) } : undefined;
    }
    case 'BaseBooked': {
      const slotAt = instant(event.data.at);
      if (event.data.place === place) return { ...here(known), slotAt };
      return known && { ...known, gone: { ...kept(known), at, by, how: 'booked', to: event.data.place, slotAt } };
    }
    case 'Redirected': {
      const { from, to, miles } = event.data;
      if (from === place) return { ...known, gone: { at, by, how: 'sent', to, miles } };
      if (to === place) return { ...here(known), slotAt: undefined, sentHereAt: at };
      return known;
    }
    case 'PlaceChanged':
      if (event.data.to !== 'visit' || (!known && event.data.base !== place)) return known;
      return { ...known, gone: { ...(known ? kept(known) : {}), at, by, how: 'visit' } };
    case 'VisitRequested':
    case 'VisitAssigned':
      if (known?.gone?.how !== 'visit' || event.data.car === undefined) return known;
      return { ...known, gone: { ...known.gone, to: event.data.car } };
    case 'CameToBase':
      return event.data.place === place
        ? { ...here(known), walkedInAt: at }
        : elsewhere(known, event, event.data.place);
    case 'PatientArrived':
      if (event.data.place === place) return { ...here(known), arrivedAt: at };
      return elsewhere(known, event, event.data.place);
    case 'DidNotWait':
    case 'DidNotAttend': {
      const what = event.type === 'DidNotWait' ? 'did-not-wait' : 'did-not-attend';
      return known && { ...known, missed: { at, what }, rungBackAt: undefined };
    }
    case 'ContactTried':
      return known?.missed && event.data.result === 'spoke' ? { ...known, rungBackAt: at } : known;
    case 'ConsultationStarted':
      return known && { ...known, seenAt: at, ...(known.missed ? { rungBackAt: known.rungBackAt ?? at } : {}) };
    case 'ConsultationFinished':
      return known && { ...known, seenUntil: at };
    case 'CaseClosed':
      return known && { ...known, closed: { at, outcome: event.data.outcome } };
    default:
      return known;
  }
}

/** Back to be seen here: what took them elsewhere or made them be missed is over. */
function here(known: Known | undefined): Known {
  const { slotAt, walkedInAt, sentHereAt, arrivedAt } = known ?? {};
  return {
    ...(slotAt === undefined ? {} : { slotAt }),
    ...(walkedInAt === undefined ? {} : { walkedInAt }),
    ...(sentHereAt === undefined ? {} : { sentHereAt }),
    ...(arrivedAt === undefined ? {} : { arrivedAt }),
  };
}

/** In the waiting room of another base: the one that they were sent to, or one that they chose themselves. */
function elsewhere(known: Known | undefined, { occurredAt: at, recordedBy: by }: Event, to: number): Known | undefined {
  if (!known) return undefined;
  const { gone } = known;
  if (gone && (gone.to === undefined || gone.to === to)) return { ...known, gone: { ...gone, to, arrivedAt: at } };
  return { ...known, gone: { at, by, how: 'came', to, arrivedAt: at } };
}

/** Booked a time at the base that they were sent to: the distance stays with it. */
function kept({ gone }: Known): Partial<Gone> {
  return gone?.how === 'sent' && gone.miles !== undefined ? { miles: gone.miles } : {};
}

function tryOf(event: Event & { type: 'ContactTried' }): Try {
  return { at: event.occurredAt, by: event.recordedBy, result: event.data.result };
}
