import { buttonsAt, type Context } from '#api';
import { inScope, type StoredEvent, type Tx } from '#database';
import { type Actor, knowsStaff, namesOf, peopleWithRoles, placesIn, rolesIn } from '#people';
import { hours, type Instant, localDate, NotFound, type Problem, plus, showDay, showTimeSeconds } from '#shared';
import { clocksOf, type StoredClock } from '#standards';
import type { TimelineEntry } from '#web';
import { fitting } from './fitting.ts';
import type { Offered } from './pages/shiftForms.ts';
import { entryOf, type NameOf } from './pages/words.ts';
import { presentIn, type Shift } from './shift.ts';
import { shiftLifecycle, shiftStepWords } from './shiftSteps.ts';
import { loadShift } from './shiftStore.ts';

/** All others see that a post is booked and that somebody came, not who. */
export function seesNames(actor: Actor, tenant: number): boolean {
  return knowsStaff(rolesIn(actor, tenant));
}

export type ShiftView = {
  service: number;
  now: Instant;
  shift: Shift;
  place: string;
  /** Names of whom the page speaks, already with "Somebody" where names are not shown. */
  people: {
    booked?: { name: string; confirmed: boolean };
    attendance: { name: string; from: Instant; to?: Instant }[];
  };
  steps: readonly { name: string; button: string }[];
  offered: Offered;
  /** When a time of day typed on the forms must have been: before the end of the shift, once that is past. */
  latest: { arrival?: Instant; leaving?: Instant };
  clocks: readonly StoredClock[];
  entries: readonly TimelineEntry[];
};

/** Everything that the page of one shift shows. NotFound where none of the tenants has it. */
export async function viewShift(
  context: Context,
  actor: Actor,
  { tenants, id }: { tenants: readonly number[]; id: string },
): Promise<ShiftView> {
  return inScope(context.db, { tenants }, async (tx) => {
    const { tenant, state, events } = await findShift(tx, tenants, id);
    const now = context.clocks.now(tenant);
    const places = await placesIn(tx, state.service);
    const colleagues = await peopleWithRoles(tx, tenant, fitting[state.role]);
    const nameOf = seesNames(actor, tenant) ? await namesIn(context, events) : () => 'Somebody';
    const booking = 'booking' in state ? state.booking : undefined;
    return {
      service: state.service,
      now,
      shift: state,
      place: places.find((place) => place.id === state.place)?.name ?? 'A place that is gone',
      people: {
        ...(booking ? { booked: { name: nameOf(booking.person), confirmed: booking.confirmed } } : {}),
        attendance: state.attendance.map(({ person, ...when }) => ({ name: nameOf(person), ...when })),
      },
      steps: stepsFor(state, actor, tenant),
      offered: {
        fitting: Object.fromEntries(colleagues.map(({ account, name }) => [account, name])),
        present: Object.fromEntries(leavable(state).map((account) => [account, nameOf(account)])),
        steps: correctable(state, nameOf),
      },
      latest: latestOf(state, now),
      clocks: await clocksOf(tx, tenant, id),
      entries: events.map((event) => entryOf(event, { day: localDate(state.from), nameOf, all: events })),
    };
  });
}

async function findShift(tx: Tx, tenants: readonly number[], id: string) {
  for (const tenant of tenants) {
    const found = await loadShift(tx, tenant, id);
    if (found) return { tenant, ...found };
  }
  throw new NotFound('there is no such shift');
}

async function namesIn(context: Context, events: readonly StoredEvent[]): Promise<NameOf> {
  const named = events.flatMap(({ data, recordedBy }) => [recordedBy, String(data.person ?? '')]).filter(Boolean);
  const names = await namesOf(context.db, named);
  return (account) => names.get(account) ?? 'Somebody';
}

/** The ordinary next step of each state comes first; nobody can leave who has not come. */
function stepsFor(state: Shift, actor: Actor, tenant: number) {
  const buttons = buttonsAt(shiftLifecycle, state.state, rolesIn(actor, tenant)).filter(({ name }) =>
    name === 'record-leaving'
      ? leavable(state).length > 0
      : name === 'correct-shift-time'
        ? state.steps.length > 0
        : name === 'confirm-cover' || name === 'withdraw-cover'
          ? hasBooking(state, name)
          : name === 'book-cover'
            ? !('booking' in state && state.booking)
            : true,
  );
  const first = NEXT[state.state] ?? [];
  const rank = (name: string) => (first.includes(name) ? first.indexOf(name) : 99);
  return [...buttons].sort((a, b) => rank(a.name) - rank(b.name));
}

const NEXT: { [state: string]: string[] } = {
  unfilled: ['book-cover', 'record-arrival'],
  booked: ['confirm-cover', 'record-arrival'],
  confirmed: ['record-arrival', 'withdraw-cover'],
  attended: ['record-leaving', 'record-arrival'],
  ended: ['record-arrival', 'record-leaving'],
};

function hasBooking(state: Shift, step: string): boolean {
  if (!('booking' in state) || !state.booking) return false;
  return step === 'withdraw-cover' || !state.booking.confirmed;
}

/** Who may still be said to have left: those who are there, and after the end also those whose leaving nobody wrote down. */
function leavable(state: Shift): string[] {
  return [...new Set(presentIn(state))];
}

function correctable(state: Shift, nameOf: NameOf): { [version: string]: string } {
  return Object.fromEntries(
    state.steps.map(({ version, type, at, person }) => {
      const words = shiftStepWords(type).replace('somebody', nameOf(person));
      return [String(version), `${showDay(at)} ${showTimeSeconds(at)} ${words}`];
    }),
  );
}

// People stay for whom they have begun to see; six hours past the end is no longer this shift.
const STAYS_MS = hours(6);

function latestOf({ to }: Shift, now: Instant): ShiftView['latest'] {
  const lastLeaving = plus(to, STAYS_MS);
  return { ...(to < now ? { arrival: to } : {}), ...(lastLeaving < now ? { leaving: lastLeaving } : {}) };
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A refusal that names an account says the person's name on a page. */
export async function withNames(context: Context, problems: readonly Problem[]): Promise<Problem[]> {
  const names = await namesOf(
    context.db,
    problems.flatMap(({ message }) => message.match(UUID) ?? []),
  );
  return problems.map((problem) => ({
    ...problem,
    message: problem.message.replace(UUID, (id) => names.get(id) ?? 'Somebody'),
  }));
}
