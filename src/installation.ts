import { type Database, inScope, migrate, openDatabase, roleUrls, unfitRole } from '#database';
import { ensureRules } from '#standards';
import type { Config } from './config.ts';
import { checkDurability, startOrJoin } from './database/embedded/index.ts';

export type Installation = { db: Database; ownerUrl: string; embedded: boolean; close(): Promise<void> };

/**
 * Opens what everything runs on: the server that DATABASE_URL names, else the embedded PostgreSQL, started or joined; refuses one
 * that could lose an acknowledged write; migrates as the owner; then lets go of the owner and opens the three roles.
 */
export async function openInstallation(config: Config, log: (line: string) => void): Promise<Installation> {
  const server = config.databaseUrl
    ? { ownerUrl: config.databaseUrl, stop: async () => {} }
    : await startOrJoin({ folder: config.dataFolder, log });
  try {
    const durable = await checkDurability(server.ownerUrl);
    if (!durable.ok) throw new Error(durable.problems.map((problem) => problem.message).join('\n'));
    for (const name of await migrate(server.ownerUrl, config.roleUrls)) log(`migrated: ${name}`);
    const db = openDatabase(roleUrls(server.ownerUrl, config.roleUrls));
    const unfit = await unfitRole(db.app);
    if (unfit) throw new Error(`Vigil will not serve: ${unfit}`);
    await inScope(db, { tenants: [] }, ensureRules);
    return {
      db,
      ownerUrl: server.ownerUrl,
      embedded: !config.databaseUrl,
      close: async () => {
        await db.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
