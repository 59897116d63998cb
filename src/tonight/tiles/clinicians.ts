import type { CaseLine, CaseStory } from '#calls';
import { type Instant, minutes } from '#shared';

/** Who rings patients back tonight: free now, the longest first; and busy, in the order in which they began. */
export type Clinicians = { free: readonly string[]; next: readonly string[]; since: ReadonlyMap<string, Instant> };

/** Whoever has not assessed anybody for so long has perhaps gone home. */
const ACTIVE_MS = minutes(60);

/**
 * From what people have done, not from a list: who has assessed in the last hour, and who of them holds a case now. Whoever is
 * recorded as gone home is neither.
 */
export function cliniciansOf(
  stories: readonly CaseStory[],
  cases: readonly CaseLine[],
  { now, gone = new Set() }: { now: Instant; gone?: ReadonlySet<string> },
): Clinicians {
  const lastDone = new Map<string, Instant>();
  const began = new Map<string, Instant>();
  const assessing = new Set(cases.flatMap(({ id, state }) => (state === 'in-assessment' ? [id] : [])));
  for (const { id, by, from, to } of stories.flatMap((story) =>
    story.assessments.map((one) => ({ ...one, id: story.id })),
  )) {
    if (to === undefined && assessing.has(id)) began.set(by, from);
    const at = to ?? from;
    if (now - at <= ACTIVE_MS) lastDone.set(by, Math.max(at, lastDone.get(by) ?? 0) as Instant);
  }
  const holding = new Set(cases.flatMap(({ heldBy }) => (heldBy ? [heldBy] : [])));
  const byTime = [...lastDone]
    .filter(([by]) => !gone.has(by))
    .sort(([, a], [, b]) => a - b)
    .map(([by]) => by);
  const busy = new Set([...holding, ...began.keys()]);
  return {
    free: byTime.filter((by) => !busy.has(by)),
    next: byTime.filter((by) => began.has(by)).sort((a, b) => (began.get(a) ?? 0) - (began.get(b) ?? 0)),
    since: lastDone,
  };
}
