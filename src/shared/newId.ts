import { randomBytes } from 'node:crypto';
import type { Instant } from './instant.ts';
import { uuidv7 } from './uuid.ts';

/** Reads the clock and the machine's randomness: for routes, stores and the command line only, never for pure files. */
export function newId(): string {
  return uuidv7(Date.now() as Instant, randomBytes(10));
}
