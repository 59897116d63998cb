import { type RawBuilder, sql } from 'kysely';

// Put together once: composing every name anew was a twentieth of what a command cost the server. Only names that stand in
// our own code come here.

/** Columns of a table, for a list of them. */
export function columnList(names: readonly string[]): RawBuilder<unknown> {
  return sql.raw(names.map(quoted).join(', '));
}

/** What `on conflict do update set` makes of a row that is there already: the new values. */
export function columnUpdates(names: readonly string[]): RawBuilder<unknown> {
  return sql.raw(names.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', '));
}

function quoted(name: string): string {
  if (!/^[a-z_]+$/.test(name)) throw new TypeError(`${name} is no column of ours`);
  return `"${name}"`;
}
