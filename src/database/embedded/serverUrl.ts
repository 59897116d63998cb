import { join, resolve } from 'node:path';
import { packageRoot } from '../packageRoot.ts';
import { type Server, startOrJoin } from './startOrJoin.ts';

/**
 * The server to use: `DATABASE_URL` as it is, else the embedded one in `VIGIL_DATA` (by default .vigil in the clone). Stopping a
 * server that is not ours does nothing.
 */
export async function serverUrlFrom(
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<Server & { embedded: boolean }> {
  if (env.DATABASE_URL) return { ownerUrl: env.DATABASE_URL, embedded: false, stop: async () => {} };
  const folder = env.VIGIL_DATA ? resolve(env.VIGIL_DATA) : join(packageRoot, '.vigil');
  return { ...(await startOrJoin({ folder, log })), embedded: true };
}
