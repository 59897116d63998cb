import type { FastifyBaseLogger } from 'fastify';
import type { Database, Waker } from '#database';
import type { OrganisationClocks, Place, Service, Tokens } from '#people';
import type { Instant } from '#shared';

/** What every module's routes are handed: nothing is looked up in a global, nothing is decorated. */
export type Context = {
  db: Database;
  waker: Waker;
  clocks: OrganisationClocks;
  tokens: Tokens;
  machineNow(): Instant;
  log: FastifyBaseLogger;
  /** Services and places by id and slug, read again when one is added. */
  directory: Directory;
  mode: 'demo' | 'live';
  /** Where messages to practices go; absent where none leave this server. */
  messages?: MessageWays;
  /** The organisation of the demo that this server plays: what its pages are about unless another is asked for. */
  home?: number;
  /** An outside index of patients, where there is one. */
  patientIndexUrl?: string;
  /** Who is turned away so that calls are answered; absent where nobody ever is. */
  shed?: ShedCount;
};

type Counted = { report: number; board: number };
/** Requests turned away since the start of the server and, while it lasts, in the spell of pressure of now. Machine time. */
export type Shed = Counted & { since: Instant; spell?: Counted & { from: Instant; last: Instant } };
export type ShedCount = { add(purpose: keyof Counted): void; standing(): Shed };

export type MessageWays = {
  /** The root of the practices' folders. */
  folder: string;
  /** Where the mail server drops what comes back: a maildir, or `.eml` files. */
  bounces?: string;
  /** `bouncesTo`: the address that letters come back to; one that ends its name with + gets our key put after it. */
  smtp?: { url: string; from: string; isPlain: boolean; bouncesTo?: string };
};

export type Directory = {
  services(): readonly Service[];
  places(): readonly Place[];
  serviceBySlug(slug: string): Service | undefined;
  serviceById(id: number): Service | undefined;
  placeById(id: number): Place | undefined;
  placesOf(service: number): readonly Place[];
  reload(): Promise<void>;
};
