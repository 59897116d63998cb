import { packageRoot, sealOnce } from '#database';
import { type Config, readConfig } from '../config.ts';
import { type Installation, openInstallation } from '../installation.ts';
import type { Run } from './command.ts';

/** Runs work on the installation: starts or joins what is needed, seals once at the end where something was written, and leaves. */
export async function withInstallation<T>(
  run: Run,
  work: (installation: Installation, config: Config) => Promise<T>,
  { writes }: { writes: boolean },
): Promise<T> {
  const config = readConfig(run.env, packageRoot);
  const installation = await openInstallation(config, run.say);
  try {
    const said = await work(installation, config);
    if (writes) await sealOnce(installation.db, new Date());
    return said;
  } finally {
    await installation.close();
  }
}
