import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { actorOf, buttonsAt, formFields, frameFor, isNewFollowing, liveRegion, tableCommandRoutes } from '#api';
import { caseLifecycle, createCaseHistories, seesPatients } from '#calls';
import { inScope, recordAccess, type Tx } from '#database';
import { type Actor, namesWithin, type Role, rolesIn, type Service } from '#people';
import { createShiftReader } from '#rota';
import { Forbidden, NotFound, newId, type Problem, parseUuid, uuidTime, uuidv7FromKey } from '#shared';
import { fragmentMessage, type Values } from '#web';
import type { DispatchContext } from '../context.ts';
import { html, serviceOf, staff } from '../reception/receptionRoutes.tsx';
import { answersFor } from './aboard.ts';
import { MinePage, MineTile } from './pages/mine.tsx';
import { VisitPage } from './pages/visit.tsx';
import { CarsTile, VisitsPage, VisitsTile } from './pages/visits.tsx';
import { addressDigest } from './receipt.ts';
import { controllers, crewRoles, reportVisit, writeHowToGetIn } from './visitReports.ts';
import { type CarNow, carPage, readVisits, type Visit, type VisitReading, type VisitScene } from './visitView.ts';

/** Who may open one visit: whoever sees patients, and drivers, who have to find the door: that of their own car’s visits. */
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
  app.get('/visits/mine/live', { config: { who: crewRoles } }, (request, reply) =>
    mineLive(context, read, request, reply),
  );
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
      accounts.push(...scene.visits.flatMap(({ changes }) => changes.map(({ by }) => by)));
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
  const seen = await read(service, async (tx, { visits, cars, now }) => {
    const visit = visits.find((one) => one.id === id.value);
    if (!visit) throw new NotFound('there is no such visit tonight');
    if (!mayOpen(visit, cars, actor, tenant)) throw new Forbidden('this visit is another car’s');
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
      mayReadBack={hearsCars(mine)}
      shown={visit.patient && addressDigest(visit.patient.whereNow)}
      newKey={newId}
      newId={newId}
      problems={refused?.problems}
      values={refused?.values}
    />,
  );
}

function hearsCars(roles: readonly Role[]): boolean {
  return controllers.some((role) => roles.includes(role));
}

/** Drivers see the visits of the car that they are in, or are booked for; whoever sees patients sees them all. */
function mayOpen(visit: Visit, cars: readonly CarNow[], actor: Actor, tenant: number): boolean {
  if (seesPatients.some((role) => rolesIn(actor, tenant).includes(role))) return true;
  return cars.some(({ place, aboard }) => place.id === visit.given?.car && answersFor(aboard, actor.account));
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

type Mine = { car?: string; problems?: readonly Problem[] };

async function minePage(
  context: DispatchContext,
  read: Reader,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Mine = {},
) {
  const service = serviceOf(context, request);
  const asked = refused.car ?? (request.query as { car?: string }).car;
  const seed = newId();
  const { seen, car, openTo } = await readMine(context, read, request, { asked, record: () => 'open-car-page' });
  const more = car ? { liveUrl: `/visits/mine/live?service=${service.slug}&car=${car.place.slug}&keys=${seed}` } : {};
  const props = mineProps(context, request, { seen, car, seed });
  const frame = frameFor(context, request, service);
  return html(
    reply,
    <MinePage {...props} {...more} cars={seen.cars.filter(openTo)} frame={frame} problems={refused.problems} />,
  );
}

/** The car's visits for as long as somebody looks at them; each patient who comes onto it is a view of their own. */
function mineLive(context: DispatchContext, read: Reader, request: FastifyRequest, reply: FastifyReply) {
  const { car: asked, keys } = request.query as { car?: string; keys?: string };
  const seed = parseUuid(keys ?? '');
  if (!seed.ok) throw new NotFound('there is no such page to keep up to date');
  const { tenant } = serviceOf(context, request);
  const isPolled = (request.query as { poll?: string }).poll !== undefined;
  let shown: string | undefined;
  const record = (cases: readonly string[]) => {
    const what = `${asked} ${cases.join(' ')}`;
    if (isPolled ? !isNewFollowing(context, request, what) : what === shown) return undefined;
    shown = what;
    return 'follow-car-page';
  };
  const draw = async () => {
    const { seen, car } = await readMine(context, read, request, { asked, record });
    if (!car) return [];
    return [
      fragmentMessage(
        'mine',
        renderToString(<MineTile {...mineProps(context, request, { seen, car, seed: seed.value })} />),
      ),
    ];
  };
  return liveRegion(context, request, reply, { tenant, roles: crewRoles, draw });
}

type Asked = { asked?: string; record(cases: readonly string[]): string | undefined };

/** The car that was asked for, or the one that this person is in, and the record of whose addresses it shows. */
async function readMine(context: DispatchContext, read: Reader, request: FastifyRequest, { asked, record }: Asked) {
  const service = serviceOf(context, request);
  const actor = actorOf(request);
  const { tenant } = service;
  const isController = hearsCars(rolesIn(actor, tenant));
  const ofMine = ({ cars }: VisitScene) => {
    const own = cars.filter(({ aboard }) => answersFor(aboard, actor.account));
    if (asked === undefined) return own.length === 1 ? own[0] : undefined;
    const car = cars.find(({ place }) => place.slug === asked);
    if (!car || isController || own.includes(car)) return car;
    throw new Forbidden('this car’s page is for the people in it, and for the controller');
  };
  const seen = await read(service, async (tx, scene) => {
    const car = ofMine(scene);
    if (!car) return;
    const cases = carPage(scene, car.place.id).mine.map(({ id }) => id);
    const action = record(cases);
    if (action === undefined) return;
    const access = { tenant, at: scene.now, actor: actor.account, session: actor.session };
    await recordAccess(tx, { ...access, action, detail: { car: car.place.slug, cases } });
  });
  const mayOpenAll = isController;
  const openTo = ({ aboard }: CarNow) => mayOpenAll || answersFor(aboard, actor.account);
  return { seen, car: ofMine(seen), openTo };
}

function mineProps(
  { directory }: DispatchContext,
  request: FastifyRequest,
  { seen, car, seed }: { seen: Seen; car?: CarNow; seed: string },
) {
  const actor = actorOf(request);
  const { mine: visits, gone } = car ? carPage(seen, car.place.id) : { mine: [], gone: [] };
  const tenant = car ? (directory.placeById(car.place.id)?.tenant ?? 0) : 0;
  const roles = rolesIn(actor, tenant);
  return {
    ...(car ? { car } : {}),
    cars: seen.cars,
    visits,
    gone,
    now: seen.now,
    isCrew: car !== undefined && answersFor(car.aboard, actor.account),
    shownOf: ({ patient }: Visit) => patient && addressDigest(patient.whereNow),
    mayStart: caseLifecycle.steps['start-consultation'].roles.some((role) => roles.includes(role)),
    nameOf: seen.nameOf,
    keyFor: (what: string) => uuidv7FromKey(uuidTime(seed), `${seed} ${what}`),
  };
}
