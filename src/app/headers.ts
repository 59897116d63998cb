import type { FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from '#web';

/** Sent with every answer. Pages of staff are never kept by a cache; assets say otherwise for themselves. */
export function secureHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });
}
