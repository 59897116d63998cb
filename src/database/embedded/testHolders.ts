import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import pg from 'pg';
import { packageRoot } from '../packageRoot.ts';
import { processesIn, signal, standsIn } from './processes.ts';

export type Holder = {
  url: string;
  said: string[];
  pid: number;
  stop(): Promise<number | null>;
  kill(): Promise<void>;
};

/** Folders and commands of one test file; `tidy` ends and removes whatever is left. */
export function holders() {
  const program = join(packageRoot, 'node_modules', `.vigil-holder-${process.pid}.mjs`);
  const folders: string[] = [];
  const running = new Set<ChildProcess>();

  const start = async (folder: string, as: { uid?: number; gid?: number; path?: string } = {}): Promise<Holder> => {
    const env = { ...process.env, PATH: as.path ?? process.env.PATH };
    const child = spawn(process.execPath, [program, folder], {
      uid: as.uid,
      gid: as.gid,
      env,
      cwd: '/',
      stdio: 'pipe',
    });
    running.add(child);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    ended.then(() => running.delete(child));
    const said: string[] = [];
    createInterface(child.stderr).on('line', (line) => said.push(line));
    const url = await Promise.race([
      new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve)),
      ended.then((code) => Promise.reject(new Error(`the command ended with ${code}: ${said.join('\n')}`))),
    ]);
    return {
      url,
      said,
      pid: child.pid ?? 0,
      stop: () => {
        child.stdin.write('stop\n');
        return ended;
      },
      kill: async () => {
        child.kill('SIGKILL');
        await ended;
      },
    };
  };

  return {
    start,
    prepare: async () => {
      const entry = join(dirname(fileURLToPath(import.meta.url)), 'holder.ts');
      await build({
        entryPoints: [entry],
        outfile: program,
        bundle: true,
        platform: 'node',
        format: 'esm',
        packages: 'external',
      });
    },
    folder: (prefix = 'vigil-') => {
      const made = mkdtempSync(join(realpathSync(tmpdir()), prefix));
      folders.push(made);
      return made;
    },
    tidy: () => {
      for (const child of running) child.kill('SIGKILL');
      for (const folder of folders.splice(0)) {
        for (const pid of serversUnder(folder)) signal(pid, 'SIGKILL');
        rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
      }
      rmSync(program, { force: true });
    },
  };
}

/** Every PostgreSQL process of the cluster of a data folder. */
export function clusterProcesses(folder: string): number[] {
  const data = join(folder, 'postgres', 'data');
  return existsSync(data) ? processesIn(realpathSync(data)) : [];
}

/** Those that no other of the cluster's processes has begun; a backend just begun still shows the postmaster's title. */
export function postmasters(folder: string): number[] {
  const all = clusterProcesses(folder);
  return all.filter((pid) => !all.includes(parentOf(pid)));
}

function parentOf(pid: number): number {
  const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  return Number(/^PPid:\s*(\d+)/m.exec(status)?.[1] ?? 0);
}

function serversUnder(folder: string): number[] {
  const known = clusterProcesses(folder);
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return [...known, ...pids.filter((pid) => standsIn(pid)?.startsWith(`${folder}/`))];
}

export async function query<T>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Repeats a query until the server answers again; fails after `limit` milliseconds. */
export async function queryAgain<T>(url: string, text: string, limit: number): Promise<T[]> {
  for (const end = Date.now() + limit; ; ) {
    try {
      return await query<T>(url, text);
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
