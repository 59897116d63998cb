import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { actorOf, type Context, endWhenNotTheSame, frameFor, type Registered, runCommand, serviceFor } from '#api';
import { findRequest, inScope } from '#database';
import { type Role, rolesIn, type Service } from '#people';
import { NotFound, newId, parseUuid } from '#shared';
import { fragmentMessage, pollAnswer, renderPage, sse } from '#web';
import { callLifecycle } from '../callSteps.ts';
import { caseLine } from '../caseListStore.ts';
import { caseLifecycle } from '../caseSteps.ts';
import { callList, ringingCalls } from './callListStore.ts';
import { CallLists, type CallListsProps, CallsPage, type Saved } from './pages/calls.tsx';

const answerers = callLifecycle.steps['answer-call'].roles;
const openers = caseLifecycle.steps['open-case'].roles;
const POLL_MS = 1_000;
/** Drawn anew at once when a call comes or goes, else only so often: nothing moves under a hand on its way to a button. */
const DRAWN_MS = 5_000;
const keyOf = ({ ringing, answered }: CallListsProps) => [...ringing, ...answered].map(({ id }) => id).join();

export type Listing = { staff: readonly Role[]; answer: Registered };

/** The calls that ring and those that wait for their case; and the next one with one key. */
export function listRoutes(app: FastifyInstance, context: Context, { staff, answer }: Listing): void {
  const forStaff = { config: { who: staff } };
  app.get('/calls', forStaff, (request, reply) => callsPage(context, request, reply));
  app.get('/calls/live', forStaff, (request, reply) => liveCalls(context, request, reply));
  app.post('/calls/answer-next', { config: { who: answerers } }, (request, reply) =>
    answerNext(context, answer, request, reply),
  );
}

/**
 * The longest ringing call that nobody else has just answered. Whoever is second to one is refused it by its own life, and takes the
 * next; the key of the form makes one press one call, however often it is sent.
 */
async function answerNext(context: Context, answer: Registered, request: FastifyRequest, reply: FastifyReply) {
  const { service, actor } = seeing(context, request);
  const { tenant } = service;
  const sent = parseUuid(String((request.body as { _key?: string } | null)?._key ?? ''));
  const key = sent.ok ? sent.value : newId();
  const scope = { tenants: [tenant] };
  const { first, ringing } = await inScope(context.db, scope, async (tx) => ({
    first: await findRequest(tx, { tenant, actor: actor.account, key }),
    ringing: await ringingCalls(tx, { tenant, service: service.id }),
  }));
  if (first?.subject) return reply.redirect(`/calls/${first.subject}`, 303);
  for (const { id } of ringing) {
    const asked = { stream: id, body: {}, actor, key, source: 'page' as const, now: context.clocks.now };
    const done = await runCommand(context.db, answer, asked);
    if (done.kind === 'refused') continue;
    context.waker.touch();
    return reply.redirect(`/calls/${id}`, 303);
  }
  return reply.redirect('/calls?none=ringing', 303);
}

function seeing(context: Context, request: FastifyRequest) {
  const service = serviceFor(context, request, (request.query as { service?: string }).service);
  if (!service) throw new NotFound('there is no such service');
  return { service, actor: actorOf(request), now: context.clocks.now(service.tenant) };
}

async function listsOf(context: Context, request: FastifyRequest, service: Service): Promise<CallListsProps> {
  const actor = actorOf(request);
  const { tenant } = service;
  const [now, readAt] = [context.clocks.now(tenant), context.machineNow()];
  const lists = await inScope(context.db, { tenants: [tenant] }, (tx) =>
    callList(tx, { tenant, service: service.id, now }),
  );
  const mine = rolesIn(actor, tenant);
  const may = (roles: readonly Role[]) => roles.some((role) => mine.includes(role));
  return {
    ...lists,
    now,
    age: { ms: Math.max(0, context.machineNow() - readAt), asAt: now },
    me: actor.account,
    may: { answer: may(answerers), open: may(openers), offer: may(callLifecycle.steps['offer-call'].roles) },
    newKey: newId,
  };
}

/** The page of calls; `status` 422 where a form of it was refused. */
export async function callsPage(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const { service } = seeing(context, request);
  const query = request.query as { none?: string; saved?: string; as?: string };
  const lists = await listsOf(context, request, service);
  const saved = await savedCase(context, service, query);
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
  const frame = frameFor(context, request, service);
  return renderPage(
    <CallsPage {...lists} frame={frame} service={service.slug} saved={saved} noneRang={query.none === 'ringing'} />,
  );
}

async function savedCase(
  context: Context,
  { tenant }: Service,
  { saved, as = '' }: { saved?: string; as?: string },
): Promise<Saved | undefined> {
  const id = parseUuid(saved ?? '');
  if (!id.ok) return undefined;
  const line = await inScope(context.db, { tenants: [tenant] }, (tx) => caseLine(tx, tenant, id.value));
  return line && { id: line.id, number: line.number, how: as.split(' ') };
}

async function liveCalls(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const { service } = seeing(context, request);
  const { tenant } = service;
  const clock = () => ({ kind: 'clock', at: context.clocks.now(tenant), rate: context.clocks.rate(tenant) }) as const;
  const read = () => listsOf(context, request, service);
  const drawn = (lists: CallListsProps) => fragmentMessage('calls', renderToString(<CallLists {...lists} />));
  if ((request.query as { poll?: string }).poll) return pollAnswer(reply, [clock(), drawn(await read())]);
  sse(
    reply,
    (send) => {
      let timer: NodeJS.Timeout;
      let isOver = false;
      let [sent, sentAt]: [string | undefined, number] = [undefined, 0];
      const again = async () => {
        // Where it cannot be read, the age of the list says so.
        const lists = await read().catch(() => undefined);
        const machine = context.machineNow();
        const isDue = lists && (sent === undefined || keyOf(lists) !== sent || machine - sentAt >= DRAWN_MS);
        // The page itself was drawn a moment ago.
        if (isDue && !isOver && sent !== undefined) send(drawn(lists));
        if (isDue) [sent, sentAt] = [keyOf(lists), machine];
        if (!isOver) timer = setTimeout(again, POLL_MS);
      };
      void again();
      return () => {
        isOver = true;
        clearTimeout(timer);
      };
    },
    clock,
  );
  endWhenNotTheSame(context, request, reply);
}
