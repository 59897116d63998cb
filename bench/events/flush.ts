import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { percentile, rounded, sortedCopy } from '../support/statistics.ts';

/** How long this disk takes to make 8 kB stay, in milliseconds: what every commit waits for at the least. */
export function flushTimes(folder: string, times = 400): { p50: number; p99: number } {
  const path = join(folder, 'flush');
  const file = openSync(path, 'w');
  const page = Buffer.alloc(8192, 1);
  // As a database log does: the file has its length already, and is written over.
  for (let n = 0; n < times; n += 1) writeSync(file, page, 0, page.length, n * page.length);
  fdatasyncSync(file);
  const took: number[] = [];
  for (let n = 0; n < times; n += 1) {
    writeSync(file, page, 0, page.length, n * page.length);
    const began = performance.now();
    fdatasyncSync(file);
    took.push(performance.now() - began);
  }
  closeSync(file);
  rmSync(path);
  const sorted = sortedCopy(took);
  return { p50: rounded(percentile(sorted, 0.5), 3), p99: rounded(percentile(sorted, 0.99), 3) };
}
