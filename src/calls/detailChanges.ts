import type { Instant } from '#shared';

/** What somebody must not miss who goes to the patient or rings them. */
export type Reached = {
  name: string;
  dateOfBirth?: string;
  nhsNumber?: string;
  ringBack: string;
  whereNow: string;
  homeAddress?: string;
};
/** One thing that is otherwise than it was: what stood before, when it was changed and by whom. */
export type DetailChange = { what: 'ringBack' | 'whereNow' | 'homeAddress'; was: string; at: Instant; by: string };

/** As it stood until then, in the order in which it was replaced. */
export type Before = Reached & { replacedAt: Instant; replacedBy: string };

/** The last change of each; of the same patient only: the address of one who was taken for them is nobody's to read. */
export function changesIn(versions: readonly Before[], stands: Reached): DetailChange[] {
  const changes = new Map<string, DetailChange>();
  let after: Reached = stands;
  for (const before of [...versions].reverse()) {
    if (!isSame(before, after)) break;
    for (const what of ['ringBack', 'whereNow', 'homeAddress'] as const) {
      const was = before[what];
      if (changes.has(what) || was === undefined || was === after[what]) continue;
      changes.set(what, { what, was, at: before.replacedAt, by: before.replacedBy });
    }
    after = before;
  }
  return [...changes.values()].sort((a, b) => b.at - a.at);
}

function isSame(a: Reached, b: Reached): boolean {
  const of = ({ name, dateOfBirth, nhsNumber }: Reached) => JSON.stringify([name, dateOfBirth, nhsNumber]);
  return of(a) === of(b);
}
