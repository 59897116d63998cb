import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

export type ProcessState = 'alive' | 'zombie' | 'gone';

/** A zombie still answers to signal 0, which PostgreSQL takes for a running server; only /proc tells them apart. */
export function processState(pid: number): ProcessState {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'gone';
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return 'ZX'.includes(stat.charAt(stat.lastIndexOf(')') + 2)) ? 'zombie' : 'alive';
  } catch {
    return 'alive';
  }
}

/**
 * The folder that a process stands in: every PostgreSQL process stands in its data folder. Empty for one that is not ours to look
 * at; undefined on a system without /proc.
 */
export function standsIn(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return existsSync('/proc/self') ? '' : undefined;
  }
}

/** The name that a process shows: PostgreSQL's backends call themselves `postgres: ...`, the postmaster does not. */
export function title(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Live processes that stand in a folder; empty where there is no /proc. */
export function processesIn(folder: string): number[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => standsIn(pid) === folder && processState(pid) === 'alive');
}

/** False when the process has already gone. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
