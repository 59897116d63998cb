import type { FastifyInstance, FastifyRequest } from 'fastify';
import { inScope, type Tx } from '#database';
import { type Role, rolesIn, type Service, tenantsWith } from '#people';
import type { PassShown, StaffFrame } from '#web';
import type { Context } from './context.ts';
import { actorOf } from './who.ts';

/** Who may pass a patient to 999, and which passes run: handed in by the module that keeps them, because it stands on this one. */
export type PassSource = {
  roles: readonly Role[];
  /** The passes that run in the organisations of the scope, the earliest due first. */
  read(tx: Tx): Promise<readonly (PassShown & { service: number })[]>;
};

type Read = { source: PassSource; passes: readonly (PassShown & { service: number })[] };
const known = new WeakMap<FastifyRequest, Read>();

/** Reads the running passes once before each staff page: they stand on all of them until 999 has taken them. */
export function readPasses(app: FastifyInstance, context: Context, source: PassSource | undefined): void {
  if (!source) return;
  app.addHook('preHandler', async (request) => {
    if (!isPage(request)) return;
    const tenants = tenantsWith(actorOf(request), [...source.roles, 'visitor']);
    const passes = tenants.length === 0 ? [] : await inScope(context.db, { tenants }, (tx) => source.read(tx));
    known.set(request, { source, passes });
  });
}

/** What a page says of them: the button for those who may press it, and those that run in its service. */
export function passesOn(
  request: FastifyRequest,
  service: Service | undefined,
): Pick<StaffFrame, 'mayPass' | 'passes'> {
  const read = known.get(request);
  if (!read || !service) return {};
  const may = rolesIn(actorOf(request), service.tenant).some((role) => read.source.roles.includes(role));
  return {
    passes: read.passes.filter((pass) => pass.service === service.id),
    ...(may ? { mayPass: { service: service.slug } } : {}),
  };
}

function isPage({ url, routeOptions }: FastifyRequest): boolean {
  const { who } = routeOptions.config ?? {};
  return who !== undefined && who !== 'public' && !/^\/(api|assets|live|passes\/running)\b/.test(url);
}
