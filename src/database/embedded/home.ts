import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { nativeFolder } from './binaries.ts';
import { canRun, chooseRunAs, type RunAs } from './runAs.ts';
import { socketFolder } from './socketFolder.ts';

/** Where one cluster lives and how it is run. All folders are absolute and free of symbolic links. */
export type Home = {
  folder: string;
  data: string;
  log: string;
  socket: string;
  password: string;
  native: string;
  runAs: RunAs;
};

/** Outside homes, for a root whose clone another user cannot reach. */
const ELSEWHERE = '/var/lib/vigil';

/** Finds or makes the folders for the cluster of a data folder, private to whoever runs it; makes no cluster yet. */
export function openHome(dataFolder: string): Home {
  const isNew = !existsSync(dataFolder);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const link = join(realpathSync(dataFolder), 'postgres');
  const existing = existsSync(join(link, 'data')) ? statSync(join(link, 'data')) : undefined;
  const runAs = chooseRunAs(nativeFolder(), existing);
  if (isNew) give(dataFolder, runAs);
  makeHome(link, runAs);
  const folder = realpathSync(link);
  return {
    folder,
    data: join(folder, 'data'),
    log: join(folder, 'postgres.log'),
    socket: socketFolder(folder, (made) => give(made, runAs)),
    password: ownerPassword(folder, runAs),
    native: usableNative(folder, runAs),
    runAs,
  };
}

export function give(path: string, runAs: RunAs): void {
  if (runAs.kind === 'user') chownSync(path, runAs.uid, runAs.gid);
}

function makeHome(link: string, runAs: RunAs): void {
  if (existsSync(link)) return;
  if (runAs.kind === 'user' && !reachable(dirname(link), runAs)) {
    rmSync(link, { force: true });
    mkdirSync(ELSEWHERE, { recursive: true, mode: 0o711 });
    const home = mkdtempSync(join(ELSEWHERE, 'postgres-'));
    give(home, runAs);
    symlinkSync(home, link);
    return;
  }
  mkdirSync(link, { recursive: true, mode: 0o700 });
  give(link, runAs);
}

function reachable(folder: string, user: { uid: number; gid: number }): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = lstatSync(at);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return false;
    if (at === dirname(at)) return true;
  }
}

/** The owner's password, made once: two first starts meet in `link`, and both use the one that came first. */
function ownerPassword(folder: string, runAs: RunAs): string {
  const file = join(folder, 'owner-password');
  if (!existsSync(file)) {
    const mine = `${file}-${randomBytes(6).toString('hex')}`;
    writeFileSync(mine, randomBytes(24).toString('hex'), { mode: 0o600 });
    give(mine, runAs);
    try {
      linkSync(mine, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(mine);
    }
  }
  return readFileSync(file, 'utf8').trim();
}

/** The installed binaries, or a copy inside the home where the other user cannot read them in place. */
function usableNative(folder: string, runAs: RunAs): string {
  const native = nativeFolder();
  if (runAs.kind !== 'user' || canRun(runAs, native)) return native;
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(folder, `native-${version}`);
  if (!existsSync(copy)) {
    const aside = mkdtempSync(join(folder, 'new-native-'));
    chmodSync(aside, 0o755);
    cpSync(native, aside, { recursive: true, verbatimSymlinks: true });
    moveInto(aside, copy);
  }
  return copy;
}

/** Renames a finished folder into its place, unless another command was first. */
export function moveInto(aside: string, place: string): void {
  try {
    renameSync(aside, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
    rmSync(aside, { recursive: true, force: true });
  }
}
