import type { CaseHistory, Urgency } from '#calls';
import type { Instant } from '#shared';

/** A car was given the visit: by the version of the case, so that the same car, asked again, has to say again that it has it. */
export type Given = { car: number; told: number; at: Instant; by: string };

export type VisitState =
  | 'to-request'
  | 'requested'
  | 'assigned'
  | 'travelling'
  | 'arrived'
  | 'consulting'
  | 'not-there'
  | 'finished';

/** One home visit as a controller sees it, read from the events of its case. */
export type VisitRow = {
  id: string;
  number: string;
  state: VisitState;
  urgency: Urgency;
  /** When it must have begun (NQR 12). */
  dueAt?: Instant;
  askedAt: Instant;
  given?: Given;
  /** Every car that was given it, the last one last. */
  gave: readonly Given[];
  setOffAt?: Instant;
  arrivedAt?: Instant;
  startedAt?: Instant;
  finishedAt?: Instant;
  /** The car came and nobody was there. */
  notThereAt?: Instant;
};

const states: { readonly [state: string]: VisitState } = {
  'to-book': 'to-request',
  'visit-requested': 'requested',
  'visit-assigned': 'assigned',
  'visit-travelling': 'travelling',
  'visit-arrived': 'arrived',
  'in-consultation': 'consulting',
  'to-ring-back': 'not-there',
  consulted: 'finished',
  closed: 'finished',
};

/** The visit of a case; undefined where the patient is not to be visited, or was seen elsewhere in the end. */
export function visitOf({ line, state, events }: CaseHistory): VisitRow | undefined {
  const name = states[state.state];
  if (name === undefined || !('place' in state) || state.place !== 'visit' || state.urgency === undefined)
    return undefined;
  const row = events.reduce(step, { gave: [] } as Steps);
  if (row.askedAt === undefined) return undefined;
  const { askedAt, gave, ...times } = row;
  const given = gave.at(-1);
  const isGiven = !['to-request', 'requested', 'not-there'].includes(name);
  return {
    id: line.id,
    number: line.number,
    state: name,
    urgency: state.urgency,
    ...(line.dueAt === undefined || state.state === 'closed' ? {} : { dueAt: line.dueAt }),
    askedAt,
    gave,
    ...(given && isGiven ? { given } : {}),
    ...times,
  };
}

type Steps = Partial<
  Pick<VisitRow, 'askedAt' | 'setOffAt' | 'arrivedAt' | 'startedAt' | 'finishedAt' | 'notThereAt'>
> & {
  gave: readonly Given[];
};

function step(row: Steps, event: CaseHistory['events'][number]): Steps {
  const { occurredAt: at, recordedBy: by, version: told } = event;
  switch (event.type) {
    case 'AssessmentFinished':
      return event.data.place === 'visit' ? { ...row, askedAt: row.askedAt ?? at } : row;
    case 'PlaceChanged':
      return event.data.to === 'visit' ? { ...row, askedAt: row.askedAt ?? at } : row;
    case 'VisitRequested':
    case 'VisitAssigned': {
      const { car } = event.data;
      const asked = { ...row, askedAt: row.askedAt ?? at, setOffAt: undefined, arrivedAt: undefined };
      return car === undefined ? asked : { ...asked, gave: [...row.gave, { car, told, at, by }] };
    }
    case 'VisitSetOff':
      return { ...row, setOffAt: at, arrivedAt: undefined };
    case 'VisitArrived':
      return { ...row, arrivedAt: at };
    case 'DidNotAttend':
      return { ...row, notThereAt: at };
    case 'ConsultationStarted':
      return { ...row, startedAt: at };
    case 'ConsultationFinished':
    case 'CaseClosed':
      return { ...row, finishedAt: row.finishedAt ?? at };
    default:
      return row;
  }
}

/** Nobody has begun to see them: it can still be late, and another car can still be given it. */
export function isWaiting({ state }: Pick<VisitRow, 'state'>): boolean {
  return ['to-request', 'requested', 'assigned', 'travelling', 'arrived', 'not-there'].includes(state);
}

/** Visits that a car was given and has no more, though it never saw the patient: its crew has to hear of it. */
export function takenFrom(car: number, rows: readonly VisitRow[]): { row: VisitRow; given: Given }[] {
  return rows.flatMap((row) => {
    const given = row.gave.findLast((one) => one.car === car);
    if (!given || row.startedAt !== undefined) return [];
    return row.given?.car === car ? [] : [{ row, given }];
  });
}
