import type { FastifyInstance } from 'fastify';
import type { Context, FormFace } from '#api';
import { PROBLEM_JSON, problemDocument } from '#api';

/** Pages of cover. */
export function rotaRoutes(_app: FastifyInstance, _context: Context): void {}

/** The page that a form of a shift came from, with what is wrong. */
export function againFor(_context: Context): FormFace['again'] {
  return async (_request, reply, { problems }) => {
    reply.type(PROBLEM_JSON);
    return problemDocument(422, 'Refused', problems);
  };
}
