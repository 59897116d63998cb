/**
 * A name as it is searched for: without accents or capitals, the last word first, so that a surname is a prefix.
 * `Dr Ivy O’Hara-Pell` is found under `pell dr ivy o hara`.
 */
export function searchable(name: string): string {
  const words = wordsOf(name);
  return [...words.slice(-1), ...words.slice(0, -1)].join(' ');
}

/**
 * Ranges of stored names, from (inclusive) and before, in the order of bytes: those that begin with what was typed,
 * be it `Pellworth, Ivy` or `Ivy Pellworth`.
 */
export function nameRanges(typed: string): { from: string; before: string }[] {
  const begins = new Set([wordsOf(typed).join(' '), searchable(typed)].filter((text) => text !== ''));
  // U+10FFFF sorts after every character of a name under the C collation.
  return [...begins].map((from) => ({ from, before: `${from}\u{10FFFF}` }));
}

function wordsOf(name: string): string[] {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
