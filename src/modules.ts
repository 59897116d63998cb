import type { FastifyInstance } from 'fastify';
import type { Context, Faced } from '#api';
import type { Job } from './server/jobs.ts';

/** What each module brings to the server: commands with their faces, pages, and what it does by itself. */
export type Module = {
  commands: readonly Faced[];
  routes(app: FastifyInstance, context: Context): void;
  jobs?(context: Context): Job[];
};

export const modules: readonly Module[] = [];
