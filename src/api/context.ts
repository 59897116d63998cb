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
  /** The organisation of the demo that this server plays: what its pages are about unless another is asked for. */
  home?: number;
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
