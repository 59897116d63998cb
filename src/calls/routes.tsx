import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, type Context, frameFor, roles, serviceFor } from '#api';
import { inScope, readStream, recordAccess } from '#database';
import { namesOf, type Role, rolesIn, tenantsWith } from '#people';
import { lookForSpecialNotes } from '#practices';
import { NotFound, newId, parseUuid } from '#shared';
import { renderPage, type Values } from '#web';
import { answeredAt, replayCall } from './call.ts';
import { casesNumbered, openCases, searchCases } from './caseListStore.ts';
import { meant, numbersTyped } from './caseNumberTyped.ts';
import { caseLifecycle } from './caseSteps.ts';
import { seesPatients, viewCase } from './caseView.ts';
import type { RecordedCallEvent } from './events.ts';
import { CasePage } from './pages/case.tsx';
import { CasesPage, type CasesProps } from './pages/cases.tsx';
import { OpenCasePage, type OpenCaseProps } from './pages/openCase.tsx';
import { entryPage, isEntryForm } from './referral/routes.tsx';
import type { ShutBases } from './shutDoor.ts';
import { draftRoutes } from './taking/draftRoutes.ts';
import { callsPage } from './taking/listRoutes.tsx';
import { nothingFound } from './taking/pages/panels.tsx';

/** Everybody who works in the service, and in a demo the visitor, who sees no identities. */
export const staff: readonly Role[] = roles.filter((role) => !['telephony', 'practice-manager'].includes(role));
const openers = caseLifecycle.steps['open-case'].roles;

/** What the house gives, and which bases are shut. */
export type CallsContext = Context & { shutBases: ShutBases };

export function callsRoutes(app: FastifyInstance, context: CallsContext): void {
  const forStaff = { config: { who: staff } };
  draftRoutes(app, context);
  app.get('/cases', forStaff, (request, reply) => casesPage(context, request, reply));
  app.post('/cases/search', { config: { who: seesPatients } }, (request, reply) => casesPage(context, request, reply));
  app.get('/cases/new', { config: { who: openers } }, async (request, reply) => {
    seeing(context, request);
    const call = parseUuid(String((request.query as { call?: string }).call ?? ''));
    // A call has a form of its own, with what is known of the caller beside it.
    if (call.ok) return reply.redirect(`/calls/${call.value}`, 303);
    const { route } = request.query as { route?: string };
    if (isEntryForm(route)) return entryPage(context, request, reply, { route });
    return openCasePage(context, request, reply, {});
  });
  app.get('/cases/:stream', forStaff, async (request, reply) => {
    const { stream } = request.params as { stream: string };
    return casePage(context, request, reply, { stream, chosen: (request.query as { do?: string }).do });
  });
}

function seeing(context: Context, request: FastifyRequest) {
  const service = serviceFor(context, request, (request.query as { service?: string }).service);
  if (!service) throw new NotFound('there is no such service');
  return {
    service,
    actor: actorOf(request),
    frame: frameFor(context, request, service),
    now: context.clocks.now(service.tenant),
  };
}

function html(reply: FastifyReply, page: Parameters<typeof renderPage>[0]) {
  reply.type('text/html; charset=utf-8');
  return renderPage(page);
}

async function casesPage(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const { service, actor, frame, now } = seeing(context, request);
  const about = { tenant: service.tenant, service: service.id };
  const identified = rolesIn(actor, service.tenant).some((role) => seesPatients.includes(role));
  const typed =
    request.method === 'POST' ? String((request.body as { search?: string } | null)?.search ?? '').slice(0, 200) : '';
  const { cases, found } = await inScope(context.db, { tenants: [service.tenant] }, async (tx) => {
    // What was searched for is somebody's name or number: the record says that a search was made, and how much it found.
    const numbered = await casesNumbered(tx, service.tenant, numbersTyped(typed, now));
    const hits = numbered.length > 0 ? numbered : typed ? await searchCases(tx, service.tenant, typed) : undefined;
    if (hits)
      await recordAccess(tx, {
        tenant: service.tenant,
        at: now,
        actor: actor.account,
        session: actor.session,
        action: 'search-cases',
        detail: { found: hits.map(({ id }) => id) },
      });
    return { cases: await openCases(tx, about), found: hits };
  });
  const one = numbersTyped(typed, now).length > 0 ? meant(found ?? [], now) : undefined;
  if (one) return reply.redirect(`/cases/${one.id}`, 303);
  const names = await namesOf(
    context.db,
    [...cases, ...(found ?? [])].flatMap((line) => (line.heldBy ? [line.heldBy] : [])),
  );
  const search: CasesProps['search'] = identified ? { typed, found } : undefined;
  return html(
    reply,
    <CasesPage
      frame={frame}
      now={now}
      cases={cases}
      mayOpen={rolesIn(actor, service.tenant).some((role) => openers.includes(role))}
      nameOf={(account) => names.get(account) ?? 'somebody'}
      placeOf={(place) => context.directory.placeById(place)?.name ?? ''}
      search={search}
    />,
  );
}

type Opening = Partial<Pick<OpenCaseProps, 'id' | 'problems' | 'values' | 'panels'>> & { call?: string };

/** The form of a way in, or the plain one: new, or as it was sent. */
export async function openCasePage(context: Context, request: FastifyRequest, reply: FastifyReply, opening: Opening) {
  // Shown again as it was sent: the form of a way in says so itself, and the other one may hold answers that it has no boxes for.
  const route = opening.values?.way;
  if (isEntryForm(route)) return entryPage(context, request, reply, { ...opening, route });
  const { service, frame, now } = seeing(context, request);
  const events = opening.call
    ? await inScope(context.db, { tenants: [service.tenant] }, (tx) => readStream(tx, service.tenant, opening.call!))
    : [];
  const call =
    opening.call && events.length > 0
      ? { id: opening.call, answeredAt: answeredAt(replayCall(opening.call, events as unknown as RecordedCallEvent[])) }
      : undefined;
  return html(
    reply,
    <OpenCasePage
      frame={frame}
      id={opening.id || newId()}
      newKey={newId}
      call={call}
      problems={opening.problems}
      values={opening.values}
      panels={opening.panels ?? nothingFound(now)}
    />,
  );
}

type Looked = { stream: string; chosen?: string; problems?: OpenCaseProps['problems']; values?: Values };

async function casePage(
  context: CallsContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { stream, ...rest }: Looked,
) {
  const id = parseUuid(stream);
  if (!id.ok) throw new NotFound('there is no such case');
  const actor = actorOf(request);
  const { service, ...view } = await viewCase(context, {
    actor,
    tenants: tenantsWith(actor, staff),
    id: id.value,
    shutBases: context.shutBases,
  });
  const { patient } = view;
  // In a transaction of its own: the page must come up where notes cannot be read.
  const special =
    patient &&
    (await lookForSpecialNotes(
      context.db,
      { tenant: patient.tenant, patient: patient.who, roles: patient.roles, at: view.now },
      (error) => context.log.error({ why: String(error) }, 'special notes could not be read'),
    ));
  const frame = frameFor(context, request, context.directory.serviceById(service));
  const { problems } = rest;
  return html(
    reply,
    <CasePage
      {...view}
      special={special}
      frame={frame}
      chosen={rest.chosen}
      newKey={newId}
      problems={problems}
      values={rest.values}
    />,
  );
}

/** The pages that forms of calls and cases come from, shown again with what is wrong. */
export function pagesAgain(context: CallsContext) {
  return {
    async call(request: FastifyRequest, reply: FastifyReply) {
      reply.code(422);
      return callsPage(context, request, reply);
    },
    openCase: (request: FastifyRequest, reply: FastifyReply, opening: Opening) =>
      openCasePage(context, request, reply, opening),
    case: (request: FastifyRequest, reply: FastifyReply, looked: Looked) => casePage(context, request, reply, looked),
  };
}
