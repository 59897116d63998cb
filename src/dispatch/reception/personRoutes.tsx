import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, buttonsAt, formFields, frameFor } from '#api';
import {
  caseLifecycle,
  changesOf,
  type Found,
  freeSlots,
  milesTo,
  practiceChoices,
  searchCases,
  seesPatients,
  slotKey,
  takenSlots,
  whereaboutsOfCase,
  withLateness,
} from '#calls';
import { inScope, recordAccess, type Tx } from '#database';
import { namesWithin, type Place, rolesIn } from '#people';
import { hours, type Instant, NotFound, newId, type Problem, parseNhsNumber, parseUuid, plus } from '#shared';
import { joinDates, type Values } from '#web';
import type { DispatchContext } from '../context.ts';
import { moveBy } from '../moves/moveBy.ts';
import { type BaseReader, ownerIn, type Scene } from './baseReader.ts';
import { baseNamed } from './baseRoutes.ts';
import { mustMove, named, type Told } from './baseView.ts';
import { PersonPage } from './pages/person.tsx';
import { WalkInPage } from './pages/walkIn.tsx';
import { html } from './receptionRoutes.tsx';
import { type Match, matchesOf } from './sameAsTonight.ts';
import { walkInProblems } from './walkIn.ts';

const openers = caseLifecycle.steps['open-case'].roles;
const TONIGHT = hours(24);
/** A base that nobody knows the position of comes after those that are measured. */
const FAR = Number.MAX_SAFE_INTEGER;

/** One person at a desk, and one who has walked in. */
export function personRoutes(app: FastifyInstance, context: DispatchContext, reader: BaseReader): void {
  app.get('/bases/:stream/people/:id', { config: { who: seesPatients } }, (request, reply) =>
    personPage(context, reader, request, reply),
  );
  app.get('/bases/:stream/walk-in', { config: { who: openers } }, (request, reply) =>
    walkInPage(context, reader, request, reply),
  );
  app.post('/bases/:stream/walk-in', { config: { who: openers } }, (request, reply) =>
    lookFor(context, reader, request, reply),
  );
}

type Again = { slug: string; id: string; problems: readonly Problem[]; values: Values };

export async function personPage(
  context: DispatchContext,
  reader: BaseReader,
  request: FastifyRequest,
  reply: FastifyReply,
  again?: Again,
) {
  const params = request.params as { stream: string; id: string };
  const { slug: stream, id: asked } = again ?? { slug: params.stream, id: params.id };
  const { service, place } = baseNamed(context, request, stream);
  const id = parseUuid(asked);
  if (!id.ok) throw new NotFound('there is no such case');
  const actor = actorOf(request);
  const { tenant } = service;
  const { scene, also } = await reader.read(service, async (tx, scene) => {
    const { summary, row } = rowIn(scene, place.id, id.value);
    const access = { tenant, at: scene.now, actor: actor.account, session: actor.session };
    await recordAccess(tx, { ...access, action: 'view-at-desk', subject: id.value });
    const [told] = await named(tx, tenant, [row]);
    const people = new Map(told?.patient ? [[row.id, told.patient] as const] : []);
    const changes = (await changesOf(tx, tenant, people)).get(row.id) ?? [];
    const changedBy = await namesWithin(
      tx,
      changes.map(({ by }) => by),
    );
    const at =
      (row.gone?.to && row.state === 'sent-elsewhere' ? placeById(context, row.gone.to) : undefined) ?? undefined;
    return {
      summary,
      row: told ?? row,
      changes,
      changedBy,
      slots: at ? withLateness(await slotsAt(tx, { tenant, place: at, now: scene.now }), row.dueAt) : {},
      same: await sameOf(tx, tenant, told ?? row, scene.now),
      where: await whereaboutsOfCase(tx, { tenant, stream: id.value }),
    };
  });
  const { summary, row } = also;
  const others = context.directory
    .placesOf(service.id)
    .filter(({ kind, id: other }) => kind !== 'car' && other !== place.id && !shutAt(scene, other))
    .map((one) => ({ ...one, miles: milesTo(one, also.where)?.miles }))
    .sort((a, b) => (a.miles ?? FAR) - (b.miles ?? FAR));
  const sendTo = others.find((one) => one.id === summary.now?.shut?.sendTo)?.slug;
  const shut = summary.now?.shut;
  const due = shut && mustMove(row, shut) ? moveBy(row.slotAt, shut.since) : undefined;
  return html(
    reply,
    <PersonPage
      {...also}
      frame={frameFor(context, request, service)}
      now={scene.now}
      moveBy={due}
      owner={scene.moves.has(`${row.id} ${place.id}`) ? ownerIn(scene, summary, row.id) : undefined}
      may={buttonsAt(caseLifecycle, row.state, rolesIn(actor, tenant)).map(({ name }) => name)}
      others={others}
      {...(sendTo === undefined ? {} : { sendTo })}
      nameOf={(account) => also.changedBy.get(account) ?? scene.nameOf(account)}
      newKey={newId}
      problems={again?.problems}
      values={again?.values}
    />,
  );
}

function rowIn({ summaries }: Scene, place: number, id: string) {
  const summary = summaries.find((one) => one.place.id === place);
  const row = summary?.rows.find((one) => one.id === id);
  if (!summary || !row) throw new NotFound('there is no such person at this base tonight');
  return { summary, row };
}

function placeById(context: DispatchContext, id: number): Place | undefined {
  const place = context.directory.placeById(id);
  return place?.kind === 'base' ? place : undefined;
}

function shutAt({ summaries }: Scene, place: number): boolean {
  return summaries.some(({ place: one, now: door }) => one.id === place && door?.state === 'shut');
}

async function slotsAt(tx: Tx, { tenant, place, now }: { tenant: number; place: Place; now: Instant }) {
  const taken = await takenSlots(tx, { tenant, place: place.id, from: now, to: plus(now, TONIGHT) });
  return freeSlots([place], new Set(taken.map(({ at }) => slotKey(place.id, at))), now);
}

/** Other cases of tonight that may be of the same person: shown until they are linked. */
async function sameOf(tx: Tx, tenant: number, row: Told, now: Instant) {
  if (!row.patient) return [];
  const { name, dateOfBirth, nhsNumber } = row.patient;
  const matches = await matchesIn(tx, tenant, { name, dateOfBirth, nhsNumber }, now);
  return matches
    .filter(({ line, why }) => line.id !== row.id && why !== 'name')
    .map(({ line }) => ({
      id: line.id,
      number: line.number,
      words: `it ${caseLifecycle.states[line.state]}`,
    }));
}

type Asked = { name: string; dateOfBirth?: string; nhsNumber?: string };

async function matchesIn(tx: Tx, tenant: number, asked: Asked, now: Instant): Promise<Match[]> {
  const none: Found[] = [];
  const byNumber = asked.nhsNumber ? await searchCases(tx, tenant, asked.nhsNumber) : none;
  const byName = asked.name.trim() === '' ? none : await searchCases(tx, tenant, asked.name);
  return matchesOf({ byNumber, byName }, asked, plus(now, -TONIGHT));
}

type Refused = {
  slug?: string;
  id?: string;
  problems?: readonly Problem[];
  values?: Values;
  matches?: readonly Match[];
};

export async function walkInPage(
  context: DispatchContext,
  reader: BaseReader,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Refused = {},
) {
  const slug = refused.slug ?? (request.params as { stream: string }).stream;
  const { service, place } = baseNamed(context, request, slug);
  const { scene, also: practices } = await reader.read(service, (tx, { now }) =>
    practiceChoices(tx, service.tenant, now),
  );
  const props = { problems: refused.problems, values: refused.values, matches: refused.matches };
  return html(
    reply,
    <WalkInPage
      {...props}
      frame={frameFor(context, request, service)}
      place={place}
      isShut={shutAt(scene, place.id)}
      practices={practices}
      now={scene.now}
      id={refused.id ?? newId()}
      placeOf={scene.placeOf}
      newKey={newId}
    />,
  );
}

/**
 * Looks for the person among tonight’s cases first. Where nobody is like them, or those who are have been seen on the page, the same form goes
 * on to open the case: one way into a case, whoever opens it.
 */
async function lookFor(context: DispatchContext, reader: BaseReader, request: FastifyRequest, reply: FastifyReply) {
  const { service } = baseNamed(context, request, (request.params as { stream: string }).stream);
  const form = formFields(request.body);
  const again = (more: Refused) => walkInPage(context, reader, request, reply, { id: form.id, values: form, ...more });
  const problems = walkInProblems(form);
  if (problems.length > 0) {
    reply.code(422);
    return again({ problems });
  }
  const joined = joinDates(form, ['dateOfBirth']);
  const born = joined.ok && typeof joined.value.dateOfBirth === 'string' ? joined.value.dateOfBirth : undefined;
  const parsed = parseNhsNumber(form.nhsNumber ?? '');
  const asked = {
    name: form.patientName ?? '',
    ...(born === undefined ? {} : { dateOfBirth: born }),
    ...(parsed.ok ? { nhsNumber: parsed.value.number } : {}),
  };
  const actor = actorOf(request);
  const { tenant } = service;
  const now = context.clocks.now(tenant);
  const matches = await inScope(context.db, { tenants: [tenant] }, async (tx) => {
    const found = await matchesIn(tx, tenant, asked, now);
    const access = { tenant, at: now, actor: actor.account, session: actor.session, action: 'search-cases' };
    await recordAccess(tx, { ...access, detail: { found: found.map(({ line }) => line.id) } });
    return found;
  });
  const seen = new Set((form._seen ?? '').split(' '));
  if (matches.every(({ line }) => seen.has(line.id))) return reply.redirect('/cases', 307);
  return again({ matches });
}
