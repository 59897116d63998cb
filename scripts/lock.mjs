import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * An exclusive lock between processes, made of numbered files: whoever adds the next number, which `link` grants to one only,
 * holds it. The highest number is never removed, so a dead holder's lock can be taken over without two takers meeting.
 * Resolves to the function that gives it back.
 */
export async function takeLock(folder, onWait = () => {}) {
  mkdirSync(folder, { recursive: true });
  const ticket = join(folder, `ticket-${process.pid}-${randomBytes(4).toString('hex')}`);
  writeFileSync(ticket, `${process.pid} ${startOf(process.pid)}`);
  try {
    for (let tries = 0; ; tries++) {
      const mine = nextNumber(folder);
      if (mine !== undefined && claim(folder, ticket, mine)) {
        tidy(folder, mine);
        return () => release(folder, mine);
      }
      if (tries === 0) onWait();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    rmSync(ticket, { force: true });
  }
}

const numbers = (folder) =>
  readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
const highest = (folder) => Math.max(0, ...numbers(folder));

/** The number to claim, or undefined while somebody holds the lock. */
function nextNumber(folder) {
  const last = highest(folder);
  return last > 0 && isHeld(join(folder, String(last))) ? undefined : last + 1;
}

function claim(folder, ticket, number) {
  const file = join(folder, String(number));
  try {
    linkSync(ticket, file);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  // A number so old that it had been tidied away: its successor holds.
  if (highest(folder) === number) return true;
  rmSync(file);
  return false;
}

function isHeld(file) {
  try {
    const [pid, start] = readFileSync(file, 'utf8').split(' ');
    if (pid === 'free') return false;
    return startOf(Number(pid)) === start;
  } catch {
    return true;
  }
}

/** When a process began, in the system's own count, so that a number used again is not taken for its old owner. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'gone' : (fields[19] ?? 'gone');
  } catch {
    return isAlive(pid) ? 'alive' : 'gone';
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function release(folder, number) {
  const free = join(folder, `free-${process.pid}-${randomBytes(4).toString('hex')}`);
  writeFileSync(free, 'free');
  renameSync(free, join(folder, String(number)));
}

function tidy(folder, mine) {
  for (const number of numbers(folder)) if (number < mine) rmSync(join(folder, String(number)), { force: true });
}
