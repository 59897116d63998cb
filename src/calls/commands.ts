import type { Decided, Setting, Stage } from '#api';
import { streamFold } from '#api';
import { readStream, type StoredEvent, type Tx } from '#database';
import { practiceFor } from '#practices';
import { type Instant, ok, type Problem, parseNhsNumber, plus, refused } from '#shared';
import { type Clock, clockRows, foldClocks, type Rule, ruleFor } from '#standards';
import { answeredAt, type CallState, noCall, replayCall } from './call.ts';
import type { CallKind } from './callCommands.ts';
import { type CaseState, isOpen, noCase } from './case.ts';
import type { CaseFacts, CaseKind, PlaceFact } from './caseCommand.ts';
import { phoneDigits } from './caseIdentity.ts';
import { caseLine, hasNumber, hasSlot, openedFrom } from './caseListStore.ts';
import { type CaseNumbers, createCaseNumbers } from './caseNumbers.ts';
import { asCaseEvents, caseRow, foldCase, personOf, textRow } from './caseStore.ts';
import { caseWriteRows } from './caseWriteStore.ts';
import type { CrewOf } from './crew.ts';
import { callEventTypes, type RecordedCallEvent } from './events.ts';
import { faultsOf } from './invariants.ts';
import { leaseRow, leases } from './lease/leaseStore.ts';
import { passOpen, passTaken } from './pass/passStore.ts';
import { readSettings } from './settings/settingStore.ts';
import { newlyPromised, type ShutBases, shutDoor } from './shutDoor.ts';
import type { Asked as WhoRang } from './taking/contact.ts';
import { contactsIn, isRestrictedAlready } from './taking/contactsStore.ts';
import { windowFrom } from './taking/settings.ts';
import { callsAbout, rangBackBy, rangBackRows } from './taking/takenStore.ts';
import { noteOf } from './triage/noteStore.ts';
import { whereaboutsOfCase } from './whereaboutsStore.ts';
import { callLineRow } from './work/callLineStore.ts';
import { reachedAt } from './work/workStore.ts';

/** Where load, decide and append meet for calls. A call has no row of its own: its clock stands for it. */
export function callStage(): Stage<CallKind> {
  return {
    fold: foldCall,
    async facts(tx, { needs, setting: { tenant, stream } }) {
      if (!needs.includes('openedFrom')) return {};
      return { case: (await openedFrom(tx, tenant, stream)) ?? (await rangBackBy(tx, tenant, [stream])).get(stream) };
    },
    serviceOf: (state) => (state.state === 'none' ? undefined : state.service),
    patientData: false,
    async rows({ setting, before, after, decision }, tx) {
      const { tenant, stream, now, account } = setting;
      const clocks = await clocksOver(tx, before, after);
      const texts = (decision.writes ?? []).map((write) =>
        write.table === 'call-line'
          ? callLineRow(tenant, write.call, write.number)
          : textRow(tenant, write, { by: account, at: now }),
      );
      return ok([...clockRows({ tenant, subject: stream, ...clocks }), ...texts]);
    },
  };
}

type Around = {
  /** The bases, cars and bases elsewhere of a service. */
  placesOf(service: number): readonly PlaceFact[];
  /** Bases that are shut; where absent, none is. */
  shutBases?: ShutBases;
  /** Who answers for a car; where absent, anybody does. */
  crewOf?: CrewOf;
  /** Throw on a broken rule (tests) instead of refusing the command. */
  strict: boolean;
  numbers?: CaseNumbers;
};

/** The same for cases, whose rules are checked once more on what is about to be written. */
export function caseStage({
  placesOf,
  shutBases,
  crewOf,
  strict,
  numbers = createCaseNumbers(),
}: Around): Stage<CaseKind> {
  return {
    fold: (events) => (events.length === 0 ? noCase : foldCase(events)),
    async facts(tx, { needs, body, state, setting }) {
      const places = setting.service === undefined ? [] : placesOf(setting.service);
      const asked = { needs, body, setting };
      const opened = await opening(tx, { ...asked, numbers });
      return {
        ...opened,
        ...(await inTouch(tx, { ...asked, state, answeredAt: opened.call?.answeredAt })),
        ...(await placing(tx, { ...asked, places })),
        ...(needs.includes('person') ? { person: await personOf(tx, setting.tenant, setting.stream) } : {}),
        ...(needs.includes('shutPlaces') ? await shutNow(tx, setting, shutBases) : {}),
        ...(needs.includes('crew') && crewOf ? await crewFact(tx, state, { setting, crewOf }) : {}),
        ...(needs.includes('whereabouts') ? { whereabouts: await whereaboutsOfCase(tx, setting) } : {}),
        ...(await linking(tx, asked)),
        ...(await closing(tx, { ...asked, state })),
      };
    },
    serviceOf: (state) => (state.state === 'none' ? undefined : state.service),
    patientData: true,
    async rows(decided, tx) {
      const { setting, before, after, state, decision } = decided;
      const { tenant, stream, now, account } = setting;
      const clocks = await clocksOver(tx, before, after);
      const was = before.length === 0 ? noCase : foldCase(before);
      const faults = checked(was, decided, { clocks: clocks.after, strict });
      if (faults.length > 0) return refused(...faults);
      const shut = shutBases && (await atShutDoor(tx, decided, { was, placesOf, shutBases }));
      if (shut) return refused(shut);
      const about = { tenant, stream, by: account, at: now };
      const isPlayed = setting.source === 'play' || setting.source === 'import';
      const writes = (decision.writes ?? []).flatMap((write) => caseWriteRows(write, about));
      const set = asksSettings(was, state, account)
        ? await readSettings(tx, { tenant, service: state.service })
        : undefined;
      return ok([
        caseRow(tenant, state, clocks.after, { editions: set?.contact, now }),
        leaseRow(was, state, { tenant, actor: account, now, isPlayed, lengths: set?.leaseAt(now) }),
        ...clockRows({ tenant, subject: stream, ...clocks }),
        ...rangBackRows(tenant, stream, after.slice(before.length)),
        ...writes,
      ]);
    },
  };
}

/** Only a case that somebody holds, or was rung about, depends on what the service has set: nobody who takes a call waits for it. */
function asksSettings(
  was: CaseState,
  state: CaseState,
  account: string,
): state is Exclude<CaseState, { state: 'none' }> {
  return isOpen(state) && (state.beside.tries.length > 0 || leases(was, state, account));
}

function checked(
  was: CaseState,
  { before, after, state }: Decided<CaseKind>,
  { clocks, strict }: { clocks: Clock[]; strict: boolean },
): Problem[] {
  const events = asCaseEvents(after.slice(before.length));
  return faultsOf({ before: was, after: state, events, clocks }, strict);
}

/** Any command that would promise a patient a base that is shut is refused, alone or as part of another. */
async function atShutDoor(
  tx: Tx,
  { setting: { tenant }, state }: Decided<CaseKind>,
  { was, placesOf, shutBases }: Pick<Around, 'placesOf'> & { was: CaseState; shutBases: ShutBases },
): Promise<Problem | undefined> {
  const promise = newlyPromised(was, state);
  if (!promise || state.state === 'none') return undefined;
  const { service } = state;
  const nameOf = (id: number) => placesOf(service).find((place) => place.id === id)?.name ?? 'That base';
  return shutDoor(promise, await shutBases(tx, { tenant, service }), nameOf);
}

async function shutNow(tx: Tx, { tenant, service }: Setting, shutBases?: ShutBases): Promise<Partial<CaseFacts>> {
  if (!shutBases || service === undefined) return {};
  return { shutPlaces: new Set((await shutBases(tx, { tenant, service })).keys()) };
}

async function crewFact(
  tx: Tx,
  state: CaseState,
  { setting: { tenant, service, now }, crewOf }: { setting: Setting; crewOf: CrewOf },
): Promise<Partial<CaseFacts>> {
  if (service === undefined || !('car' in state)) return {};
  return { crew: await crewOf(tx, { tenant, service, car: state.car, now }) };
}

type Asked = { needs: readonly string[]; body: Record<string, unknown>; setting: Setting };

async function opening(
  tx: Tx,
  { needs, body, setting, numbers }: Asked & { numbers: CaseNumbers },
): Promise<Partial<CaseFacts>> {
  const { tenant, service, now: at, stream } = setting;
  const facts: Partial<CaseFacts> = {};
  if (needs.includes('call') && typeof body.call === 'string') facts.call = await callFact(tx, setting, body.call);
  // No number is spent on an opening that will be refused for its call.
  const refusedAnyway =
    body.call !== undefined && (facts.call?.answeredAt === undefined || facts.call.case !== undefined);
  if (!needs.includes('number') || service === undefined || refusedAnyway) return facts;
  if (typeof body.number === 'string') {
    return { ...facts, numberTaken: await hasNumber(tx, { tenant, service, number: body.number }) };
  }
  return { ...facts, number: await numbers.next(tx, { tenant, service, at, stream }) };
}

async function placing(
  tx: Tx,
  { needs, body, setting, places }: Asked & { places: readonly PlaceFact[] },
): Promise<Partial<CaseFacts>> {
  if (!needs.includes('places')) return {};
  const place = places.find(({ slug }) => slug === body.place);
  if (!needs.includes('slotTaken') || !place || typeof body.at !== 'number') return { places };
  const { tenant, stream: besides } = setting;
  return { places, slotTaken: await hasSlot(tx, { tenant, besides, place: place.id, at: body.at as Instant }) };
}

async function linking(tx: Tx, { needs, body, setting }: Asked): Promise<Partial<CaseFacts>> {
  const { tenant, now: at } = setting;
  const facts: Partial<CaseFacts> = {};
  const other = body.to ?? body.link;
  if (needs.includes('linked') && typeof other === 'string') {
    facts.linkedIsCase = (await caseLine(tx, tenant, other)) !== undefined;
  }
  if (needs.includes('practice') && typeof body.practiceId === 'number') {
    facts.practiceKnown = (await practiceFor(tx, { tenant, practice: body.practiceId, at })) !== undefined;
  }
  if (needs.includes('restricted') && typeof body.patientName === 'string') {
    facts.restrictedAlready = await isRestrictedAlready(tx, { tenant, asked: whoIs(body) });
  }
  return facts;
}

/** Who was in touch in the 96 hours before this contact: of an opening, of whoever the body names; of a case that is there, of its patient. */
async function inTouch(
  tx: Tx,
  { needs, body, setting, state, answeredAt }: Asked & { state: CaseState; answeredAt?: Instant },
): Promise<Partial<CaseFacts>> {
  if (!needs.includes('contacts')) return {};
  const { tenant, now, stream } = setting;
  const asked = state.state === 'none' ? whoRang(body) : await whoIsKnown(tx, tenant, stream);
  if (!asked) return {};
  const said = [answeredAt, body.answeredAt, body.arrivedAt, body.occurredAt].find((at) => typeof at === 'number');
  const at = Math.min((said as Instant | undefined) ?? now, now) as Instant;
  return { contacts: await contactsIn(tx, { tenant, asked, from: windowFrom(at), to: plus(now, 1) }) };
}

function whoRang(body: Record<string, unknown>): WhoRang | undefined {
  if (typeof body.patientName !== 'string') return undefined;
  const ringBack = typeof body.ringBack === 'string' ? phoneDigits(body.ringBack) : undefined;
  return { ...whoIs(body), ...(ringBack === undefined ? {} : { ringBack }) };
}

async function whoIsKnown(tx: Tx, tenant: number, id: string): Promise<WhoRang | undefined> {
  const person = await personOf(tx, tenant, id);
  if (!person) return undefined;
  const { patientName: name, dateOfBirth, nhsNumber, ringBack } = person;
  return { name, dateOfBirth, nhsNumber, ringBack };
}

/** Whoever the body names, as an earlier case would know them; a number that cannot be read is nobody's. */
function whoIs({ patientName, dateOfBirth, nhsNumber }: Record<string, unknown>) {
  const number = typeof nhsNumber === 'string' ? parseNhsNumber(nhsNumber) : undefined;
  return {
    name: String(patientName),
    ...(typeof dateOfBirth === 'string' ? { dateOfBirth } : {}),
    ...(number?.ok ? { nhsNumber: number.value.number } : {}),
  };
}

/** A pass may have been begun for a call, before anybody knew whose case it would be: the first one, or one in which they rang back. */
async function passFacts(tx: Tx, tenant: number, state: CaseState): Promise<Partial<CaseFacts>> {
  if (state.state === 'none') return {};
  const rangBack = await callsAbout(tx, tenant, state.id);
  const subjects = [state.id, ...(state.call === undefined ? [] : [state.call]), ...rangBack];
  for (const subject of subjects) if (await passOpen(tx, tenant, subject)) return { passOpen: true };
  return { passOpen: false, passTaken: await passTaken(tx, tenant, subjects) };
}

/** What a case must not close without, and what keeps it open. */
async function closing(tx: Tx, { needs, setting, state }: Asked & { state: CaseState }): Promise<Partial<CaseFacts>> {
  const { tenant, stream } = setting;
  const note = state.state === 'none' ? undefined : state.beside.note?.id;
  return {
    ...(needs.includes('note') && note !== undefined ? { note: await noteOf(tx, { tenant, case: stream, note }) } : {}),
    ...(needs.includes('passOpen') ? await passFacts(tx, tenant, state) : {}),
    ...(needs.includes('contactEditions') && state.state !== 'none'
      ? { contactEditions: (await readSettings(tx, { tenant, service: state.service })).contact }
      : {}),
  };
}

/** A call of another service is no call to open a case from. */
async function callFact(tx: Tx, { tenant, service }: Setting, id: string): Promise<CaseFacts['call']> {
  const events = await readStream(tx, tenant, id);
  if (events[0]?.type !== 'CallOffered' || events[0].data.service !== service) return undefined;
  // Where nobody answered and the caller was rung back, the case has its own clock: from when they were reached.
  const answered = answeredAt(foldCall(events)) ?? (await reachedAt(tx, tenant, id));
  return { answeredAt: answered, case: await openedFrom(tx, tenant, id) };
}

export const foldCall = streamFold<CallState, RecordedCallEvent>({
  birth: 'CallOffered',
  types: callEventTypes,
  called: 'call',
  none: noCall,
  replay: replayCall,
});

async function clocksOver(tx: Tx, before: readonly StoredEvent[], after: readonly StoredEvent[]) {
  const rule = await ruleOfStream(tx, after);
  return { before: foldClocks(rule, before), after: foldClocks(rule, after) };
}

/** The rule that a stream is measured by is that of its birth. */
function ruleOfStream(tx: Tx, events: readonly StoredEvent[]): Promise<Rule> {
  const birth = events[0];
  if (!birth || typeof birth.data.service !== 'number') throw new Error('a birth names its service');
  return ruleFor(tx, birth.data.service, birth.occurredAt);
}
