import type { Setting, Stage } from '#api';
import { readStream, type StoredEvent, type Tx } from '#database';
import { placesIn } from '#people';
import { ok } from '#shared';
import { clockRows, foldClocks, ruleFor } from '#standards';
import { placeOf } from '../case.ts';
import { loadCase } from '../caseStore.ts';
import type { PassFacts, PassKind } from './passCommands.ts';
import { caseByNumber, foldPass, passRow, passTextRow, runningFor } from './passStore.ts';

/** Where load, decide and append meet for passes to 999. */
export function passStage(): Stage<PassKind> {
  return {
    fold: foldPass,
    async facts(tx, { needs, body, setting }) {
      if (needs.includes('whom')) return whomFacts(tx, body, setting);
      if (needs.includes('number') && typeof body.number === 'string') return numberFacts(tx, body.number, setting);
      return {};
    },
    serviceOf: (state) => (state.state === 'none' ? undefined : state.service),
    patientData: true,
    async rows({ setting, before, after, state, decision }, tx) {
      const { tenant, stream, now, account } = setting;
      const rule = await ruleOfStream(tx, after);
      const clocks = { before: foldClocks(rule, before), after: foldClocks(rule, after) };
      const texts = (decision.writes ?? []).map((write) => passTextRow(tenant, write, { by: account, at: now }));
      return ok([passRow(tenant, state, clocks.after), ...clockRows({ tenant, subject: stream, ...clocks }), ...texts]);
    },
  };
}

/** Whether the case or call is there, whether a pass runs for it already, and where the patient is. */
async function whomFacts(tx: Tx, body: Record<string, unknown>, setting: Setting): Promise<Partial<PassFacts>> {
  const { tenant, service, account } = setting;
  const [ofCase, ofCall] = [body.case, body.call].map((id) => (typeof id === 'string' ? id : undefined));
  const open = await runningFor(tx, tenant, ofCase ?? ofCall ?? account);
  const facts: Partial<PassFacts> = open === undefined ? {} : { open };
  if (ofCall !== undefined) {
    const [birth] = await readStream(tx, tenant, ofCall);
    facts.callKnown = birth?.type === 'CallOffered' && birth.data.service === service;
  }
  if (ofCase === undefined) return { ...facts, ...(await pressedAt(tx, body.place, service)) };
  const loaded = await loadCase(tx, tenant, ofCase);
  if (!loaded || loaded.state.service !== service) return { ...facts, caseKnown: false };
  // Begun on the call before there was a case: that clock is this patient's.
  const onCall = loaded.state.call === undefined ? undefined : await runningFor(tx, tenant, loaded.state.call);
  if (onCall !== undefined) facts.open ??= onCall;
  // At the base: in its waiting room, or walked in and not yet sent anywhere.
  const walkedIn =
    loaded.state.state === 'arrived' ||
    ((loaded.state.entryRoute === 'walk-in' || loaded.state.entry.arrivedAt !== undefined) &&
      !('urgency' in loaded.state));
  const place = walkedIn ? (placeOf(loaded.state) ?? birthPlace(loaded.events)) : undefined;
  return { ...facts, caseKnown: true, walkedIn, ...(place === undefined ? {} : { place }) };
}

/** The base whose page it was pressed on. A name that is no base of the service is left out: nobody is kept from 999 by it. */
async function pressedAt(tx: Tx, slug: unknown, service: number | undefined): Promise<Partial<PassFacts>> {
  if (typeof slug !== 'string' || service === undefined) return {};
  const base = (await placesIn(tx, service)).find((place) => place.slug === slug && place.kind === 'base');
  return base ? { walkedIn: true, place: base.id } : {};
}

function birthPlace([birth]: readonly StoredEvent[]): number | undefined {
  return typeof birth?.data.place === 'number' ? birth.data.place : undefined;
}

async function numberFacts(tx: Tx, number: string, setting: Setting): Promise<Partial<PassFacts>> {
  const { tenant, service } = setting;
  const numbered = service === undefined ? undefined : await caseByNumber(tx, { tenant, service, number });
  if (numbered === undefined) return {};
  const open = await runningFor(tx, tenant, numbered);
  return { numbered, ...(open === undefined ? {} : { open }) };
}

/** The rule that a stream is measured by is that of its birth. */
function ruleOfStream(tx: Tx, events: readonly StoredEvent[]) {
  const birth = events[0];
  if (!birth || typeof birth.data.service !== 'number') throw new Error('a birth names its service');
  return ruleFor(tx, birth.data.service, birth.occurredAt);
}
