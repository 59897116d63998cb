import type { Actor } from '#api';
import { recordAccess, type StoredEvent, type Tx } from '#database';
import { type Place, placesIn, rolesIn, type Whereabouts, whereaboutsOf } from '#people';
import type { LookUp } from '#practices';
import { type Instant, instant, localDate, minutes, plus } from '#shared';
import { clocksOf, overdue, type StoredClock } from '#standards';
import { type CaseState, isOpen, waitsAt } from '../case.ts';
import { withAddressFor } from '../caseAddress.ts';
import { reachedOf } from '../caseClosing.ts';
import { mayTakeBack } from '../caseHolding.ts';
import { type CaseLine, caseLine, caseLines, linkedCases, takenSlots } from '../caseListStore.ts';
import { clinicians } from '../caseSteps.ts';
import {
  asCaseEvents,
  type CaseText,
  loadCase,
  type Person,
  personOf,
  personsBefore,
  type Replaced,
  textsOf,
} from '../caseStore.ts';
import type { LinkKind } from '../codes.ts';
import type { PolicyLine, Reached } from '../contact/policy.ts';
import type { RecordedCaseEvent } from '../events.ts';
import type { Lost } from '../lease/lease.ts';
import { leaseOf } from '../lease/leaseStore.ts';
import { lostAt } from '../lease/lost.ts';
import { milesTo } from '../miles.ts';
import { nearestFirst } from '../nearest.ts';
import { borneOut } from '../placed/borneOut.ts';
import type { PlacedCall } from '../placed/placed.ts';
import { placedFor } from '../placed/placedStore.ts';
import { type HowItCame, howItCame } from '../referral/referralView.ts';
import { readSettings } from '../settings/settingStore.ts';
import type { ShutBases } from '../shutDoor.ts';
import { openSlots, slotKey } from '../slots.ts';
import type { Contact } from '../taking/contact.ts';
import { earlierContacts } from '../taking/contactsStore.ts';
import { windowFrom } from '../taking/settings.ts';
import { noteVersionsOf, type WrittenNote } from './noteStore.ts';

export type Begun = Exclude<CaseState, { state: 'none' }>;
/** A free time; `value` is what the form sends. `miles` from where the patient is, where both places are known. */
export type Slot = { value: string; words: string; at: Instant; place: number; miles?: number };

/** One case as whoever works on it sees it. Without identities for those who may see none. */
export type CaseInHand = {
  line: CaseLine;
  state: Begun;
  events: readonly RecordedCaseEvent[];
  /** Who sent them, where they came another way than by a call of their own. */
  came: HowItCame;
  /** The base in whose waiting room they are, to be assessed there and not to be rung. */
  here?: string;
  person?: Person;
  /** Until when the case is this person's, while their page is open; or when it was given back by itself. */
  lease?: { until: Instant } | { lost: Lost };
  age?: number;
  texts: readonly CaseText[];
  /** Contacts of the 96 hours before it and since, the latest first. */
  earlier: readonly Contact[];
  notes: readonly WrittenNote[];
  /** Whether the call-back was made in time, or how it runs. */
  callBack?: { clock: StoredClock; late: boolean };
  interpreter?: StoredClock;
  /** In the order of `nearestFirst`. */
  slots: readonly Slot[];
  /** From where the miles to the bases are measured. */
  where?: Whereabouts;
  cars: readonly { slug: string; name: string }[];
  shut: readonly string[];
  /** What the telephone system says of each try, in their order; undefined where a try is by hand alone. */
  borneOut: readonly (PlacedCall | undefined)[];
  reached: Reached;
  /** The line of the policy that it stands under. */
  policy: PolicyLine;
  places: readonly Place[];
  mayWork: boolean;
  /** May take a case out of somebody else's hands. */
  mayTakeBack: boolean;
  isMine: boolean;
  /** It was taken out of this person's hands, and nobody has it: they write in it only by taking it again. */
  wasTaken: boolean;
  /** Other open cases of this patient: linked, or found by who they are. */
  others: readonly OtherCase[];
  /** Who the patient was said to be, where and how reached, before each change. */
  before: readonly (Person & Replaced)[];
};
export type OtherCase = CaseLine & { as?: LinkKind; placeName?: string };

/** What a note's drafts of a case are called, before the version that each began from. */
export const draftsOf = (id: string) => `note ${id} `;

type Looking = {
  tenant: number;
  id: string;
  actor: Parameters<typeof rolesIn>[0];
  seesPatients: boolean;
  now: Instant;
  shutBases: ShutBases;
};

/** Everything that the page of an open case shows, and the record that somebody looked; undefined where there is no such case. */
export async function readCaseInHand(tx: Tx, looking: Looking): Promise<CaseInHand | undefined> {
  const { tenant, id, actor, seesPatients, now } = looking;
  const loaded = await loadCase(tx, tenant, id);
  const line = loaded && (await caseLine(tx, tenant, id));
  if (!loaded || !line) return undefined;
  const { state } = loaded;
  await recordAccess(tx, {
    tenant,
    at: now,
    actor: actor.account,
    session: actor.session,
    action: seesPatients ? 'view-case' : 'view-case-without-identity',
    subject: id,
  });
  const roles: Actor['roles'] = rolesIn(actor, tenant);
  const { contact: editions } = await readSettings(tx, { tenant, service: state.service });
  const { reached, line: policy } = reachedOf(state, { editions, now });
  const isMine = line.heldBy === actor.account;
  const whole = seesPatients ? await personOf(tx, tenant, id) : undefined;
  const person = whole && withAddressFor(whole, { roles, isHolder: isMine });
  // Of an address that this reader may not see there is no postcode, and so no distance either.
  const where = person && (await whereaboutsOf(tx, person.whereNow));
  const clocks = await clocksOf(tx, tenant, id);
  const places = await placesIn(tx, state.service);
  const made = clocks.findLast(
    ({ measure, outcome }) => /^(assessment|walk-in)-/.test(measure) && outcome !== 'excluded',
  );
  const earlier = person ? await contactsBefore(tx, { tenant, state, person, places, now }) : [];
  return {
    line,
    state,
    others: person ? await othersOpen(tx, { tenant, id, earlier, places }) : [],
    before: person ? await changesShown(tx, { tenant, id, person, who: { roles, isHolder: isMine } }) : [],
    events: asCaseEvents(loaded.events),
    came: await howItCame(tx, { tenant, id, identified: seesPatients }),
    here: places.find((place) => place.id === waitsAt(state))?.name,
    person,
    lease: await leaseIn(tx, { tenant, id, account: actor.account, events: loaded.events }),
    age: person?.dateOfBirth === undefined ? undefined : ageOn(person.dateOfBirth, now),
    texts: seesPatients ? await textsOf(tx, tenant, id) : [],
    earlier,
    notes: seesPatients ? await noteVersionsOf(tx, { tenant, case: id }) : [],
    callBack: made && { clock: made, late: made.outcome === 'missed' || overdue(made, now) },
    interpreter: clocks.find(({ measure }) => measure.startsWith('interpreter')),
    where,
    ...(await offered(tx, { tenant, service: state.service, places, now, shutBases: looking.shutBases, where })),
    borneOut: borneOut(state.beside.tries, await placedFor(tx, tenant, id)),
    reached,
    policy,
    places,
    mayWork: roles.some((role) => clinicians.includes(role)),
    isMine,
    mayTakeBack: mayTakeBack(roles),
    wasTaken: isOpen(state) && state.holder === undefined && state.takenFrom.includes(actor.account),
  };
}

/** Whom special notes are looked for by. */
export function patientIn({ patientName: name, dateOfBirth, nhsNumber, nhsNumberVerified }: Person): LookUp['patient'] {
  return { name, dateOfBirth, nhsNumber, nhsNumberVerified };
}

async function leaseIn(
  tx: Tx,
  about: { tenant: number; id: string; account: string; events: readonly StoredEvent[] },
): Promise<CaseInHand['lease']> {
  const lease = await leaseOf(tx, about.tenant, about.id);
  if (lease?.account === about.account) return { until: lease.expiresAt };
  const lost = lostAt(about.events, about.account);
  return lost && { lost };
}

/** Once an address is restricted, so is what stood before it. */
async function changesShown(
  tx: Tx,
  about: { tenant: number; id: string; person: Person; who: Parameters<typeof withAddressFor>[1] },
): Promise<CaseInHand['before']> {
  const { tenant, id, person, who } = about;
  return (await personsBefore(tx, tenant, id)).map((one) => {
    const addressRestricted = one.addressRestricted || person.addressRestricted;
    return { ...one, ...withAddressFor({ ...one, addressRestricted }, who) };
  });
}

/** Other cases of whoever this is that are open now: two of us who ring one patient are one too many (H06). */
async function othersOpen(
  tx: Tx,
  {
    tenant,
    id,
    earlier,
    places,
  }: { tenant: number; id: string; earlier: readonly Contact[]; places: readonly Place[] },
): Promise<OtherCase[]> {
  const linked = await linkedCases(tx, tenant, id);
  const known = new Set(linked.map((one) => one.id));
  const same = earlier.filter((one) => one.isOpen && one.sameness === 'same' && !known.has(one.case));
  const found = await caseLines(tx, tenant, [...new Set(same.map((one) => one.case))]);
  const all: OtherCase[] = [...linked, ...found];
  return all
    .filter(({ closedAt }) => closedAt === undefined)
    .map((one) => ({ ...one, placeName: places.find(({ id: place }) => place === one.place)?.name }));
}

/** Contacts of the 96 hours before a case and since it, up to now, the latest first, each with what was decided. */
export async function contactsBefore(
  tx: Tx,
  about: { tenant: number; state: Begun; person: Person; places: readonly Place[]; now: Instant },
): Promise<Contact[]> {
  const { tenant, state, person, places } = about;
  const { patientName: name, dateOfBirth, nhsNumber, ringBack } = person;
  const found = await earlierContacts(tx, {
    tenant,
    asked: { name, dateOfBirth, nhsNumber, ringBack },
    from: windowFrom(state.answeredAt),
    to: plus(about.now, 1),
    placeName: (id) => places.find((place) => place.id === id)?.name,
  });
  return found.filter((one) => one.case !== state.id);
}

async function offered(
  tx: Tx,
  about: {
    tenant: number;
    service: number;
    places: readonly Place[];
    now: Instant;
    shutBases: ShutBases;
    where?: Whereabouts;
  },
): Promise<Pick<CaseInHand, 'slots' | 'cars' | 'shut'>> {
  const { tenant, service, places, now } = about;
  const doors = await about.shutBases(tx, { tenant, service });
  const bases = places.filter(({ kind }) => kind === 'base');
  // One that opens again as planned takes bookings from then on.
  const open = bases.filter(({ id }) => !doors.has(id) || doors.get(id)?.until !== undefined);
  const taken = new Set<string>();
  for (const { id } of open) {
    const slots = await takenSlots(tx, { tenant, place: id, from: now, to: plus(now, minutes(24 * 60)) });
    for (const { at } of slots) taken.add(slotKey(id, at));
  }
  const slots = open.flatMap((base) => {
    const miles = milesTo(base, about.where)?.miles;
    return Object.entries(openSlots([base], doors, taken, now)).map(([value, words]) => ({
      value,
      words,
      at: instant(value.slice(value.indexOf('|') + 1)),
      place: base.id,
      ...(miles === undefined ? {} : { miles }),
    }));
  });
  return {
    slots: nearestFirst(slots, now),
    cars: places.filter(({ kind }) => kind === 'car').map(({ slug, name }) => ({ slug, name })),
    shut: bases.filter(({ id }) => doors.has(id)).map(({ name }) => name),
  };
}

/** Whole years of a date of birth, on the day that it is in London. */
export function ageOn(born: string, now: Instant): number {
  const [today, then] = [localDate(now), born];
  const years = Number(today.slice(0, 4)) - Number(then.slice(0, 4));
  return today.slice(5) < then.slice(5) ? years - 1 : years;
}
