import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Unavailable } from '#shared';

/** PostgreSQL refuses to run as root, and as a uid without a name. These are the ways round it, best first. */
export type RunAs =
  | { kind: 'self' }
  | { kind: 'namespace'; uid: number; gid: number }
  | { kind: 'user'; uid: number; gid: number; name: string };

export type Command = { file: string; args: string[]; uid?: number; gid?: number };

export function commandAs(runAs: RunAs, file: string, args: string[]): Command {
  if (runAs.kind === 'self') return { file, args };
  if (runAs.kind === 'user') return { file, args, uid: runAs.uid, gid: runAs.gid };
  const map = ['--user', `--map-user=${runAs.uid}`, `--map-group=${runAs.gid}`];
  return { file: 'unshare', args: [...map, file, ...args] };
}

export function runOnce({ file, args, uid, gid }: Command, env = process.env): SpawnSyncReturns<string> {
  return spawnSync(file, args, { encoding: 'utf8', env, uid, gid, cwd: '/', maxBuffer: 1 << 24 });
}

/** Whether the binaries there start at all under this identity: another user may not even reach the folder. */
export function canRun(runAs: RunAs, native: string): boolean {
  return runOnce(commandAs(runAs, join(native, 'bin', 'postgres'), ['--version'])).status === 0;
}

/** How to run a new cluster (`owner` undefined), or one whose files belong to the uid `owner`. */
export function chooseRunAs(native: string, owner?: { uid: number; gid: number }): RunAs {
  const uid = process.getuid?.() ?? -1;
  if (owner && owner.uid !== uid) {
    if (uid === 0) return { kind: 'user', ...owner, name: String(owner.uid) };
    throw new Unavailable(
      `the embedded database belongs to the user with number ${owner.uid}; run the command as that user`,
    );
  }
  if (uid !== 0 && hasName()) return { kind: 'self' };
  const nobody = account('nobody') ?? { uid: 65534, gid: 65534, name: 'nobody' };
  const namespace: RunAs = { kind: 'namespace', uid: nobody.uid, gid: nobody.gid };
  if (canRun(namespace, native)) return namespace;
  if (uid === 0 && !owner) return { kind: 'user', ...(account('postgres') ?? nobody) };
  throw new Unavailable(
    'PostgreSQL runs neither as root nor as a user without a name; run the command as an ordinary user, or set DATABASE_URL',
  );
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

function account(name: string): { uid: number; gid: number; name: string } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid), name } : undefined;
}
