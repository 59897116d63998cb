/** One practice's messages go one after the other; practices wait for nobody else's system. */
export function byPractice<Line>(
  lines: readonly Line[],
  practiceOf: (line: Line) => number | undefined,
): readonly Line[][] {
  const groups = new Map<number, Line[]>();
  for (const line of lines) {
    const practice = practiceOf(line) ?? 0;
    const group = groups.get(practice);
    if (group) group.push(line);
    else groups.set(practice, [line]);
  }
  return [...groups.values()];
}
