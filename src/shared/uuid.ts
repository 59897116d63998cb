import { sha256 } from './canonical.ts';
import type { Instant } from './instant.ts';
import { ok, type Result, refused } from './problems.ts';

const lastMs = 2 ** 48 - 1;
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * RFC 9562 version 7: 48 bits of Unix milliseconds, then 74 of the 80 bits of `random` (10 bytes), so that ids sort
 * by time. RangeError for a time before 1970 or for fewer bytes.
 */
export function uuidv7(at: Instant, random: Uint8Array): string {
  if (!Number.isInteger(at) || at < 0 || at > lastMs) throw new RangeError(`No uuid can carry this time: ${at}`);
  if (random.length < 10) throw new RangeError('A uuid needs 10 bytes of randomness');
  const time = at.toString(16).padStart(12, '0');
  const byte = (index: number) => random[index] ?? 0;
  const two = (value: number) => hex[value & 0xff] ?? '';
  const a = `${two(0x70 | (byte(0) & 0x0f))}${two(byte(1))}`;
  const b = `${two(0x80 | (byte(2) & 0x3f))}${two(byte(3))}`;
  const rest = two(byte(4)) + two(byte(5)) + two(byte(6)) + two(byte(7)) + two(byte(8)) + two(byte(9));
  return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${b}-${rest}`;
}

/** The same time and key give the same id, so that importing twice is a key conflict and not a second row. */
export function uuidv7FromKey(at: Instant, key: string): string {
  return uuidv7(at, sha256(key).subarray(0, 10));
}

/** The millisecond that a version 7 uuid was minted for; RangeError for any other text. */
export function uuidTime(id: string): Instant {
  const parsed = parseUuid(id);
  if (!parsed.ok || parsed.value[14] !== '7') throw new RangeError(`Not a version 7 uuid: ${id}`);
  return Number.parseInt(parsed.value.slice(0, 8) + parsed.value.slice(9, 13), 16) as Instant;
}

/** A uuid of any version, as lower case. */
export function parseUuid(text: string): Result<string> {
  const id = text.trim().toLowerCase();
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return ok(id);
  return refused({ code: 'id-invalid', message: 'This is not an id. Open the record from its list again.' });
}
