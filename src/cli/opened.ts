import { packageRoot, sealOnce } from '#database';
import { readConfig } from '../config.ts';
import { type Installation, openInstallation } from '../installation.ts';
import type { Run } from './command.ts';

/** Runs work on the installation: starts or joins what is needed, seals once at the end where something was written, and leaves. */
export async function withInstallation<T>(
  run: Run,
  work: (installation: Installation) => Promise<T>,
  { writes }: { writes: boolean },
): Promise<T> {
  const installation = await openInstallation(readConfig(run.env, packageRoot), run.say);
  try {
    return await work(installation);
  } finally {
    if (writes) await sealOnce(installation.db, new Date());
    await installation.close();
  }
}
