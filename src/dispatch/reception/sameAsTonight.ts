import type { Found } from '#calls';
import type { Instant } from '#shared';

export type WalkedIn = { name: string; dateOfBirth?: string; nhsNumber?: string };

/** Why a case of tonight may be of the person who stands at the desk; the surer first. */
export type Match = { line: Found; why: 'nhs-number' | 'name-and-birth' | 'name' };

export const matchWords: { readonly [W in Match['why']]: string } = {
  'nhs-number': 'the same NHS number',
  'name-and-birth': 'the same name and date of birth',
  name: 'the same name',
};

/**
 * Cases of tonight that may be theirs: by NHS number, or by name and date of birth. Nothing is merged by itself and nothing is hidden: a
 * different date of birth is another person, one that nobody wrote down is shown.
 */
export function matchesOf(
  found: { byNumber: readonly Found[]; byName: readonly Found[] },
  asked: WalkedIn,
  since: Instant,
): Match[] {
  const matches = new Map<string, Match>();
  const tonight = (line: Found) => line.closedAt === undefined || line.openedAt >= since;
  for (const line of found.byNumber.filter(tonight)) matches.set(line.id, { line, why: 'nhs-number' });
  for (const line of found.byName.filter(tonight)) {
    if (matches.has(line.id) || !isNamed(line.patientName, asked.name)) continue;
    const [theirs, said] = [line.dateOfBirth, asked.dateOfBirth];
    if (theirs !== undefined && said !== undefined && theirs !== said) continue;
    matches.set(line.id, { line, why: theirs !== undefined && theirs === said ? 'name-and-birth' : 'name' });
  }
  const order = Object.keys(matchWords);
  return [...matches.values()].sort((a, b) => order.indexOf(a.why) - order.indexOf(b.why));
}

/** The same words in any order, without accents and capitals. */
function isNamed(one: string, other: string): boolean {
  return wordsOf(one).join(' ') === wordsOf(other).join(' ');
}

function wordsOf(name: string): string[] {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort();
}
