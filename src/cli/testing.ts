import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '#database';

export type Ended = { code: number | null; out: string; err: string; json: Record<string, unknown> };
type Where = { cwd: string; env: Record<string, string> };

/** The command as a person runs it, in another folder than the clone; `input` is its standard input. */
export function runVigil(words: readonly string[], { cwd, env }: Where, input = ''): Promise<Ended> {
  const child = startVigil(words, { cwd, env });
  const ended = { out: '', err: '' };
  child.stdout.on('data', (bytes) => {
    ended.out += bytes;
  });
  child.stderr.on('data', (bytes) => {
    ended.err += bytes;
  });
  // A command that reads nothing may have ended before this arrives.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const json = ended.out.startsWith('{') ? JSON.parse(ended.out) : {};
      resolve({ code, ...ended, json });
    });
  });
}

export function startVigil(words: readonly string[], { cwd, env }: Where) {
  const { DATABASE_URL: _, ...rest } = process.env;
  return spawn(join(packageRoot, 'bin', 'vigil'), words, { cwd, env: { ...rest, ...env } });
}

export const codesOf = ({ json }: Ended) => (json.problems as { code: string }[] | undefined)?.map(({ code }) => code);
