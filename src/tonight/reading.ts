import type { CaseLine, CaseStory } from '#calls';
import type { Tx } from '#database';
import type { Place, Service } from '#people';
import type { Shift } from '#rota';
import type { Instant } from '#shared';

/** What a service last told the public of a base. Publishing keeps the notices; the board is handed a way to read them. */
export type Notice = { place: number; says: 'open' | 'shut'; postedAt: Instant; postedBy: string };
export type LatestNotices = (tx: Tx, about: { tenant: number; service: number }) => Promise<readonly Notice[]>;

/** Everything that the pure parts of a tile may need, as it stood at one instant of the organisation. */
export type Scene = {
  now: Instant;
  places: readonly Place[];
  shifts: readonly Shift[];
  notices: readonly Notice[];
  cases: readonly CaseLine[];
  stories: readonly CaseStory[];
  names: ReadonlyMap<string, string>;
};

/** What a board is about. */
export type Watched = { service: Service; places(): readonly Place[] };
