import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { actorOf, buttonsAt, formFields, frameFor, tableCommandRoutes } from '#api';
import { caseLifecycle, createCaseHistories, seesPatients } from '#calls';
import { inScope, recordAccess, type Tx } from '#database';
import { namesWithin, type Role, rolesIn, type Service } from '#people';
import { createShiftReader } from '#rota';
import { NotFound, newId, type Problem, parseUuid } from '#shared';
import { fragmentMessage, type Values } from '#web';
import type { DispatchContext } from '../context.ts';
import { liveRegion } from '../live.ts';
import { html, serviceOf, staff } from '../reception/receptionRoutes.tsx';
import { MinePage } from './pages/mine.tsx';
import { VisitPage } from './pages/visit.tsx';
import { CarsTile, VisitsPage, VisitsTile } from './pages/visits.tsx';
import { addressDigest } from './receipt.ts';
import { crewRoles, reportVisit, writeHowToGetIn } from './visitReports.ts';
import { carPage, readVisits, type Visit, type VisitReading, type VisitScene } from './visitView.ts';

/** Who may open one visit: whoever sees patients, and drivers, who have to find the door. */
const opensVisits: readonly Role[] = [...seesPatients, 'driver'];

type Seen = VisitScene & { nameOf(account: string): string; placeOf(place: number): string };
type Reader = (service: Service, also?: (tx: Tx, scene: VisitScene) => Promise<void>) => Promise<Seen>;

/** The controller’s list, one visit, and a car’s own page. */
export function visitRoutes(app: FastifyInstance, context: DispatchContext): void {
  const read = visitReader(context);
  const forStaff = { config: { who: staff } };
  app.get('/visits', forStaff, async (request, reply) => {
    const service = serviceOf(context, request);
    const seen = await read(service);
    const mayDrive = rolesIn(actorOf(request), service.tenant).some((role) => crewRoles.includes(role));
    const frame = frameFor(context, request, service);
    return html(reply, <VisitsPage {...seen} frame={frame} age={{ ms: 0, asAt: seen.now }} mayDrive={mayDrive} />);
  });
  app.get('/visits/live', forStaff, (request, reply) => {
    const service = serviceOf(context, request);
    const draw = async () => {
      const seen = await read(service);
      const props = { ...seen, age: { ms: 0, asAt: seen.now }, mayDrive: false };
      return [
        fragmentMessage('cars', renderToString(<CarsTile {...props} />)),
        fragmentMessage('visits', renderToString(<VisitsTile {...props} />)),
      ];
    };
    return liveRegion(context, request, reply, { tenant: service.tenant, roles: staff, draw });
  });
  app.get('/visits/of/:stream', { config: { who: opensVisits } }, (request, reply) =>
    visitPage(context, read, request, reply),
  );
  app.get('/visits/mine', { config: { who: crewRoles } }, (request, reply) => minePage(context, read, request, reply));
  tableCommandRoutes(app, context, {
    ...reportVisit(context.directory),
    face: {
      next: () => '/visits/mine',
      again(request, reply, { problems }) {
        reply.code(422);
        return minePage(context, read, request, reply, { car: formFields(request.body).car, problems });
      },
    },
  });
  tableCommandRoutes(app, context, {
    ...writeHowToGetIn(),
    face: {
      next: () => '/visits',
      again: (request, reply, { problems, values }) =>
        visitPage(context, read, request, reply, {
          id: formFields(request.body).case ?? '',
          problems,
          values: values as Values,
        }),
    },
  });
}

/** Reads again only what has grown since the last time, for each service by itself. */
function visitReader(context: DispatchContext): Reader {
  const { db, clocks, directory } = context;
  const readings = new Map<number, VisitReading>();
  return async (service, also) => {
    const { tenant, id } = service;
    const reading = readings.get(id) ?? { histories: createCaseHistories(), shifts: createShiftReader() };
    readings.set(id, reading);
    const { scene, names } = await inScope(db, { tenants: [tenant] }, async (tx) => {
      const about = { tenant, service: id, now: clocks.now(tenant), places: directory.placesOf(id) };
      const scene = await readVisits(tx, reading, about);
      await also?.(tx, scene);
      const accounts = [...scene.cars.flatMap(({ crew }) => crew), ...scene.reports.map(({ by }) => by)];
      return { scene, names: await namesWithin(tx, accounts) };
    });
    return {
      ...scene,
      nameOf: (account) => names.get(account) ?? 'Somebody',
      placeOf: (place) => directory.placeById(place)?.name ?? 'another car',
    };
  };
}

type Refused = { id: string; problems: readonly Problem[]; values: Values };

async function visitPage(
  context: DispatchContext,
  read: Reader,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: Refused,
) {
  const id = parseUuid(refused?.id ?? (request.params as { stream?: string }).stream ?? '');
  if (!id.ok) throw new NotFound('there is no such visit');
  const service = serviceOf(context, request);
  const actor = actorOf(request);
  const { tenant } = service;
  const seen = await read(service, async (tx, { visits, now }) => {
    if (!visits.some((one) => one.id === id.value)) throw new NotFound('there is no such visit tonight');
    const access = { tenant, at: now, actor: actor.account, session: actor.session };
    await recordAccess(tx, { ...access, action: 'view-visit', subject: id.value });
  });
  const visit = seen.visits.find((one) => one.id === id.value);
  if (!visit) throw new NotFound('there is no such visit tonight');
  const mine = rolesIn(actor, tenant);
  return html(
    reply,
    <VisitPage
      {...seen}
      visit={visit}
      frame={frameFor(context, request, service)}
      may={buttonsAt(caseLifecycle, stateOf(visit), mine).map(({ name }) => name)}
      mayWriteEntry={mine.some(
        (role) => crewRoles.includes(role) || role === 'triage-nurse' || role === 'receptionist',
      )}
      newKey={newId}
      newId={newId}
      problems={refused?.problems}
      values={refused?.values}
    />,
  );
}

const caseStates = {
  'to-request': 'to-book',
  requested: 'visit-requested',
  assigned: 'visit-assigned',
  travelling: 'visit-travelling',
  arrived: 'visit-arrived',
  consulting: 'in-consultation',
  'not-there': 'to-ring-back',
  finished: 'closed',
} as const;

function stateOf({ state }: Visit): string {
  return caseStates[state];
}

async function minePage(
  context: DispatchContext,
  read: Reader,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: { car?: string; problems: readonly Problem[] },
) {
  const service = serviceOf(context, request);
  const actor = actorOf(request);
  const { tenant } = service;
  const asked = refused?.car ?? (request.query as { car?: string }).car;
  const ofMine = ({ cars }: VisitScene) => {
    const own = cars.filter(({ crew, booked }) => [...crew, ...booked].includes(actor.account));
    return asked === undefined
      ? own.length === 1
        ? own[0]
        : undefined
      : cars.find(({ place }) => place.slug === asked);
  };
  const seen = await read(service, async (tx, scene) => {
    const car = ofMine(scene);
    if (!car) return;
    const access = { tenant, at: scene.now, actor: actor.account, session: actor.session };
    const cases = carPage(scene, car.place.id).mine.map(({ id }) => id);
    await recordAccess(tx, { ...access, action: 'open-car-page', detail: { car: car.place.slug, cases } });
  });
  const car = ofMine(seen);
  const { mine: visits, gone } = car ? carPage(seen, car.place.id) : { mine: [], gone: [] };
  const roles = rolesIn(actor, tenant);
  return html(
    reply,
    <MinePage
      frame={frameFor(context, request, service)}
      {...(car ? { car } : {})}
      cars={seen.cars}
      visits={visits}
      gone={gone}
      now={seen.now}
      isCrew={car !== undefined && [...car.crew, ...car.booked].includes(actor.account)}
      {...(refused ? { problems: refused.problems } : {})}
      shownOf={({ patient }) => patient && addressDigest(patient.whereNow)}
      mayStart={caseLifecycle.steps['start-consultation'].roles.some((role) => roles.includes(role))}
      nameOf={seen.nameOf}
      newKey={newId}
      newId={newId}
    />,
  );
}
