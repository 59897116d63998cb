import type { Tx } from '#database';
import { type Instant, localDate, NotFound } from '#shared';
import { practicesOfMember } from './memberStore.ts';
import { type Practice, standingOf } from './practice.ts';
import { practicesOf } from './practiceStore.ts';

/** A practice that a person may read and write for, and those that closed for good and whose patients it took. */
export type Spoken = { practice: Practice; isOpen: boolean; predecessors: Practice[] };

export type Speaker = { tenant: number; account: string; at: Instant };

/** Every practice that an account speaks for, by name. */
export async function practicesSpokenFor(tx: Tx, { tenant, account, at }: Speaker): Promise<Spoken[]> {
  const mine = new Set((await practicesOfMember(tx, { tenants: [tenant], account })).map(({ practice }) => practice));
  if (mine.size === 0) return [];
  const all = await practicesOf(tx, tenant);
  const known = new Map(all.map((practice) => [practice.id, practice]));
  const standings = all.map((practice) => standingOf(practice, known, localDate(at)));
  return standings
    .filter(({ practice }) => mine.has(practice.id))
    .map(({ practice, state }) => ({
      practice,
      isOpen: state === 'open',
      predecessors: standings.flatMap((other) =>
        other.state === 'closed' && other.successor.id === practice.id ? [other.practice] : [],
      ),
    }));
}

/** The ids of everything that one may read for a practice: its own, and those that it follows. */
export function idsOf({ practice, predecessors }: Spoken): number[] {
  return [practice.id, ...predecessors.map(({ id }) => id)];
}

/**
 * The practice of that code, or the first that the account speaks for. Another's is not there: whether there is such a practice, and
 * what it has, is nobody else's business.
 */
export async function spokenFor(tx: Tx, speaker: Speaker, code?: string): Promise<Spoken> {
  const all = await practicesSpokenFor(tx, speaker);
  const found = code === undefined ? all[0] : all.find(({ practice }) => practice.code === code.trim().toUpperCase());
  if (!found) throw new NotFound('there is no such practice for you');
  return found;
}

/** Whichever of the account's practices a thing belongs to; NotFound where it is another's. */
export async function spokenForThing(tx: Tx, speaker: Speaker, practice: number | undefined): Promise<Spoken> {
  const all = await practicesSpokenFor(tx, speaker);
  const found = practice === undefined ? undefined : all.find((spoken) => idsOf(spoken).includes(practice));
  if (!found) throw new NotFound('there is no such thing for you');
  return found;
}
