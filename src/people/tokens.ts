import type { Database } from '#database';
import { type Instant, seconds } from '#shared';
import type { Actor } from './actor.ts';
import { actorOfSession, actorOfToken } from './sessions.ts';

// A role taken away or a session ended elsewhere is felt within this time; here it is felt at once through `forget`.
const KEPT_MS = seconds(5);
const MOST = 5_000;

/** Resolves cookies and bearer tokens to actors, keeping answers for five seconds so that a busy page costs no query. */
export type Tokens = {
  bySession(token: string, machineNow: Instant): Promise<Actor | undefined>;
  byBearer(token: string, machineNow: Instant): Promise<Actor | undefined>;
  forget(): void;
};

export function createTokens(db: Database): Tokens {
  const kept = new Map<string, { actor: Actor | undefined; until: number }>();
  const through = async (key: string, machineNow: Instant, look: () => Promise<Actor | undefined>) => {
    const known = kept.get(key);
    if (known && known.until > machineNow) return known.actor;
    const actor = await look();
    if (kept.size > MOST) kept.clear();
    if (actor) kept.set(key, { actor, until: machineNow + KEPT_MS });
    return actor;
  };
  return {
    bySession: (token, now) => through(`s ${token}`, now, () => actorOfSession(db, token, now)),
    byBearer: (token, now) => through(`b ${token}`, now, () => actorOfToken(db, token)),
    forget: () => kept.clear(),
  };
}
