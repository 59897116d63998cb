import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, type Context, frameFor, roles, serviceFor, tableCommandRoutes } from '#api';
import { inScope } from '#database';
import { namesOf, type Role, rolesIn } from '#people';
import { NotFound, newId, type Problem } from '#shared';
import { renderPage, type Values } from '#web';
import { type Doors, noticeRoles, postNotice } from './noticeCommand.ts';
import { noticesNow } from './noticeStore.ts';
import { NoticesPage } from './pages/notices.tsx';

const staff: readonly Role[] = roles.filter((role) => role !== 'telephony');

/** The page of notices, and both ways of posting one. */
export function noticeRoutes(app: FastifyInstance, context: Context, doors: Doors): void {
  app.get('/notices', { config: { who: staff } }, (request, reply) => noticesPage(context, request, reply));
  tableCommandRoutes(app, context, {
    ...postNotice(context.directory, doors),
    face: {
      next: () => '/notices',
      again: (request, reply, { problems, values }) =>
        noticesPage(context, request, reply, { problems, values: values as Values }),
    },
  });
}

type Refused = { problems: readonly Problem[]; values: Values };

async function noticesPage(context: Context, request: FastifyRequest, reply: FastifyReply, refused?: Refused) {
  const asked = (request.query as { service?: string }).service ?? refused?.values.service;
  const service = serviceFor(context, request, asked);
  if (!service) throw new NotFound('there is no such service');
  const { tenant, id, slug } = service;
  const bases = context.directory.placesOf(id).filter(({ kind }) => kind === 'base');
  const now = await inScope(context.db, { tenants: [tenant] }, (tx) => noticesNow(tx, { tenant, service: id }));
  const mine = rolesIn(actorOf(request), tenant);
  // A visitor of a demo sees no identities.
  const names = mine.some((role) => role !== 'visitor')
    ? await namesOf(
        context.db,
        now.map(({ postedBy }) => postedBy),
      )
    : new Map<string, string>();
  const lines = bases.map((base) => {
    const notice = now.find(({ place }) => place === base.id);
    if (!notice) return { place: base.name, goTo: null };
    const { says, goTo, postedAt: since, postedBy } = notice;
    return { place: base.name, says, goTo, since, by: names.get(postedBy) };
  });
  const mayPost = mine.some((role) => noticeRoles.includes(role));
  const frame = frameFor(context, request, service);
  reply.type('text/html; charset=utf-8');
  const props = { frame, service: slug, bases, lines, mayPost, id: newId(), ...refused };
  return renderPage(<NoticesPage {...props} />);
}
