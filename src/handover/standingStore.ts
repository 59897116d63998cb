import { loadCase } from '#calls';
import type { Tx } from '#database';
import type { Content } from './content.ts';
import { episodeOf } from './episodeStore.ts';
import { type Standing, standingOf } from './standing.ts';
import { tasksDone } from './taskStore.ts';
import { taskOf } from './tasks.ts';

/** Reads the case once more, right before something about it goes out. */
export async function standingNow(
  tx: Tx,
  { tenant, case: about, content }: { tenant: number; case: string; content: Content },
): Promise<Standing> {
  const episode = await episodeOf(tx, tenant, about);
  const events = (await loadCase(tx, tenant, about))?.events ?? [];
  const done = await tasksDone(tx, tenant, about);
  const isBeingRead = events.some((event) => {
    const kind = taskOf(event)?.kind;
    if (kind !== 'patient' && kind !== 'note') return false;
    // What happened before the closing is in the first version.
    return event.version > (episode?.closedVersion ?? 0) && !done.has(event.version);
  });
  return standingOf(content, { episode, isBeingRead });
}
