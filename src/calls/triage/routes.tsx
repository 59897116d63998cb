import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { actorOf, endWhenNotTheSame, frameFor, type Registered, runCommand, serviceFor } from '#api';
import { inScope, recordAccess } from '#database';
import { namesOf, type Role, rolesIn, type Service } from '#people';
import { lookForSpecialNotes } from '#practices';
import { NotFound, newId, type Problem, parseUuid } from '#shared';
import { fragmentMessage, pollAnswer, renderPage, sse, type Values } from '#web';
import { caseLine } from '../caseListStore.ts';
import { clinicians } from '../caseSteps.ts';
import { asCaseEvents, loadCase, textsOf } from '../caseStore.ts';
import { seesPatients } from '../caseView.ts';
import type { CallsContext } from '../routes.tsx';
import { alsoDue } from './alsoDue.ts';
import { type CaseInHand, draftsOf, patientIn, readCaseInHand } from './caseInHand.ts';
import { type LiveQueues, openLiveQueues, openQueueReader, type QueueRead } from './liveQueue.ts';
import { olderDrafts, putAway } from './olderDraftStore.ts';
import { inTurn, notBegunBy } from './order.ts';
import { CallBacksPage, doneWords, endedWords, heardKey, saidIn } from './pages/callBacks.tsx';
import { HeldNow } from './pages/heldNow.tsx';
import { type QueueProps, QueueTile } from './pages/queueTile.tsx';
import { SaidNow } from './pages/saidNow.tsx';

/** Whoever works on the queue, and those who answer for it. */
export const callBackRoles: readonly Role[] = [
  ...clinicians,
  'shift-lead',
  'health-advisor',
  'receptionist',
  'privacy-officer',
];

type Looked = {
  stream?: string;
  chosen?: string;
  done?: string;
  ended?: string;
  problems?: readonly Problem[];
  values?: Values;
};

/** The commands by which a case is taken and given back, as everybody else carries them out. */
type Holding = { take: Registered; release: Registered };

export function callBackRoutes(app: FastifyInstance, context: CallsContext, holding: Holding): void {
  const live = openLiveQueues(context);
  app.addHook('preClose', async () => live.stop());
  const forThem = { config: { who: callBackRoles } };
  app.get('/call-backs', forThem, (request, reply) => {
    const { case: stream, do: chosen, done, ended } = request.query as Record<string, string | undefined>;
    return callBacksPage({ context, read: live.read }, request, reply, { stream, chosen, done, ended });
  });
  app.get('/call-backs/live', forThem, (request, reply) => liveCallBacks({ context, live }, request, reply));
  app.post('/call-backs/put-away', { config: { who: clinicians } }, async (request, reply) => {
    const { service, actor } = seeing(context, request);
    const { case: of, draft } = (request.body ?? {}) as Record<string, unknown>;
    const id = parseUuid(String(of ?? ''));
    if (!id.ok || !String(draft).startsWith(draftsOf(id.value))) throw new NotFound('there is no such draft');
    await putAway(context, { tenant: service.tenant, account: actor.account }, String(draft));
    return reply.redirect(`/call-backs?case=${id.value}`, 303);
  });
  app.post('/call-backs/next', { config: { who: clinicians } }, (request, reply) =>
    takeNext({ context, live, ...holding }, request, reply),
  );
}

type Around = { context: CallsContext; live: LiveQueues };
type Reading = { context: CallsContext; read: LiveQueues['read'] };

function seeing(context: CallsContext, request: FastifyRequest) {
  const service = serviceFor(context, request, (request.query as { service?: string }).service);
  if (!service) throw new NotFound('there is no such service');
  const actor = actorOf(request);
  const roles = rolesIn(actor, service.tenant);
  const may = (list: readonly Role[]) => roles.some((role) => list.includes(role));
  return { service, actor, may, now: context.clocks.now(service.tenant) };
}

async function callBacksPage(
  { context, read: readNow }: Reading,
  request: FastifyRequest,
  reply: FastifyReply,
  looked: Looked,
) {
  const { service, actor, may, now } = seeing(context, request);
  const { tenant } = service;
  const read = await readNow(service);
  const id = looked.stream === undefined ? undefined : parseUuid(looked.stream);
  if (id && !id.ok) throw new NotFound('there is no such case');
  const last = parseUuid(looked.ended ?? '');
  const { hand, ended } = await inScope(context.db, { tenants: [tenant] }, async (tx) => {
    const about = { tenant, at: now, actor: actor.account, session: actor.session };
    await recordAccess(tx, { ...about, action: 'view-call-backs', detail: { service: service.slug } });
    const line = last.ok ? await caseLine(tx, tenant, last.value) : undefined;
    if (!id) return { hand: undefined, ended: line };
    const hand = await readCaseInHand(tx, {
      tenant,
      id: id.value,
      actor,
      seesPatients: may(seesPatients),
      now,
      shutBases: context.shutBases,
    });
    return { hand, ended: line };
  });
  if (id && !hand) throw new NotFound('there is no such case');
  // In a transaction of its own, after the other: the page must come up where notes cannot be read, and must not hold two connections.
  const special =
    hand?.person &&
    (await lookForSpecialNotes(
      context.db,
      { tenant, patient: patientIn(hand.person), roles: rolesIn(actor, tenant), at: now },
      (error) => context.log.error({ why: String(error) }, 'special notes could not be read'),
    ));
  const older = hand?.mayWork
    ? await olderDrafts(context, { tenant, account: actor.account, session: actor.session, now }, hand)
    : [];
  const names = hand ? await namesOf(context.db, accountsOf(hand)) : new Map<string, string>();
  const nameOf = (account: string) => names.get(account) ?? read.nameOf(account);
  const placeName = (place: number) => context.directory.placeById(place)?.name ?? 'a base';
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
  return renderPage(
    <CallBacksPage
      frame={frameFor(context, request, service)}
      now={now}
      queue={queueProps({ context, read }, request, service, hand?.line.id)}
      hand={hand}
      special={special}
      older={older}
      done={ended ? endedWords(ended, placeName) : doneWords[looked.done ?? '']}
      chosen={looked.chosen}
      problems={looked.problems}
      values={looked.values}
      nameOf={nameOf}
      newKey={newId}
    />,
  );
}

/** The page that a refused form came from, with what was typed and what is wrong. */
export function callBacksAgain(context: CallsContext) {
  const read = openQueueReader(context);
  return (request: FastifyRequest, reply: FastifyReply, looked: Looked) =>
    callBacksPage({ context, read }, request, reply, looked);
}

/** Which way of ending it a refused form had chosen, so that its panel is open again. */
export function chosenIn(command: string, values: Record<string, string>): string {
  return values.outcome ?? command;
}

function queueProps(
  { context, read }: { context: CallsContext; read: QueueRead },
  request: FastifyRequest,
  service: Service,
  open: string | undefined,
): QueueProps {
  const { actor, may } = seeing(context, request);
  const { queue, asAt, readAt, nameOf } = read;
  return {
    callBacks: queue.callBacks,
    alsoDue: alsoDue(queue, { me: actor.account, mine: rolesIn(actor, service.tenant), open }),
    now: context.clocks.now(service.tenant),
    age: { ms: context.machineNow() - readAt, asAt },
    open,
    me: actor.account,
    nameOf,
    mayWork: may(clinicians),
    newKey: newId,
  };
}

function accountsOf({ line, events, texts, notes, others }: CaseInHand): string[] {
  const holding = others.flatMap(({ heldBy }) => heldBy ?? []);
  const said = [...events.map((e) => e.recordedBy), ...texts.map((t) => t.writtenBy), ...notes.map((n) => n.writtenBy)];
  return [...new Set([...said, ...holding, ...(line.heldBy ? [line.heldBy] : [])])];
}

type Live = { case?: string; mine?: string; said?: string; poll?: string };

/** The queue, and whose the open case is: never the form that somebody types in. */
async function liveCallBacks({ context, live }: Around, request: FastifyRequest, reply: FastifyReply) {
  const { service, actor, may, now } = seeing(context, request);
  const { tenant } = service;
  const query = request.query as Live;
  const id = parseUuid(query.case ?? '');
  const open = id.ok ? id.value : undefined;
  const clock = () => ({ kind: 'clock', at: context.clocks.now(tenant), rate: context.clocks.rate(tenant) }) as const;
  // One key for as long as the stream lasts: a fragment in which nothing else has changed is not sent again.
  const [ofNext, ofHeld] = [newId(), newId()];
  const drawn = (read: QueueRead) => [
    fragmentMessage(
      'call-backs',
      renderToString(<QueueTile {...queueProps({ context, read }, request, service, open)} newKey={() => ofNext} />),
    ),
    ...(open === undefined
      ? []
      : [
          fragmentMessage(
            'held',
            renderToString(held(read, { actor: actor.account, open, wasMine: query.mine === '1', key: ofHeld })),
          ),
        ]),
  ];
  // What was said is of a patient: it is read again only where something new was heard, and written down each time.
  const told =
    open !== undefined && may(seesPatients) ? saidLive({ context, tenant, actor, open, since: query.said }) : undefined;
  if (query.poll) {
    const read = await live.read(service);
    return pollAnswer(reply, [clock(), ...drawn(read), ...((await told?.(read)) ?? [])]);
  }
  await inScope(context.db, { tenants: [tenant] }, (tx) =>
    recordAccess(tx, {
      tenant,
      at: now,
      actor: actor.account,
      session: actor.session,
      action: 'view-call-backs',
      detail: { service: service.slug, live: true },
    }),
  );
  sse(
    reply,
    (send) =>
      live.follow(service, (read) => {
        for (const message of drawn(read)) send(message);
        told?.(read).then(
          (messages) => messages.forEach(send),
          (error) => context.log.warn({ why: String(error) }, 'what was said could not be read'),
        );
      }),
    clock,
  );
  endWhenNotTheSame(context, request, reply);
  return reply;
}

/** What was said, for whoever has the case open; nothing where nobody was in touch since it was last read. */
function saidLive(about: {
  context: CallsContext;
  tenant: number;
  actor: ReturnType<typeof actorOf>;
  open: string;
  since?: string;
}) {
  const { context, tenant, actor, open } = about;
  let last = about.since;
  return async (read: QueueRead) => {
    const line = lineIn(read, open);
    const key = line && heardKey(line);
    if (key === undefined || key === last) return [];
    last = key;
    const known = await inScope(context.db, { tenants: [tenant] }, async (tx) => {
      const now = context.clocks.now(tenant);
      const looked = { tenant, at: now, actor: actor.account, session: actor.session, subject: open };
      await recordAccess(tx, { ...looked, action: 'view-case', detail: { live: true } });
      const events = asCaseEvents((await loadCase(tx, tenant, open))?.events ?? []);
      return { events, texts: await textsOf(tx, tenant, open) };
    });
    const { said, worse } = saidIn(known);
    const names = await namesOf(context.db, [...new Set(said.map(({ by }) => by))]);
    const nameOf = (account: string) => names.get(account) ?? 'somebody';
    return [fragmentMessage('said', renderToString(<SaidNow said={said} worse={worse} nameOf={nameOf} />))];
  };
}

const lineIn = ({ queue }: QueueRead, open: string) =>
  [...queue.callBacks, ...queue.held].find(({ id }) => id === open);

function held(read: QueueRead, about: { actor: string; open: string; wasMine: boolean; key: string }) {
  const { actor, open, wasMine, key } = about;
  const line = lineIn(read, open) ?? { id: open };
  const isMine = 'heldBy' in line && line.heldBy === actor;
  return <HeldNow line={line} isMine={isMine} wasMine={wasMine} nameOf={read.nameOf} newKey={() => key} />;
}

/**
 * F2: the first in order that nobody has. Somebody else may be quicker: then the one after it. What this person had taken and not begun goes back
 * once they have another, so that nobody waits for somebody who has gone on.
 */
async function takeNext(
  { context, live, take, release }: Around & Holding,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { service, actor } = seeing(context, request);
  const key = parseUuid(String((request.body as { _key?: unknown } | null)?._key ?? ''));
  const { queue } = await live.read(service);
  for (const { id } of inTurn(queue.callBacks, context.clocks.now(service.tenant))) {
    const press = { body: {}, actor, source: 'page' as const, now: context.clocks.now };
    const answer = await runCommand(context.db, take, { ...press, stream: id, key: key.ok ? key.value : newId() });
    if (answer.kind === 'done') {
      const before = notBegunBy(queue.callBacks, actor.account).filter((one) => one.id !== answer.subject);
      for (const one of before) await runCommand(context.db, release, { ...press, stream: one.id, key: newId() });
      context.waker.touch();
      return reply.redirect(`/call-backs?case=${answer.subject}${before.length > 0 ? '&done=gave-back' : ''}`, 303);
    }
    // The same press sent twice: what the first took is theirs.
    if (answer.problems.some(({ code }) => code === 'key-reused')) break;
  }
  // Nobody else waits: on with what is theirs, first what they have not begun.
  const last =
    notBegunBy(queue.callBacks, actor.account)[0] ??
    queue.callBacks
      .filter(({ heldBy }) => heldBy === actor.account)
      .sort((a, b) => (b.heldSince ?? 0) - (a.heldSince ?? 0))[0];
  return reply.redirect(last ? `/call-backs?case=${last.id}` : '/call-backs?done=nobody', 303);
}
