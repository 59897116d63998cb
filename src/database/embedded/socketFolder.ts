import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unavailable } from '#shared';

/** A unix socket's path, with its ending zero, must fit into 108 bytes. */
const LIMIT = 107;
const SOCKET = '.s.PGSQL.5432';

/**
 * A private folder for the cluster's socket: inside its home, or, where that path is too long, one under the system's temporary
 * folder. That choice is written down, since a later command may have another TMPDIR and must still find the running cluster.
 */
export function socketFolder(home: string, give: (folder: string) => void): string {
  const inside = join(home, 'socket');
  const folder = fits(inside) ? inside : outside(home);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    give(folder);
  }
  const { uid } = lstatSync(home);
  const found = lstatSync(folder);
  // Whoever could plant this folder in a shared place could stand in for the database.
  if (!found.isDirectory() || found.uid !== uid || found.mode & 0o077) {
    throw new Unavailable(
      `${folder} must be a folder that only the owner of ${home} can enter; remove it and try again`,
    );
  }
  return folder;
}

function outside(home: string): string {
  const note = join(home, 'socket-folder');
  // A data folder that was moved or copied brings its old note along.
  const [of, noted] = existsSync(note) ? readFileSync(note, 'utf8').split('\n') : [];
  if (of === home && noted) return noted;
  const name = `vigil-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`;
  const folder = [join(tmpdir(), name), join('/tmp', name)].find(fits);
  if (!folder)
    throw new Unavailable(
      'no place for the database socket has a short enough path; set TMPDIR or VIGIL_DATA to a shorter one',
    );
  writeFileSync(note, `${home}\n${folder}\n`);
  return folder;
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, SOCKET)) < LIMIT;
}
