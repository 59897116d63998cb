import type { Answer } from '#api';
import type { CaseLine, CaseStory } from '#calls';
import type { Tx } from '#database';
import type { Place, Role, Service } from '#people';
import type { Shift } from '#rota';
import type { Instant } from '#shared';
import type { LogLine } from './rules/log.ts';
import type { Clinicians } from './tiles/clinicians.ts';
import type { PlaceCover } from './tiles/cover.ts';
import type { DueErrand } from './tiles/errands.ts';
import type { ToMove } from './tiles/panels.ts';
import type { Running, Waiting } from './tiles/waiting.ts';

/** What a service last told the public of a base. Publishing keeps the notices; the board is handed a way to read them. */
export type Notice = { place: number; says: 'open' | 'shut'; postedAt: Instant; postedBy: string };
type About = { tenant: number; service: number; now: Instant };
export type LatestNotices = (tx: Tx, about: { tenant: number; service: number }) => Promise<readonly Notice[]>;

/** Messages to practices, as whoever sends them counts them. */
export type Messages = {
  unsent: number;
  failed: number;
  oldest?: Instant;
  due?: Instant;
  /** Channels that have stopped working, by name, and since when. */
  dropped: readonly { channel: string; since: Instant }[];
};
/** Those that have not been sent, or came back, by the name of the practice; without a name, they have nobody to go to. */
export type UnsentTo = { practice?: string; unsent: number; oldest: Instant };
/** A case that somebody has held for longer than a lease lasts. */
export type StuckLease = { case: string; number?: string; by: string; since: Instant };

/** A base as its own record has it: shut by whom and why, and when it was last found shut. */
export type Door = {
  place: number;
  state: 'open' | 'shut';
  since?: Instant;
  shut?: { since: Instant; by: string; reason: string; until?: Instant };
  foundShut: readonly Instant[];
};
/** Every base of which something has been said, and whoever a shut one leaves with nowhere to go, by when, and whose job they are. */
export type Doors = {
  bases: readonly Door[];
  moves: readonly { line: CaseLine; dueAt: Instant; place: number; owner?: string }[];
};
export const noDoors: Doors = { bases: [], moves: [] };

/** What other parts of the house hand to the control room. What is not handed in is said to be not measured, never nought. */
export type Given = {
  notices: LatestNotices;
  messages?: (tx: Tx, about: About) => Promise<Messages>;
  unsentTo?: (tx: Tx, about: About) => Promise<readonly UnsentTo[]>;
  stuckLeases?: (tx: Tx, about: About) => Promise<readonly StuckLease[]>;
  /** Pages that are turned away now, so that calls are answered, and since when. */
  turnedAway?: (now: Instant) => TurnedAway | undefined;
  /** A command of any module, by its name, carried out for somebody. */
  act?: Act;
  doors?: (tx: Tx, about: About) => Promise<Doors>;
  /** The stream of a base, where there is a part of the house that shuts bases. */
  shutBase?: (tx: Tx, about: About & { place: number }) => Promise<string | undefined>;
};

export type TurnedAway = { reports: number; boards: number; since: Instant };

export type Acting = {
  stream: string;
  body: Record<string, unknown>;
  tenant: number;
  account: string;
  roles: readonly Role[];
  key: string;
  now: Instant;
};
export type Act = (name: string, acting: Acting) => Promise<Answer>;

/** Everything that the pure parts of a board may need, as it stood at one instant of the organisation. */
export type Scene = {
  now: Instant;
  places: readonly Place[];
  shifts: readonly Shift[];
  notices: readonly Notice[];
  cases: readonly CaseLine[];
  stories: readonly CaseStory[];
  covers: readonly PlaceCover[];
  running: readonly Running[];
  doors?: Doors;
  toMove: readonly ToMove[];
  clinicians: Clinicians;
  errands: readonly DueErrand[];
  ringing: Waiting & { since: readonly Instant[] };
  log: readonly LogLine[];
};

/** What a board is about. */
export type Watched = { service: Service; places(): readonly Place[] };
