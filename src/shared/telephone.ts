// Where a code ends: London and the other 02s, the large towns and the freephone numbers, all the rest.
const groupings: readonly [RegExp, readonly [number, number]][] = [
  [/^02/, [3, 7]],
  [/^01(1\d|\d1)/, [4, 7]],
  [/^0[389]/, [4, 7]],
  [/^0/, [5, 8]],
];

/** `01632 960 417`, `020 7946 0123`: grouped as it is read out. A number of another shape stays as it was written down. */
export function showTelephone(digits: string): string {
  const [first, second] = groupings.find(([shape]) => shape.test(digits))?.[1] ?? [0, 0];
  if (!/^0\d{10}$/.test(digits)) return digits;
  return `${digits.slice(0, first)} ${digits.slice(first, second)} ${digits.slice(second)}`;
}
