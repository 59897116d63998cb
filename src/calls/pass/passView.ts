import { buttonsAt, type Context } from '#api';
import { inScope, readStream, recordAccess, type StoredEvent, type Tx } from '#database';
import { namesOf, type Actor as Person, placesIn, type Role, rolesIn } from '#people';
import { type Instant, NotFound, showMinutes, showTimeSeconds } from '#shared';
import { clocksOf } from '#standards';
import { sourceWords, type TimelineEntry } from '#web';
import { withAddressFor } from '../caseAddress.ts';
import { caseLine, openedFrom } from '../caseListStore.ts';
import { personOf, textsOf } from '../caseStore.ts';
import { seesPatients } from '../caseView.ts';
import { draftOf } from '../taking/draftStore.ts';
import { askedOf, draftName, type Typed } from '../taking/form.ts';
import { rangBackBy } from '../taking/takenStore.ts';
import { lineOfCall } from '../work/callLineStore.ts';
import type { PassEvents } from './events.ts';
import type { PassProps } from './pages/pass.tsx';
import { dueOf, endedAt, neededAt, type Pass } from './pass.ts';
import { passLifecycle } from './passSteps.ts';
import { BY_ITSELF, loadPass, passTexts } from './passStore.ts';
import { passTeller } from './told.ts';

export type PassView = Omit<PassProps, 'frame' | 'newKey' | 'problems' | 'values'> & { service: number };

/** Everything that the page of a pass shows, and the record that somebody looked. */
export async function viewPass(
  context: Context,
  { actor, tenants, id }: { actor: Person; tenants: readonly number[]; id: string },
): Promise<PassView> {
  return inScope(context.db, { tenants, account: actor.account }, async (tx) => {
    const { tenant, events, ...found } = await findPass(tx, tenants, id);
    const state = await withCase(tx, tenant, found.state);
    const now = context.clocks.now(tenant);
    const roles = rolesIn(actor, tenant);
    // Whoever pressed must be able to say to 999 where the patient is, whatever their role.
    const identified = state.by === actor.account || roles.some((role) => seesPatients.includes(role));
    await recordAccess(tx, {
      tenant,
      at: now,
      actor: actor.account,
      session: actor.session,
      action: identified ? 'view-pass' : 'view-pass-without-identity',
      subject: id,
      ...(state.case === undefined ? {} : { detail: { case: state.case } }),
    });
    const [clock] = await clocksOf(tx, tenant, id);
    const texts = identified ? await passTexts(tx, tenant, id) : [];
    const places = await placesIn(tx, state.service);
    const names = await namesOf(context.db, [state.by, ...events.map(({ recordedBy }) => recordedBy)]);
    const nameOf = (account: string) => (account === BY_ITSELF ? 'Vigil itself' : (names.get(account) ?? 'somebody'));
    const placeName = (place: number) => places.find((one) => one.id === place)?.name;
    const [dueAt, ended] = [clock?.dueAt ?? undefined, endedAt(state)];
    return {
      id,
      service: state.service,
      now,
      state: state.state,
      neededAt: neededAt(state),
      dueAt: dueAt ?? dueOf(state),
      ...(ended === undefined ? {} : { endedAt: ended, endedBy: nameOf(enderOf(events)) }),
      neededBy: nameOf(state.by),
      isMine: state.by === actor.account,
      placeName: state.place === undefined ? undefined : placeName(state.place),
      whom: await whomOf(tx, tenant, state),
      ...(identified ? { tell: await tellOf(tx, tenant, state, { roles, account: actor.account, now }), texts } : {}),
      ...(clock ? { clock: `/clocks/${id}/${clock.measure}/${clock.lap}` } : {}),
      may: buttonsAt(passLifecycle, state.state, roles).map(({ name }) => name),
      entries: events.map((event) => entryOf(event, events, nameOf)),
    };
  });
}

/** Begun on a call, it is of the case that was opened from that call since, or that the call was about. */
async function withCase(tx: Tx, tenant: number, state: Pass): Promise<Pass> {
  if (state.case !== undefined || state.call === undefined) return state;
  const opened =
    (await openedFrom(tx, tenant, state.call)) ?? (await rangBackBy(tx, tenant, [state.call])).get(state.call);
  return opened === undefined ? state : { ...state, case: opened };
}

async function findPass(tx: Tx, tenants: readonly number[], id: string) {
  for (const tenant of tenants) {
    const loaded = await loadPass(tx, tenant, id);
    if (loaded) return { tenant, ...loaded };
  }
  throw new NotFound('there is no such pass to 999');
}

/** The case or the call, in words that are no name. */
async function whomOf(tx: Tx, tenant: number, state: Pass): Promise<PassProps['whom']> {
  const line = state.case === undefined ? undefined : await caseLine(tx, tenant, state.case);
  if (line) return { words: `case ${line.number}`, href: `/cases/${line.id}` };
  if (state.call === undefined) return { words: 'nobody named yet' };
  const [birth] = await readStream(tx, tenant, state.call);
  const words = birth ? `the call of ${showTimeSeconds(birth.occurredAt)}` : 'a call';
  return { words, call: `/calls/${state.call}` };
}

/** What 999 asks first: where, what number, who, what is wrong. A restricted address stands there until 999 has it, and no longer. */
async function tellOf(
  tx: Tx,
  tenant: number,
  state: Pass,
  { roles, account, now }: { roles: readonly Role[]; account: string; now: Instant },
): Promise<NonNullable<PassProps['tell']>> {
  const number = state.call === undefined ? undefined : await lineOfCall(tx, tenant, state.call);
  if (state.case === undefined) {
    const typed = state.call && (await draftOf(tx, { tenant, account, name: draftName(state.call) }));
    return { number, ...(typed ? typedSoFar(typed.fields, now) : {}) };
  }
  const whole = await personOf(tx, tenant, state.case);
  const isHolder = state.state === 'running';
  const person = whole && withAddressFor(whole, { roles, isHolder });
  const said = (await textsOf(tx, tenant, state.case)).filter(({ kind }) => kind === 'complaint');
  return { person, number: person?.ringBack ?? number, wrong: said.map(({ body }) => body) };
}

/** What whoever looks has typed of the call, and not saved yet: 999 asks for it now. */
function typedSoFar(fields: Typed, now: Instant): Pick<NonNullable<PassProps['tell']>, 'typed' | 'wrong'> {
  const said = (name: string) => fields[name]?.trim() || undefined;
  const { dateOfBirth } = askedOf(fields, now);
  return {
    typed: {
      patientName: said('patientName'),
      dateOfBirth,
      ringBack: said('ringBack'),
      whereNow: said('whereNow'),
    },
    ...(said('complaint') ? { wrong: [said('complaint') ?? ''] } : {}),
  };
}

function enderOf(events: readonly StoredEvent[]): string {
  return events.findLast(({ type }) => type === 'PassConfirmed' || type === 'PassStoodDown')?.recordedBy ?? '';
}

function entryOf(event: StoredEvent, all: readonly StoredEvent[], nameOf: (id: string) => string): TimelineEntry {
  const late = event.recordedAt - event.occurredAt;
  const reason = passTeller.reasons[String(event.reason ?? (event.data as PassEvents['PassStoodDown']).reason ?? '')];
  const what = passTeller.what(event, () => undefined);
  return {
    key: String(event.version),
    happened: showTimeSeconds(event.occurredAt),
    written: late < 5_000 ? 'at once' : showTimeSeconds(event.recordedAt),
    ...(late >= 60_000 ? { later: `${showMinutes(late)} later` } : {}),
    what: reason ? `${what}: ${reason}` : what,
    who: nameOf(event.recordedBy),
    source: sourceWords(event.source),
    isCorrection: event.corrects !== undefined,
    isReplaced: all.some((other) => other.corrects === event.version),
  };
}
