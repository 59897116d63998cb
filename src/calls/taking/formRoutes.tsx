import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { actorOf, type Context, frameFor, serviceFor } from '#api';
import { inScope, readStream, recordAccess, type Tx } from '#database';
import { namesWithin, placesIn, rolesIn, type Service } from '#people';
import { closedWords, lookForSpecialNotes, practiceByOds, practiceFor, practiceNamed, practicesOf } from '#practices';
import { type Instant, minutes, NotFound, newId, type Problem, parseUuid, plus } from '#shared';
import { ruleFor } from '#standards';
import { renderPage } from '#web';
import { answeredAt, type CallState } from '../call.ts';
import { openedFrom } from '../caseListStore.ts';
import { caseLifecycle } from '../caseSteps.ts';
import { foldCall } from '../commands.ts';
import { passSource } from '../pass/routes.tsx';
import type { Told } from '../wait/wait.ts';
import { waitNow } from '../wait/waitStore.ts';
import { lineOfCall } from '../work/callLineStore.ts';
import { reachedAt } from '../work/workStore.ts';
import { contactsWith } from './contact.ts';
import { earlierContacts, ownCopy } from './contactsStore.ts';
import { draftOf } from './draftStore.ts';
import { askedOf, draftName, type Typed } from './form.ts';
import { nothingFound, Panels, type PanelsProps } from './pages/panels.tsx';
import { ageWords, TakingPage } from './pages/taking.tsx';
import type { PatientIndex } from './patientIndex.ts';
import { windowFrom } from './settings.ts';
import { takenDownFrom } from './takenDownStore.ts';

export const takers = caseLifecycle.steps['open-case'].roles;
const decliners = caseLifecycle.steps['decline-repeat'].roles;

export type TakenCall = {
  id: string;
  state: Exclude<CallState, { state: 'none' }>;
  answeredAt: Instant;
  /** Nobody answered, and the caller was rung back and reached. */
  rangBack: boolean;
  /** When it was put through, so that the wait can be said. */
  rangAt: Instant;
  case?: string;
};

export type Form = {
  service: Service;
  call: TakenCall;
  typed: Typed;
  problems?: readonly Problem[];
  /** What was found, where it has been looked for. */
  panels?: PanelsProps;
  /** The pass to 999 that this form has begun. */
  runs?: string;
};

/** What was typed, of a call or of a way in that is none. */
export type Filled = Pick<Form, 'service' | 'typed'> & { call?: TakenCall };

/** The page of a way in that is no call, with what was typed, what is wrong and what was found. */
export type EntryPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { id?: string; values: Typed; problems?: readonly Problem[]; panels?: PanelsProps },
) => Promise<unknown>;

type Looking = { context: Context; index: PatientIndex; entryPage: EntryPage };

/** The form of a call that was answered, and what is found while it or another way in is typed. */
export function formRoutes(app: FastifyInstance, { context, index, entryPage }: Looking): void {
  const forTakers = { config: { who: takers } };
  app.get('/calls/:stream', forTakers, async (request, reply) => {
    const service = serviceOf(context, request);
    const call = await callOf(context, service, request);
    if (call.case && !(await hasOwnDraft(context, service.tenant, request, call)))
      return reply.redirect(`/cases/${call.case}`, 303);
    return formPage(context, request, reply, { service, call, typed: {} });
  });
  app.post('/calls/:stream/contacts', forTakers, async (request, reply) => {
    const service = serviceOf(context, request);
    const call = await callOf(context, service, request);
    const typed = typedOf(request.body);
    const panels = await lookUp({ context, index }, request, { service, call, typed });
    if ((request.query as { part?: string }).part === undefined)
      return formPage(context, request, reply, { service, call, typed: filledFrom(typed, panels), panels });
    return found(reply, panels);
  });
  app.post('/cases/contacts', forTakers, async (request, reply) => {
    const typed = typedOf(request.body);
    const panels = await lookUp({ context, index }, request, { service: serviceOf(context, request), typed });
    const { part } = request.query as { part?: string };
    if (part === undefined)
      return entryPage(request, reply, { id: typed.id, values: filledFrom(typed, panels), panels });
    return found(reply, { ...panels, isShownOnly: part === 'shown' });
  });
}

function found(reply: FastifyReply, panels: PanelsProps): string {
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
  return renderToString(<Panels {...panels} />);
}

/** Without a script, an empty box takes what was found; with one, the page does it. */
function filledFrom(typed: Typed, { copy }: PanelsProps): Typed {
  return {
    ...typed,
    ...(copy?.nhsNumber && !typed.nhsNumber ? { nhsNumber: copy.nhsNumber } : {}),
    ...(copy?.practiceId && !typed.practiceId ? { practiceId: String(copy.practiceId) } : {}),
  };
}

export function serviceOf(context: Context, request: FastifyRequest): Service {
  const service = serviceFor(context, request);
  if (!service) throw new NotFound('there is no such service');
  return service;
}

/** What was typed, as texts; the form's own fields, which begin with _, are left out. */
export function typedOf(body: unknown): Typed {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, text]) => {
      const last = Array.isArray(text) ? text.at(-1) : text;
      return typeof last === 'string' && !name.startsWith('_') ? [[name, last.slice(0, 10_000)]] : [];
    }),
  );
}

/** NotFound for a call of another service, and for one that nobody has answered. */
export async function callOf(context: Context, { tenant, id }: Service, request: FastifyRequest): Promise<TakenCall> {
  const known = parseUuid((request.params as { stream: string }).stream);
  if (!known.ok) throw new NotFound('there is no such call');
  return inScope(context.db, { tenants: [tenant] }, async (tx) => {
    const events = await readStream(tx, tenant, known.value);
    const state = foldCall(events);
    const byPerson = answeredAt(state);
    // Somebody who gave up and was rung back is taken down like anybody: from when they were reached.
    const at = byPerson ?? (await reachedAt(tx, tenant, known.value));
    if (state.state === 'none' || state.service !== id || at === undefined) throw new NotFound('there is no such call');
    const rangAt = state.messageEndedAt ?? state.steps[0]?.at ?? at;
    return {
      id: known.value,
      state,
      answeredAt: at,
      rangBack: byPerson === undefined,
      rangAt,
      case: await openedFrom(tx, tenant, known.value),
    };
  });
}

/** Typed by somebody while another saved the call: shown again to them alone, and not left behind a page that leads on. */
async function hasOwnDraft(
  context: Context,
  tenant: number,
  request: FastifyRequest,
  call: TakenCall,
): Promise<boolean> {
  const { account } = actorOf(request);
  return inScope(context.db, { tenants: [tenant], account }, async (tx) => {
    const taken = await takenDownFrom(tx, tenant, call.id);
    const draft = await draftOf(tx, { tenant, account, name: draftName(call.id) });
    return draft !== undefined && taken?.by !== account;
  });
}

/** The form, with what was typed and what is wrong with it. Shown to whoever may take a call, so the view is recorded. */
export async function formPage(context: Context, request: FastifyRequest, reply: FastifyReply, form: Form) {
  const { service, call, typed, problems = [], panels, runs } = form;
  const { tenant } = service;
  const now = context.clocks.now(tenant);
  const read = await inScope(context.db, { tenants: [tenant] }, async (tx) => {
    const line = await lineOfCall(tx, tenant, call.id);
    await recordAccess(tx, { ...by(request, tenant, now), action: 'take-call', subject: call.id });
    const limits = await limitsOf(tx, service.id, call);
    const told = await toldOf(tx, { tenant, service: service.id, limits, now });
    const practices = await practiceChoices(tx, tenant, now);
    return { line, practices, limits, told, ...(await othersOn(tx, { tenant, service: service.id, call, runs })) };
  });
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
  if (problems.length > 0) reply.code(422);
  const isNew = Object.keys(typed).length === 0;
  const values: Typed = isNew ? { ...BLANK, ...(read.line ? { ringBack: read.line } : {}) } : typed;
  return renderPage(
    <TakingPage
      frame={{ ...frameFor(context, request, service), ...(read.passes ? { passes: read.passes } : {}) }}
      now={now}
      call={{ ...call, hasEnded: call.state.state === 'ended' }}
      answeredBy={read.answeredBy?.account === actorOf(request).account ? undefined : read.answeredBy?.name}
      taken={read.taken && read.taken.case !== typed.id ? read.taken : undefined}
      runs={runs}
      line={read.line}
      newCase={typed.id || newId()}
      newKey={newId}
      practices={read.practices}
      due={read.limits}
      told={read.told}
      values={values}
      problems={problems}
      panels={panels ?? nothingFound(now, values)}
      isAgain={!isNew}
    />,
  );
}

/** Who else is on this call: whoever answered it, what it has come to, and the passes to 999 as they are after this press. */
async function othersOn(tx: Tx, about: { tenant: number; service: number; call: TakenCall; runs?: string }) {
  const { tenant, service, call, runs } = about;
  const account = call.state.state === 'answered' ? call.state.by : undefined;
  const name = account && (await namesWithin(tx, [account])).get(account);
  const running = runs ? (await passSource.read(tx)).filter((pass) => pass.service === service) : undefined;
  return {
    taken: await takenDownFrom(tx, tenant, call.id),
    ...(account && name ? { answeredBy: { account, name } } : {}),
    ...(running ? { passes: running } : {}),
  };
}

/** How the form stands before anything is typed. */
const BLANK: Typed = { homeSame: 'yes', language: 'en', interpreter: 'no', pass: 'yes' };

function by(request: FastifyRequest, tenant: number, at: Instant) {
  const { account, session } = actorOf(request);
  return { tenant, at, actor: account, session };
}

/** Those that are open first by name; one that has closed says who took its patients. */
export async function practiceChoices(tx: Tx, tenant: number, now: Instant) {
  const choices = [];
  for (const practice of await practicesOf(tx, tenant)) {
    const standing = practice.closedOn && (await practiceFor(tx, { tenant, practice: practice.id, at: now }));
    const closed = standing ? closedWords(standing) : '';
    choices.push({ value: String(practice.id), words: closed ? `${practice.name} (${closed})` : practice.name });
  }
  return choices;
}

/** By when each priority must be rung back, by the rule in force: from when a person answered. */
async function limitsOf(tx: Tx, service: number, { answeredAt: at }: TakenCall) {
  const rule = await ruleFor(tx, service, at);
  const lines = rule.clocks.flatMap((clock) => (clock.kind === 'span' ? clock.lines : []));
  const limit = (measure: string, otherwise: number) => {
    const line = lines.find((one) => one.measure === measure);
    const withinMs = line && 'withinMs' in line ? line.withinMs : otherwise;
    return { withinMs, by: plus(at, withinMs) };
  };
  return {
    urgent: limit('assessment-urgent-in-20', minutes(20)),
    other: limit('assessment-other-in-60', minutes(60)),
  };
}

type Limits = Awaited<ReturnType<typeof limitsOf>>;

/** What may be told of the wait, of either priority: which it will be is not known before it is chosen. */
async function toldOf(tx: Tx, about: { tenant: number; service: number; limits: Limits; now: Instant }) {
  const { limits, now, ...where } = about;
  const told: Told[] = [];
  for (const priority of ['urgent', 'other'] as const)
    told.push({ priority, wait: await waitNow(tx, { ...where, priority, now }), limit: limits[priority], now });
  return told;
}

/** Earlier contacts, special notes, our own copy and the index, each as far as it can be had; that somebody looked is recorded. */
export async function lookUp(
  { context, index }: { context: Context; index: PatientIndex },
  request: FastifyRequest,
  { service, call, typed }: Filled,
): Promise<PanelsProps> {
  const { tenant } = service;
  const now = context.clocks.now(tenant);
  const asked = askedOf(typed, now);
  const indexed = index.look(asked, now);
  const isAsked = asked.nhsNumber !== undefined || asked.ringBack !== undefined || asked.dateOfBirth !== undefined;
  const found = isAsked ? await look(context, request, { service, call, asked, now }) : undefined;
  const isKnown = asked.name !== undefined && (asked.dateOfBirth !== undefined || asked.nhsNumber !== undefined);
  const special = isKnown
    ? await lookForSpecialNotes(
        context.db,
        {
          tenant,
          patient: { name: asked.name ?? '', dateOfBirth: asked.dateOfBirth, nhsNumber: asked.nhsNumber },
          roles: actorOf(request).grants.flatMap((grant) => (grant.tenant === tenant ? [grant.role] : [])),
          at: now,
        },
        (error) => context.log.warn({ why: String(error) }, 'special notes could not be read'),
      )
    : undefined;
  const answer = await indexed;
  const copy = await copyOf(context, tenant, { copy: found?.copy, answer });
  return {
    now,
    times: found ? contactsWith(found.contacts) : 1,
    since: call?.answeredAt ?? now,
    isTaken: await isTaken(context, tenant, { call, typed }),
    patient: asked.name,
    age: asked.dateOfBirth && ageWords(asked.dateOfBirth, now),
    contacts: found?.contacts ?? [],
    asked: isAsked,
    special,
    index: answer,
    copy,
    mayDecline: decliners.some((role) => rolesIn(actorOf(request), tenant).includes(role)),
    values: typed,
  };
}

async function isTaken(
  context: Context,
  tenant: number,
  { call, typed }: Pick<Filled, 'call' | 'typed'>,
): Promise<boolean> {
  if (!call) return false;
  const taken = await inScope(context.db, { tenants: [tenant] }, (tx) => takenDownFrom(tx, tenant, call.id));
  return taken !== undefined && taken.case !== typed.id;
}

type Look = { service: Service; call?: TakenCall; asked: ReturnType<typeof askedOf>; now: Instant };

/** What our own records have, and the record that they were looked in. */
export async function look(context: Context, request: FastifyRequest, { service, call, asked, now }: Look) {
  const { tenant, id } = service;
  return inScope(context.db, { tenants: [tenant] }, async (tx) => {
    const places = await placesIn(tx, id);
    const placeName = (place: number) => places.find((one) => one.id === place)?.name;
    const from = windowFrom(call?.answeredAt ?? now);
    const contacts = await earlierContacts(tx, { tenant, asked, from, to: plus(now, 1), placeName });
    const copies = await ownCopy(tx, { tenant, asked });
    const names = await namesWithin(
      tx,
      contacts.flatMap(({ by: account }) => (account ? [account] : [])),
    );
    await recordAccess(tx, {
      ...by(request, tenant, now),
      action: 'search-contacts',
      detail: { ...(call && { call: call.id }), found: [...new Set(contacts.map((contact) => contact.case))] },
    });
    const [copy] = copies;
    // Older records have the practice by its name alone.
    const written = copies.find(({ practice }) => practice !== undefined)?.practice;
    const named = written === undefined ? undefined : await practiceNamed(tx, { tenant, text: written });
    return {
      contacts: contacts.map((contact) => ({ ...contact, by: contact.by && (names.get(contact.by) ?? 'somebody') })),
      copy: copy && {
        nhsNumber: copies.find(({ nhsNumber }) => nhsNumber !== undefined)?.nhsNumber,
        practiceId: copies.find(({ practiceId }) => practiceId !== undefined)?.practiceId ?? named?.id,
      },
    };
  });
}

/** The index where it has answered; else our own last record of the patient. */
async function copyOf(
  context: Context,
  tenant: number,
  { copy, answer }: { copy?: { nhsNumber?: string; practiceId?: number }; answer: NonNullable<PanelsProps['index']> },
): Promise<PanelsProps['copy']> {
  if (answer.kind !== 'found')
    return copy && (copy.nhsNumber || copy.practiceId) ? { ...copy, from: 'copy' } : undefined;
  const { nhsNumber, practice } = answer.patient;
  const known = practice
    ? await inScope(context.db, { tenants: [tenant] }, (tx) => practiceByOds(tx, { tenant, code: practice }))
    : undefined;
  return { nhsNumber, practiceId: known?.id ?? copy?.practiceId, from: 'index' };
}
