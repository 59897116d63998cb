import { createHash } from 'node:crypto';

/**
 * JSON with the keys of every object sorted by code unit and no white space, so that equal values have equal bytes.
 * Keys whose value is undefined are left out. TypeError for what JSON would change in silence: NaN, Infinity, bigint,
 * a function, an undefined inside a list.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value !== 'object') throw new TypeError(`No JSON for ${String(value)}`);
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonicalJson(value.toJSON());
  return `{${members(value).join(',')}}`;
}

function members(value: object): string[] {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
}

/** 32 bytes; text is hashed as UTF-8. */
export function sha256(text: string | Uint8Array): Buffer {
  return createHash('sha256').update(text).digest();
}
