import { sql } from 'kysely';
import type { Tx } from '#database';
import { type Instant, outwardOf, type Position, postcodeIn, toIso } from '#shared';
import type { PostcodePosition, PostcodeSource } from './postcodeFile.ts';

export type Edition = {
  source: PostcodeSource | 'made-up';
  licence: string;
  /** The day that the file is of, as its publisher says it. */
  dated: string;
  at: Instant;
  by: string;
};

/** The edition of these words, made where it is not there yet. */
export async function editionOf(tx: Tx, { source, licence, dated, at, by }: Edition): Promise<number> {
  await sql`insert into postcode_edition (source, licence, dated, loaded_at, loaded_by)
    values (${source}, ${licence}, ${dated}::date, ${toIso(at)}::timestamptz, ${by}::uuid) on conflict do nothing`.execute(
    tx,
  );
  const { rows } = await sql<{ id: number }>`select id from postcode_edition
    where source = ${source} and dated = ${dated}::date`.execute(tx);
  if (!rows[0]) throw new Error('the edition is not there');
  return rows[0].id;
}

/** Writes positions; one that is there from a later edition stays. Gives how many were written. */
export async function writePositions(tx: Tx, edition: number, positions: readonly PostcodePosition[]): Promise<number> {
  // The last of a postcode that a file has twice, as if they had come one after the other.
  const given = [...new Map(positions.map((one) => [one.postcode, one])).values()];
  const { numAffectedRows } =
    await sql`insert into postcode_position as there (postcode, outward, easting, northing, edition)
    select *, ${edition}::int from unnest(${given.map(({ postcode }) => postcode)}::text[],
      ${given.map(({ postcode }) => outwardOf(postcode))}::text[], ${given.map(({ easting }) => easting)}::int[],
      ${given.map(({ northing }) => northing)}::int[])
    on conflict (postcode) do update set easting = excluded.easting, northing = excluded.northing, edition = excluded.edition
    where (select dated from postcode_edition where id = there.edition) <= (select dated from postcode_edition where id = excluded.edition)`.execute(
      tx,
    );
  return Number(numAffectedRows ?? 0);
}

/** Where somebody is, as far as their address says it: by its postcode, or by the middle of its outward code. */
export type Whereabouts = { position: Position; by: 'postcode' | 'outward-code'; of: string };

/** Undefined where the address has no postcode that anybody has told us the position of: then nothing is guessed. */
export async function whereaboutsOf(tx: Tx, address: string): Promise<Whereabouts | undefined> {
  const said = postcodeIn(address);
  if (!said) return undefined;
  if ('postcode' in said) {
    const position = await positionOf(tx, said.postcode);
    if (position) return { position, by: 'postcode', of: said.postcode };
  }
  const outward = 'postcode' in said ? outwardOf(said.postcode) : said.outward;
  const middle = await middleOf(tx, outward);
  return middle && { position: middle, by: 'outward-code', of: outward };
}

export async function positionOf(tx: Tx, postcode: string): Promise<Position | undefined> {
  const { rows } =
    await sql<Position>`select easting, northing from postcode_position where postcode = ${postcode}`.execute(tx);
  return rows[0];
}

async function middleOf(tx: Tx, outward: string): Promise<Position | undefined> {
  const { rows } = await sql<{ easting: number | null; northing: number | null }>`
    select round(avg(easting))::int as easting, round(avg(northing))::int as northing
    from postcode_position where outward = ${outward}`.execute(tx);
  const { easting, northing } = rows[0] ?? {};
  return easting == null || northing == null ? undefined : { easting, northing };
}
