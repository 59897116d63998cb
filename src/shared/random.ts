import { sha256 } from './canonical.ts';

export type Random = {
  /** At least 0 and below 1, with 53 bits. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** RangeError for an empty list. */
  pick<T>(xs: readonly T[]): T;
  /** The time to the next of events that come at random, `mean` apart on average. */
  exponential(mean: number): number;
  /** A stream of its own that depends on the seed and the name only, never on what was drawn before. */
  fork(name: string): Random;
};

/** The same seed gives the same draws on every machine; `1` and `'1'` are one seed. */
export function seeded(seed: number | string): Random {
  const word = sfc32(sha256(`vigil random ${seed}`));
  // 27 high bits and 26 more make the 53 that a double holds.
  const next = () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
  const int = (min: number, max: number) => {
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || min > max) {
      throw new RangeError(`No whole number from ${min} to ${max}`);
    }
    return min + Math.floor(next() * (max - min + 1));
  };
  return {
    next,
    int,
    pick: <T>(xs: readonly T[]): T => {
      if (xs.length === 0) throw new RangeError('Nothing to pick from');
      return xs[int(0, xs.length - 1)] as T;
    },
    exponential: (mean) => -mean * Math.log(1 - next()),
    fork: (name) => seeded(`${seed}/${name}`),
  };
}

/** Chris Doty-Humphrey's Small Fast Counting generator (public domain, PractRand), 32-bit words. */
function sfc32(key: Buffer): () => number {
  let [a, b, c, counter] = [key.readUInt32LE(0), key.readUInt32LE(4), key.readUInt32LE(8), 1];
  return () => {
    const word = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + word) | 0;
    return word >>> 0;
  };
}
