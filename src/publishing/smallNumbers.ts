import { type ReleaseSettings, releaseSettings, SMALL_NUMBERS } from './settings.ts';

/** A count of people so small that it may point at one of them. */
export function isSmall(people: number | null, { largestHeld }: ReleaseSettings = releaseSettings): boolean {
  return people !== null && people >= 1 && people <= largestHeld;
}

/** What is said of one line, now or as first recorded. */
export type Numbers = { numerator: number | null; denominator: number | null; value: number | null };
export const NOTHING: Numbers = { numerator: null, denominator: null, value: null };

export type Line = Numbers & {
  measure: string;
  /**
   * `share`: people over people. `count`: people, in `value`. `wait`: seconds, of people whom another line counts.
   * `hours`, `messages`: never held. `gap`: nothing reports it.
   */
  kind: 'share' | 'count' | 'wait' | 'hours' | 'messages' | 'gap';
  /** Lines of one family count the same people: from two of them a third may be read. */
  family: string;
  excluded: number | null;
  unmeasurable: number | null;
  /** People past due. */
  late: number | null;
  band: string | null;
  asFirstRecorded: Numbers;
};

type Held = typeof SMALL_NUMBERS | null;
export type HeldLine<L extends Line = Line> = L & { held: Held; firstHeld: Held };

/**
 * The lines of one release with the small numbers held. A line is held whole (both counts, percentage, band, late) when one of
 * its counts of people is small, or what is left of one of them when another is taken away, or when it would give back what
 * another line holds. What was first recorded is held besides where it, or how far it has moved since, is small. Hours never are.
 */
export function holdSmallNumbers<L extends Line>(
  lines: readonly L[],
  settings: ReleaseSettings = releaseSettings,
): HeldLine<L>[] {
  const small = (people: number) => isSmall(Math.abs(people), settings);
  const held = heldNow(lines, small);
  const heldFamilies = new Set(lines.filter(({ measure }) => held.has(measure)).map(familyOf));
  const families = new Set(lines.filter((line) => held.has(line.measure) || movedLittle(line, small)).map(familyOf));
  const first = lines.map((line) => ({ ...line, ...line.asFirstRecorded, late: null, unmeasurable: null }));
  for (const measure of heldNow(first, small)) families.add(familyOf(lines.find((line) => line.measure === measure)));
  const hiding = { excluded: few(lines, 'excluded', small), unmeasurable: few(lines, 'unmeasurable', small) };
  return lines.map((line) => {
    if (!countsPeople(line)) return { ...line, held: null, firstHeld: null };
    const shown = {
      ...line,
      ...(hiding.excluded ? { excluded: null } : {}),
      // Beside a line that is held, how many are not measurable would be one more sum to take from the others.
      ...(hiding.unmeasurable || heldFamilies.has(line.family) ? { unmeasurable: null } : {}),
      ...(families.has(line.family) ? { asFirstRecorded: NOTHING } : {}),
      firstHeld: families.has(line.family) ? SMALL_NUMBERS : null,
    } as const;
    if (!held.has(line.measure)) return { ...shown, held: null };
    return { ...shown, ...NOTHING, excluded: null, unmeasurable: null, late: null, band: null, held: SMALL_NUMBERS };
  });
}

/** Only counts of people may be held: never those of hours or messages. */
function countsPeople({ kind }: Pick<Line, 'kind'>): boolean {
  return kind !== 'hours' && kind !== 'messages' && kind !== 'gap';
}

type Small = (people: number) => boolean;
type Now = Omit<Line, 'asFirstRecorded'>;

function familyOf(line: Line | undefined): string {
  return line?.family ?? '';
}

function heldNow(lines: readonly Now[], small: Small): Set<string> {
  const own = lines.filter((line) => countsOf(line).some(small)).map(({ measure }) => measure);
  return new Set([...own, ...heldBesides(lines, small)]);
}

/** Every count of people in a line, and what each leaves of another that holds the same people. */
function countsOf({ measure, kind, numerator, denominator, value, late, unmeasurable }: Now): number[] {
  if (kind === 'count') return [value ?? 0];
  if (kind !== 'share') return [];
  const [met, all, past, unknown] = [numerator ?? 0, denominator ?? 0, late ?? 0, unmeasurable ?? 0];
  const rest = all - met;
  // Of calls given up, the late are the numerator itself; elsewhere they lie within the rest.
  const left = measure === GIVEN_UP ? [rest - unknown] : [rest - past, rest - unknown, rest - past - unknown];
  return [met, all, rest, past, unknown, ...left];
}

function movedLittle({ kind, asFirstRecorded: first, ...now }: Line, small: Small): boolean {
  const moved = (name: keyof Numbers) => (now[name] ?? 0) - (first[name] ?? 0);
  if (kind === 'count') return small(moved('value'));
  // A mean of thousands that has moved was moved by the few whose times were corrected.
  if (kind === 'wait') return moved('value') !== 0;
  return (
    kind === 'share' &&
    [moved('numerator'), moved('denominator'), moved('denominator') - moved('numerator')].some(small)
  );
}

/** Offered is answered and abandoned together; abandoned is those who gave up late and those who gave up early. */
function heldBesides(lines: readonly Now[], small: Small): string[] {
  const of = (measure: string) => lines.find((line) => line.measure === measure);
  const [offered, answered, abandoned] = counts.map((measure) => of(measure)?.value ?? 0) as [number, number, number];
  const [givenUp, inTime] = [of(GIVEN_UP), of('calls-answered-in-60')];
  const holding: string[] = [];
  if (small(abandoned)) holding.push('offered', GIVEN_UP);
  if (small(answered)) holding.push('offered', GIVEN_UP, 'calls-answered-in-60', ...waits);
  if (small(offered)) holding.push(...counts, GIVEN_UP, 'calls-answered-in-60', ...waits);
  if (givenUp && [abandoned - (givenUp.numerator ?? 0), (givenUp.denominator ?? 0) - offered].some(small)) {
    holding.push(GIVEN_UP);
  }
  if (inTime && small(answered - (inTime.denominator ?? 0))) holding.push('calls-answered-in-60');
  return holding;
}

const GIVEN_UP = 'calls-abandoned';
const counts = ['offered', 'answered', 'abandoned'] as const;
const waits = ['mean-wait-seconds', 'p95-wait-seconds'] as const;

/** Each line of a family says how many were left out; two may differ by those who hung up in the message. */
function few(lines: readonly Line[], name: 'excluded' | 'unmeasurable', small: Small): boolean {
  const people = lines.filter(countsPeople).flatMap((line) => line[name] ?? []);
  return people.some((one) => small(one) || people.some((other) => small(one - other)));
}
