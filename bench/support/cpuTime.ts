import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { processesIn } from '../../src/database/embedded/processes.ts';

const TICKS_A_SECOND = 100;

/** Milliseconds of processor that processes have used so far; 0 for those that have gone. Linux only. */
export function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + cpuOf(pid), 0);
}

/** Every process of a data folder's embedded server. */
export function databaseProcesses(dataFolder: string): number[] {
  return processesIn(realpathSync(join(dataFolder, 'postgres', 'data')));
}

function cpuOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_A_SECOND;
  } catch {
    return 0;
  }
}
