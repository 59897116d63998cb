import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  actorOf,
  type Context,
  type FormFace,
  frameFor,
  serviceFor,
  type TableCommand,
  tableCommandRoutes,
} from '#api';
import { ensureYear, inScope, recordAccess, type Tx } from '#database';
import { type Actor, namesOf, type Role, rolesIn } from '#people';
import { type Instant, NotFound, newId, parseUuid } from '#shared';
import { renderPage, type Values } from '#web';
import type { Cases } from './cases.ts';
import type { Concern, ConcernLine } from './concern.ts';
import { stepFrom } from './concern.ts';
import { answerConcern, askAgain, raiseConcern, settleConcern, takeConcern } from './concernCommands.ts';
import { answerers, type ConcernStep, concernLifecycle } from './concernSteps.ts';
import { concernById, concernsOf, linesOf } from './concernStore.ts';
import { practiceRoles } from './noteCommands.ts';
import { ownPage } from './ownRoutes.ts';
import { ConcernPage, ConcernsPage, OwnConcernsPage } from './pages/concerns.tsx';
import type { Refused } from './pages/directory.tsx';
import { practicesOf } from './practiceStore.ts';
import { idsOf, spokenForThing } from './spokenStore.ts';

/** Concerns: the practice's own pages, those of whoever answers, and every way of taking a step. */
export function concernRoutes(app: FastifyInstance, context: Context, cases: Pick<Cases, 'caseOf'>): void {
  const forPractice = { config: { who: practiceRoles } };
  const forService = { config: { who: answerers as readonly Role[] } };
  app.get('/practice/concerns', forPractice, (request, reply) => ownConcerns(context, request, reply));
  app.get('/practice/concerns/:id', forPractice, (request, reply) =>
    ownConcern(context, request, reply, idIn(request)),
  );
  app.get('/concerns', forService, (request, reply) => allConcerns(context, request, reply));
  app.get('/concerns/:id', forService, (request, reply) => anyConcern(context, request, reply, idIn(request)));
  const own: FormFace = {
    // The number stands on the page of the concern: that is where whoever raised it goes.
    next: (command, subject) => (command === 'raise-concern' ? `/practice/concerns/${subject}` : '/practice/concerns'),
    again: (request, reply, { command, problems, values }) => {
      const refused = { problems, values: values as Values };
      if (command === 'raise-concern') return ownConcerns(context, request, reply, refused);
      return ownConcern(context, request, reply, String(values.concern ?? ''), { ...refused, command });
    },
  };
  const theirs: FormFace = {
    next: () => '/concerns',
    again: (request, reply, { command, problems, values }) =>
      anyConcern(context, request, reply, String(values.concern ?? ''), {
        problems,
        values: values as Values,
        command,
      }),
  };
  const route = <Body extends z.ZodObject>(command: Omit<TableCommand<Body>, 'face'>, face: FormFace) =>
    tableCommandRoutes(app, context, { ...command, face } as TableCommand<Body>);
  route(raiseConcern(cases), own);
  route(askAgain, own);
  route(settleConcern, own);
  route(takeConcern, theirs);
  route(answerConcern, theirs);
}

const idIn = (request: FastifyRequest) => (request.params as { id: string }).id;

function html(reply: FastifyReply, page: Parameters<typeof renderPage>[0]) {
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
  return renderPage(page);
}

type Looking = { tenant: number; at: Instant; actor: Actor };

function looked(tx: Tx, { tenant, at, actor }: Looking, action: string, subject?: string) {
  const about = { tenant, at, actor: actor.account, session: actor.session, action };
  return recordAccess(tx, { ...about, ...(subject ? { subject } : {}) });
}

function ownConcerns(context: Context, request: FastifyRequest, reply: FastifyReply, refused: Refused = {}) {
  const asked = (request.query as { practice?: string }).practice ?? refused.values?.practice;
  return ownPage(context, request, asked, async (page) => {
    const { tx, tenant, spoken, at, frame, practices } = page;
    const concerns = await concernsOf(tx, { tenant, practices: idsOf(spoken) });
    await looked(tx, page, 'view-concerns');
    const nameOf = await namesIn(context, concerns, []);
    const raise = { id: newId(), practice: spoken.practice.code, ...refused };
    return html(reply, <OwnConcernsPage {...{ frame, practices, concerns, now: at, nameOf, raise }} />);
  });
}

type RefusedStep = Refused & { command?: string };

function ownConcern(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  again: RefusedStep = {},
) {
  return ownPage(context, request, undefined, async (page) => {
    const { tx, tenant, speaker, frame, at } = page;
    const { concern, lines } = await concernIn(tx, tenant, id);
    const spoken = await spokenForThing(tx, speaker, concern.practice);
    await looked(tx, page, 'view-concern', concern.id);
    const practice = [spoken.practice, ...spoken.predecessors].find((one) => one.id === concern.practice)?.name ?? '';
    const nameOf = await namesIn(context, [concern], lines);
    const shown = { frame, concern, lines, practice, now: at, nameOf, side: 'practice' as const };
    return html(reply, <ConcernPage {...shown} {...stepsAt(concern, ['practice-manager'])} {...refusedIn(again)} />);
  });
}

async function allConcerns(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const { tenant, frame, at, actor } = service(context, request);
  await ensureYear(context.db, at);
  return inScope(context.db, { tenants: [tenant] }, async (tx) => {
    const concerns = await concernsOf(tx, { tenant });
    await looked(tx, { tenant, at, actor }, 'view-concerns');
    const names = new Map((await practicesOf(tx, tenant)).map(({ id, name }) => [id, name]));
    const practiceOf = (id: number) => names.get(id) ?? 'a practice';
    const nameOf = await namesIn(context, concerns, []);
    return html(reply, <ConcernsPage {...{ frame, concerns, now: at, nameOf, practiceOf }} />);
  });
}

async function anyConcern(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  again: RefusedStep = {},
) {
  const { tenant, frame, at, actor } = service(context, request);
  await ensureYear(context.db, at);
  return inScope(context.db, { tenants: [tenant] }, async (tx) => {
    const { concern, lines } = await concernIn(tx, tenant, id);
    await looked(tx, { tenant, at, actor }, 'view-concern', concern.id);
    const practice = (await practicesOf(tx, tenant)).find((one) => one.id === concern.practice)?.name ?? 'a practice';
    const nameOf = await namesIn(context, [concern], lines);
    const shown = { frame, concern, lines, practice, now: at, nameOf, side: 'service' as const };
    return html(
      reply,
      <ConcernPage {...shown} {...stepsAt(concern, rolesIn(actor, tenant), actor.account)} {...refusedIn(again)} />,
    );
  });
}

function service(context: Context, request: FastifyRequest) {
  const found = serviceFor(context, request, (request.query as { service?: string }).service);
  if (!found) throw new NotFound('there is no such service');
  const { tenant } = found;
  return { tenant, frame: frameFor(context, request, found), at: context.clocks.now(tenant), actor: actorOf(request) };
}

async function concernIn(tx: Tx, tenant: number, text: string): Promise<{ concern: Concern; lines: ConcernLine[] }> {
  const id = parseUuid(text);
  const concern = id.ok ? await concernById(tx, { tenant, id: id.value }) : undefined;
  if (!concern) throw new NotFound('there is no such concern');
  return { concern, lines: await linesOf(tx, { tenant, concern: concern.id }) };
}

async function namesIn(context: Context, concerns: readonly Concern[], lines: readonly ConcernLine[]) {
  const people = [...concerns.flatMap(({ raisedBy, hasBy }) => [raisedBy, hasBy ?? '']), ...lines.map(({ by }) => by)];
  const names = await namesOf(context.db, people.filter(Boolean));
  return (account: string) => names.get(account) ?? 'somebody';
}

/** The buttons of a page: what these roles may do to the concern as it stands. */
function stepsAt(concern: Concern, roles: readonly Role[], account?: string) {
  const steps = (Object.keys(concernLifecycle.steps) as ConcernStep[])
    .filter((step) => stepFrom(concern.state, step).ok)
    // Whoever has it need not take it.
    .filter((step) => step !== 'take-concern' || concern.state !== 'in-hand' || concern.hasBy !== account)
    .filter((step) => (concernLifecycle.steps[step].roles as readonly Role[]).some((role) => roles.includes(role)))
    .map((step) => ({ step, id: newId() }));
  return { steps };
}

function refusedIn({ command, ...refused }: RefusedStep) {
  return { ...refused, ...(command ? { refused: command } : {}) };
}
