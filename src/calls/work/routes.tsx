import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { actorOf, type Context, type Faced, type FormFace, filled, frameFor, liveRegion, serviceFor } from '#api';
import { inScope } from '#database';
import { type Role, tenantsWith } from '#people';
import { type Instant, NotFound, newId, type Problem, parseUuid, toIso, uuidTime, uuidv7FromKey } from '#shared';
import { fragmentMessage, renderPage, type Values } from '#web';
import { workStage } from './commands.ts';
import { workRounds } from './followerRounds.ts';
import { WorkItemPage } from './pages/workItem.tsx';
import { WorkListPage, WorkTile } from './pages/workList.tsx';
import { workCommands } from './workCommands.ts';
import { workers } from './workSteps.ts';
import { openWork, type WorkLine, workOf } from './workStore.ts';
import { viewWork, viewWorkItem } from './workView.ts';

/** A visitor of a demo sees what is owed, and no identity. */
const onlookers: readonly Role[] = [...workers, 'driver', 'rota-manager', 'privacy-officer', 'visitor'];

export function workRoutes(app: FastifyInstance, context: Context): void {
  const forStaff = { config: { who: onlookers } };
  app.get('/work', forStaff, async (request, reply) => {
    const service = serviceFor(context, request, (request.query as { service?: string }).service);
    if (!service) throw new NotFound('there is no such service');
    await caughtUp(context);
    const list = await viewWork(context, actorOf(request), service);
    const query = `?service=${encodeURIComponent(service.slug)}`;
    const frame = frameFor(context, request, service);
    return html(reply, <WorkListPage {...list} {...{ frame, query }} keyFor={() => newId()} />);
  });
  app.get('/work/live', forStaff, (request, reply) => liveWork(context, request, reply));
  // Codes, ids and times: whom it is about stands on the case and the call.
  app.get('/api/work', forStaff, async (request) => {
    const { service: named, case: about } = request.query as { service?: string; case?: string };
    const service = serviceFor(context, request, named);
    if (!service) throw new NotFound('there is no such service');
    const id = about === undefined ? undefined : parseUuid(about);
    if (id && !id.ok) throw new NotFound('there is no such case');
    const { tenant } = service;
    const lines = await inScope(context.db, { tenants: [tenant] }, (tx) =>
      id?.ok ? workOf(tx, tenant, { case: id.value }) : openWork(tx, { tenant, service: service.id }),
    );
    return { work: lines.filter((line) => line.service === service.id).map(shownAsData) };
  });
  app.get('/work/:stream', forStaff, async (request, reply) => {
    const { stream } = request.params as { stream: string };
    return itemPage(context, request, reply, { stream });
  });
}

/** The list for as long as somebody looks at it; no patient is named in it. */
function liveWork(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const service = serviceFor(context, request, (request.query as { service?: string }).service);
  if (!service) throw new NotFound('there is no such service');
  // One key a form for as long as the stream lasts: what has not changed stays as it is.
  const seed = newId();
  const keyFor = (work: string) => uuidv7FromKey(uuidTime(seed) as Instant, `${seed} ${work}`);
  const draw = async () => {
    const list = await viewWork(context, actorOf(request), service);
    return [fragmentMessage('work', renderToString(<WorkTile {...list} keyFor={keyFor} />))];
  };
  return liveRegion(context, request, reply, { tenant: service.tenant, roles: onlookers, draw });
}

export function workFaces(context: Context): Faced[] {
  const stage = workStage();
  const face: FormFace = {
    body: (_, form) => filled(form),
    next: (command, subject) => (command === 'take-work' ? `/work/${subject}` : '/work'),
    again: (request, reply, { stream, problems, values }) =>
      itemPage(context, request, reply, { stream, problems, values: values as Values }),
  };
  return workCommands.map((command) => ({ command, stage, face })) as Faced[];
}

function shownAsData({ raisedAt, dueAt, takenAt, endedAt, service: _, case: about, ...line }: WorkLine) {
  return {
    ...line,
    ...(about ? { case: about.id, number: about.number } : {}),
    raisedAt: toIso(raisedAt),
    dueAt: toIso(dueAt),
    ...(takenAt === undefined ? {} : { takenAt: toIso(takenAt) }),
    ...(endedAt === undefined ? {} : { endedAt: toIso(endedAt) }),
  };
}

const WAIT_MS = 500;

/** What was recorded a moment ago has ended what it ends, where that can be seen to without keeping anybody waiting. */
async function caughtUp(context: Context): Promise<void> {
  const waited = new Promise<void>((resolve) => {
    setTimeout(resolve, WAIT_MS).unref();
  });
  await Promise.race([
    workRounds(context)
      .run()
      .catch(() => {}),
    waited,
  ]);
}

type Looked = { stream: string; problems?: readonly Problem[]; values?: Values };

async function itemPage(context: Context, request: FastifyRequest, reply: FastifyReply, { stream, ...rest }: Looked) {
  const id = parseUuid(stream);
  if (!id.ok) throw new NotFound('there is no such work item');
  const actor = actorOf(request);
  const { service, ...view } = await viewWorkItem(context, {
    actor,
    tenants: tenantsWith(actor, onlookers),
    id: id.value,
  });
  const frame = frameFor(context, request, context.directory.serviceById(service));
  return html(reply, <WorkItemPage {...view} frame={frame} newKey={newId} {...rest} />);
}

function html(reply: FastifyReply, page: Parameters<typeof renderPage>[0]) {
  reply.type('text/html; charset=utf-8');
  return renderPage(page);
}
