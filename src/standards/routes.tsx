import type { FastifyInstance } from 'fastify';
import { type Context, type Role, roles } from '#api';
import { clockRoutes } from './clockRoutes.tsx';
import { figureRoutes } from './figureRoutes.tsx';
import { listRoutes } from './listRoutes.tsx';
import type { StreamTeller } from './teller.ts';

/** Figures, lists and clocks hold no identity of a patient: everybody with a role may open them, machines apart. */
const who: readonly Role[] = roles.filter((role) => role !== 'telephony');

export function standardsRoutes(app: FastifyInstance, context: Context, tellers: readonly StreamTeller[]): void {
  figureRoutes(app, context, who);
  listRoutes(app, context, { who, tellers });
  clockRoutes(app, context, { who, tellers });
}
