/**
 * A name as it is searched for: without accents or capitals, the last word first, so that a surname is a prefix.
 * `Dr Ivy O’Hara-Pell` is found under `pell dr ivy o hara`.
 */
export function searchable(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return [...words.slice(-1), ...words.slice(0, -1)].join(' ');
}

/** The range of stored names that begin with what was typed: from (inclusive) and before, in the order of bytes. */
export function nameRange(typed: string): { from: string; before: string } | undefined {
  const from = searchable(typed);
  // U+10FFFF sorts after every character of a name under the C collation.
  return from === '' ? undefined : { from, before: `${from}\u{10FFFF}` };
}
