import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { actorOf, type FormFace, frameFor, isNewFollowing, liveRegion, roles, serviceFor } from '#api';
import { seesPatients } from '#calls';
import { inScope, recordAccess, type Tx } from '#database';
import { type Role, rolesIn, type Service } from '#people';
import { NotFound, newId, type Problem } from '#shared';
import { fragmentMessage, renderPage, type Values } from '#web';
import { mayOpen } from '../base/baseCommands.ts';
import { baseLifecycle } from '../base/baseSteps.ts';
import type { DispatchContext } from '../context.ts';
import { moveBy } from '../moves/moveBy.ts';
import { type BaseReader, ownerIn, type Scene } from './baseReader.ts';
import { baseNamed } from './baseRoutes.ts';
import { type BaseSummary, named, type Told } from './baseView.ts';
import { BasePage, type BaseProps } from './pages/base.tsx';
import { BaseFacts } from './pages/baseHead.tsx';
import { BaseList } from './pages/baseList.tsx';
import { BasesPage, BasesTile } from './pages/bases.tsx';
import type { Doing } from './pages/doForm.tsx';

/** Everybody who works in the service, and in a demo the visitor, who sees no names. */
export const staff: readonly Role[] = roles.filter((role) => !['telephony', 'practice-manager'].includes(role));
const doings: readonly string[] = ['shut', 'open', 'arrived', 'did-not-wait'] satisfies Doing[];

/** The pages of bases: all of them, and one as its desk sees it. */
export function receptionRoutes(app: FastifyInstance, context: DispatchContext, reader: BaseReader): void {
  const forStaff = { config: { who: staff } };
  app.get('/bases', forStaff, async (request, reply) => {
    const service = serviceOf(context, request);
    const { scene } = await reader.read(service, async () => undefined);
    const frame = frameFor(context, request, service);
    return html(reply, <BasesPage frame={frame} {...scene} age={{ ms: 0, asAt: scene.now }} />);
  });
  app.get('/bases/live', forStaff, (request, reply) => {
    const service = serviceOf(context, request);
    const draw = async () => {
      const { scene } = await reader.read(service, async () => undefined);
      return [fragmentMessage('bases', renderToString(<BasesTile {...scene} age={{ ms: 0, asAt: scene.now }} />))];
    };
    return liveRegion(context, request, reply, { tenant: service.tenant, roles: staff, draw });
  });
  app.get('/bases/:stream', forStaff, (request, reply) => basePage(context, reader, request, reply));
  app.get('/bases/:stream/live', forStaff, (request, reply) => baseLive(context, reader, request, reply));
}

/** The page that a form of a base came from, with what is wrong and what was typed. */
export function baseAgain(context: DispatchContext, reader: BaseReader): FormFace['again'] {
  return (request, reply, { command, problems, values }) => {
    const doing = command === 'shut-base' ? 'shut' : command === 'open-base' ? 'open' : undefined;
    return basePage(context, reader, request, reply, { doing, problems, values: values as Values });
  };
}

export function serviceOf(context: DispatchContext, request: FastifyRequest): Service {
  const service = serviceFor(context, request, (request.query as { service?: string }).service);
  if (!service) throw new NotFound('there is no such service');
  return service;
}

export function html(reply: FastifyReply, page: Parameters<typeof renderPage>[0]) {
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
  return renderPage(page);
}

type Refused = { slug?: string; doing?: Doing; problems: readonly Problem[]; values: Values };

export async function basePage(
  context: DispatchContext,
  reader: BaseReader,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: Refused,
) {
  const slug = refused?.slug ?? (request.params as { stream: string }).stream;
  const { service, place } = baseNamed(context, request, slug);
  const actor = actorOf(request);
  const mine = rolesIn(actor, service.tenant);
  const identified = mine.some((role) => seesPatients.includes(role));
  const looked = { identified, record: 'open-base-list', request };
  const { scene, also } = await reader.read(service, (tx, scene) => listOf(tx, scene, place.id, looked));
  const asked = (request.query as { do?: string }).do ?? '';
  const doing = refused?.doing ?? (doings.includes(asked) ? (asked as Doing) : undefined);
  const permitted = (step: 'shut-base' | 'open-base' | 'found-shut') =>
    baseLifecycle.steps[step].roles.some((role) => mine.includes(role));
  const props: BaseProps = {
    ...shown(scene, also),
    frame: frameFor(context, request, service),
    may: {
      shut: permitted('shut-base'),
      // Nobody is offered a press that would be refused.
      open:
        permitted('open-base') &&
        (!also.summary.now?.shut || mayOpen(also.summary.now.shut, { actor: { account: actor.account, roles: mine } })),
      found: permitted('found-shut'),
      walkIn: identified,
      arrive: identified,
    },
    ...(doing && isAsked(doing, { identified, isShut: isShut(scene, place.id) }) ? { doing } : {}),
    others: context.directory
      .placesOf(service.id)
      .filter(({ kind, id }) => kind !== 'car' && id !== place.id && !isShut(scene, id)),
    newKey: newId,
    problems: refused?.problems,
    values: refused?.values,
  };
  return html(reply, <BasePage {...props} />);
}

/** A base that is shut is not shut again, nor an open one opened: by an old address or a page that is behind. */
function isAsked(doing: Doing, about: { identified: boolean; isShut: boolean }): boolean {
  if (doing === 'shut') return !about.isShut;
  return doing === 'open' ? about.isShut : about.identified;
}

function isShut({ summaries }: Scene, place: number): boolean {
  return summaries.some(({ place: one, now: door }) => one.id === place && door?.state === 'shut');
}

type Listed = { summary: BaseSummary; rows: readonly Told[] };
type Looked = { identified: boolean; record?: string; request: FastifyRequest };

/** The people of one base, with names for those who may see them, and the record that somebody looked. */
async function listOf(tx: Tx, { service, now, summaries }: Scene, place: number, looked: Looked): Promise<Listed> {
  const summary = summaries.find((one) => one.place.id === place);
  if (!summary) throw new NotFound('there is no such base');
  const { tenant } = service;
  if (looked.identified && looked.record) {
    const { account, session } = actorOf(looked.request);
    const detail = { base: summary.place.slug, service: service.slug, hours: 12, cases: summary.rows.length };
    await recordAccess(tx, { tenant, at: now, actor: account, session, action: looked.record, detail });
  }
  const rows = looked.identified ? await named(tx, tenant, summary.rows) : summary.rows;
  return { summary, rows };
}

function shown(scene: Scene, { summary, rows }: Listed) {
  const { now, moves } = scene;
  return {
    summary,
    rows,
    now,
    age: { ms: 0, asAt: now },
    nameOf: scene.nameOf,
    placeOf: scene.placeOf,
    ownerOf: ({ id }: Told) => ownerIn(scene, summary, id),
    dueOf: (row: Told) =>
      moves.get(`${row.id} ${summary.place.id}`)?.dueAt ??
      (summary.now?.shut ? moveBy(row.slotAt, summary.now.shut.since) : undefined),
  };
}

async function baseLive(context: DispatchContext, reader: BaseReader, request: FastifyRequest, reply: FastifyReply) {
  const { service, place } = baseNamed(context, request, (request.params as { stream: string }).stream);
  const { tenant } = service;
  const actor = actorOf(request);
  const identified = rolesIn(actor, tenant).some((role) => seesPatients.includes(role));
  // Asked for without its page, or again and again, the list is a view like any other: written down once for each time that it is followed.
  let record = identified && isNewFollowing(context, request, String(place.id)) ? 'follow-base-list' : undefined;
  const draw = async () => {
    const { scene, also } = await reader.read(service, (tx, scene) =>
      listOf(tx, scene, place.id, { identified, request, ...(record ? { record } : {}) }),
    );
    record = undefined;
    const props = shown(scene, also);
    return [
      fragmentMessage('base-facts', renderToString(<BaseFacts {...props} />)),
      fragmentMessage('reception', renderToString(<BaseList {...props} />)),
    ];
  };
  const closed = () => {
    if (!identified) return;
    const access = { tenant, at: context.clocks.now(tenant), actor: actor.account, session: actor.session };
    const detail = { base: place.slug, service: service.slug };
    inScope(context.db, { tenants: [tenant] }, (tx) =>
      recordAccess(tx, { ...access, action: 'close-base-list', detail }),
    ).catch((error) => context.log.warn({ err: error }, 'the closing of a base’s list could not be recorded'));
  };
  // Somebody who may see names now and not later is shown nothing more: the roles are asked again with each reading.
  const needed = identified ? seesPatients : staff;
  return liveRegion(context, request, reply, { tenant, roles: needed, draw, closed });
}
