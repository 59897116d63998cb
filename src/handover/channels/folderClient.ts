import { randomBytes } from 'node:crypto';
import { access, mkdir, open, readdir, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { FailureCode } from '../codes.ts';
import type { Channel, Outgoing } from './channel.ts';

/**
 * Each practice has a folder of its own under one root, from which its system takes files: `KEY.json` with everything, and `KEY.txt` to be
 * read. A file is there whole or not at all; the same version written twice is one file. Under `receipts` its system says what it has.
 */
export function folderChannel(root: string): Channel {
  return {
    async send(outgoing, address) {
      const folder = folderOf(root, address);
      if (!folder) return { ok: false, code: 'address-refused' };
      try {
        // The root is made by whoever installs: where a disk is not mounted, nothing is written beside it.
        await access(root);
        await mkdir(folder, { recursive: true });
        await put(folder, `${outgoing.key}.txt`, outgoing.text);
        await put(folder, `${outgoing.key}.json`, `${JSON.stringify(asFile(outgoing), null, 2)}\n`);
        return { ok: true };
      } catch (error) {
        return { ok: false, code: codeOf(error) };
      }
    },
  };
}

function folderOf(root: string, address: string): string | undefined {
  return /^[a-z0-9][a-z0-9._-]{0,99}$/i.test(address) && !address.includes('..') ? join(root, address) : undefined;
}

function asFile({ key, kind, subject, content }: Outgoing) {
  return { key, kind, subject, ...(content === null ? {} : { content }) };
}

async function put(folder: string, name: string, body: string): Promise<void> {
  const partial = join(folder, `.${name}.${randomBytes(6).toString('hex')}.part`);
  const file = await open(partial, 'wx', 0o640);
  try {
    await file.writeFile(body);
    await file.sync();
  } catch (error) {
    await unlink(partial).catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
  await rename(partial, join(folder, name));
}

/** The keys of versions that the practice's system says it has: an empty file each, which is taken away once it is recorded. */
export async function receiptsIn(root: string, address: string): Promise<string[]> {
  const folder = folderOf(root, address);
  if (!folder) return [];
  const names = await readdir(join(folder, 'receipts')).catch(() => []);
  return names.filter((name) => /^[0-9a-f-]{36}\.v\d+$/.test(name)).sort();
}

export async function takeReceipt(root: string, address: string, key: string): Promise<void> {
  const folder = folderOf(root, address);
  if (folder) await rm(join(folder, 'receipts', key), { force: true });
}

const codes: { readonly [errno: string]: FailureCode } = {
  ENOENT: 'folder-missing',
  ENOTDIR: 'folder-missing',
  EEXIST: 'folder-missing',
  EACCES: 'folder-refused',
  EPERM: 'folder-refused',
  EROFS: 'folder-refused',
  ENOSPC: 'folder-full',
  EDQUOT: 'folder-full',
};

function codeOf(error: unknown): FailureCode {
  return codes[(error as NodeJS.ErrnoException).code ?? ''] ?? 'unknown';
}

/** Makes the root where its parent is there. A root that goes away later is not made again: a disk may have come off. */
export async function makeRoot(root: string): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o750 });
}
