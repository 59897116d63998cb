import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  actorOf,
  type Context,
  type FormFace,
  filled,
  frameFor,
  roles,
  serviceFor,
  type TableCommand,
  tableCommandRoutes,
} from '#api';
import { inScope, type Tx } from '#database';
import { accountNames, peopleWithRoles, type Role, rolesIn } from '#people';
import { localDate, NotFound, newId } from '#shared';
import { joinDates, renderPage, type Values } from '#web';
import { membersOf } from './memberStore.ts';
import { DirectoryPage, type Refused } from './pages/directory.tsx';
import { PracticePage } from './pages/practice.tsx';
import { standingOf } from './practice.ts';
import {
  addPracticeCommand,
  changePracticeCommand,
  closePracticeCommand,
  directoryRoles,
  memberCommands,
  reopenPracticeCommand,
} from './practiceCommands.ts';
import { practicesLike, practicesOf } from './practiceStore.ts';

/** Who may look a practice up: everybody of the service, and in a demo the visitor. */
const staff: readonly Role[] = roles.filter((role) => !['telephony', 'practice-manager'].includes(role));

/** The directory: its pages, what a form asks it while somebody types, and the changes that an administrator makes. */
export function directoryRoutes(app: FastifyInstance, context: Context): void {
  const forStaff = { config: { who: staff } };
  app.get('/practices', forStaff, (request, reply) => directoryPage(context, request, reply));
  app.get('/practices/:code', forStaff, (request, reply) =>
    practicePage(context, request, reply, (request.params as { code: string }).code),
  );
  app.get('/api/practices', forStaff, async (request) => {
    const { tenant } = serviceOf(context, request);
    const { like = '' } = request.query as { like?: string };
    const at = context.clocks.now(tenant);
    const found = await inScope(context.db, { tenants: [tenant] }, (tx) =>
      practicesLike(tx, { tenant, typed: String(like).slice(0, 60), at }),
    );
    return { practices: found.map(({ id, code, name, address }) => ({ id, code, name, address })) };
  });
  const face: FormFace = {
    next: () => '/practices',
    body: (command, form) => {
      const joined = command === 'close-practice' ? joinDates(form, ['on']) : undefined;
      return filled(
        (joined ? (joined.ok ? joined.value : { ...form, on: 'unreadable' }) : form) as Record<string, string>,
      );
    },
    again: (request, reply, { command, problems, values }) => {
      const refused = { problems, values: values as Values };
      if (command === 'add-practice') return directoryPage(context, request, reply, refused);
      return practicePage(context, request, reply, String(values.code ?? ''), { ...refused, command });
    },
  };
  const route = <Body extends z.ZodObject>(command: Omit<TableCommand<Body>, 'face'>) =>
    tableCommandRoutes(app, context, { ...command, face } as TableCommand<Body>);
  const { join, leave } = memberCommands(context.db);
  route(addPracticeCommand);
  route(changePracticeCommand);
  route(closePracticeCommand);
  route(reopenPracticeCommand);
  route(join);
  route(leave);
}

function serviceOf(context: Context, request: FastifyRequest) {
  const service = serviceFor(context, request, (request.query as { service?: string }).service);
  if (!service) throw new NotFound('there is no such service');
  return service;
}

async function everyStanding(context: Context, tx: Tx, tenant: number) {
  const practices = await practicesOf(tx, tenant);
  const known = new Map(practices.map((practice) => [practice.id, practice]));
  const today = localDate(context.clocks.now(tenant));
  return practices.map((practice) => standingOf(practice, known, today));
}

async function directoryPage(context: Context, request: FastifyRequest, reply: FastifyReply, refused: Refused = {}) {
  const service = serviceOf(context, request);
  const { tenant } = service;
  const practices = await inScope(context.db, { tenants: [tenant] }, (tx) => everyStanding(context, tx, tenant));
  const mayKeep = rolesIn(actorOf(request), tenant).some((role) => directoryRoles.includes(role));
  reply.type('text/html; charset=utf-8');
  const props = { frame: frameFor(context, request, service), practices, ...refused };
  return renderPage(<DirectoryPage {...props} {...(mayKeep ? { add: { id: newId() } } : {})} />);
}

async function practicePage(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  code: string,
  { command, ...refused }: Refused & { command?: string } = {},
) {
  const service = serviceOf(context, request);
  const { tenant } = service;
  const { all, members, candidates } = await inScope(context.db, { tenants: [tenant] }, async (tx) => ({
    all: await everyStanding(context, tx, tenant),
    members: await membersOf(tx, tenant),
    candidates: await peopleWithRoles(tx, tenant, ['practice-manager']),
  }));
  const standing = all.find(({ practice }) => practice.code === code.toUpperCase());
  if (!standing) throw new NotFound('there is no such practice');
  const mine = rolesIn(actorOf(request), tenant);
  // A visitor of a demo sees no identities.
  const own = mine.every((role) => role === 'visitor')
    ? []
    : members.filter(({ practice }) => practice === standing.practice.id);
  const known = await accountNames(
    context.db,
    [...own, ...candidates].map(({ account }) => account),
  );
  const mayKeep = rolesIn(actorOf(request), tenant).some((role) => directoryRoles.includes(role));
  const keep = {
    ids: { change: newId(), close: newId(), join: newId(), reopen: newId() },
    others: all.flatMap(({ state, practice }) =>
      state === 'open' && practice !== standing.practice ? [practice] : [],
    ),
    candidates: candidates.flatMap(({ account }) => known.get(account) ?? []),
    ...(command ? { refused: command } : {}),
  };
  reply.type('text/html; charset=utf-8');
  const props = {
    frame: frameFor(context, request, service),
    standing,
    members: own.map(({ account, post }) => ({ post, name: 'somebody', ...known.get(account) })),
    ...refused,
  };
  return renderPage(<PracticePage {...props} {...(mayKeep ? { keep } : {})} />);
}
