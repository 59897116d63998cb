import { canonicalJson, sha256 } from '#shared';
import { nqr2006 } from './nqr2006.ts';
import type { Pack } from './pack.ts';

/** Every rule book that we ship, newest edition of each. */
export const packs: readonly Pack[] = [nqr2006];

/** What measures a service whose contract names no other edition. */
export const defaultPack: Pack = nqr2006;

/** By slug, as in `--pack nqr-2006`. */
export function packBySlug(slug: string): Pack | undefined {
  return packs.find((pack) => pack.slug === slug);
}

/** The body as stored; equal editions have equal bytes. */
export function bodyOf(pack: Pack): string {
  return canonicalJson(pack);
}

/** 32 bytes: SHA-256 of the stored body. */
export function bodyDigest(pack: Pack): Buffer {
  return sha256(bodyOf(pack));
}
