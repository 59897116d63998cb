import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, type Context, frameFor, serviceFor } from '#api';
import { type Actor, knowsStaff, namesOf, type Place, type Role, rolesIn, type Service } from '#people';
import { type Instant, NotFound } from '#shared';
import { renderPage, type StaffFrame } from '#web';
import type { Where } from './nightTables.ts';
import type { Namer } from './rules/log.ts';

/** Who looks at a page of the night, of which service, and when. */
export type Desk = {
  service: Service;
  where: Where;
  now: Instant;
  frame: StaffFrame;
  actor: Actor;
  places: readonly Place[];
  /** Whether the actor holds one of these roles here. */
  is(roles: readonly Role[]): boolean;
  /** Names of staff and what the log says of them: for whoever works in the service. */
  seesNames: boolean;
};

export function deskOf(context: Context, request: FastifyRequest, asked?: string): Desk {
  const { service: query } = request.query as { service?: unknown };
  const service = serviceFor(context, request, asked ?? (typeof query === 'string' ? query : undefined));
  if (!service) throw new NotFound('there is no such service among those that you may see');
  const actor = actorOf(request);
  const mine = rolesIn(actor, service.tenant);
  return {
    service,
    actor,
    where: { tenant: service.tenant, service: service.id },
    now: context.clocks.now(service.tenant),
    frame: frameFor(context, request, service),
    places: context.directory.placesOf(service.id),
    is: (roles) => mine.some((role) => roles.includes(role)),
    seesNames: knowsStaff(mine),
  };
}

/** Names of these people and of every place, as whoever looks may see them. */
export async function namerOf(context: Context, desk: Desk, accounts: readonly (string | undefined)[]): Promise<Namer> {
  const known = desk.seesNames ? accounts.filter((account) => account !== undefined) : [];
  const names = await namesOf(context.db, known);
  return {
    person: (account) => names.get(account),
    place: (id) => desk.places.find((place) => place.id === id)?.name,
  };
}

/** A page that is never kept: what it says is of this moment. */
export function html(reply: FastifyReply, page: Parameters<typeof renderPage>[0]): string {
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
  return renderPage(page);
}
