/** How old what a tile shows may be, in milliseconds of the machine's own clock. */
export const staleAfter = 15_000;
export const notLiveAfter = 60_000;

export type Freshness = 'live' | 'stale' | 'not-live';

export function freshness(ageMs: number): Freshness {
  if (ageMs > notLiveAfter) return 'not-live';
  return ageMs > staleAfter ? 'stale' : 'live';
}

/** `19 s`, and from ten minutes `12 min`, rounded down. */
export function ageWords(ageMs: number): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1000));
  return seconds < 600 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}

/** The strip across a tile that is not fresh; `asAt` is the organisation's time of its data, `22:46:08`. */
export function bandWords(ageMs: number, asAt: string): string {
  switch (freshness(ageMs)) {
    case 'live':
      return '';
    case 'stale':
      return `Stale: ${ageWords(ageMs)} old`;
    case 'not-live':
      return `As at ${asAt}, not live`;
  }
}
