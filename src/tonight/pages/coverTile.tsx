import { type Instant, showTime } from '#shared';
import { CoverKey, CoverStrip, DataTable, Tag, type TagProps } from '#web';
import type { TileValues } from '../boardReads.ts';
import { type PlaceCover, type Stretch, standsNow } from '../tiles/cover.ts';

type Props = { value: TileValues['cover']; now: Instant };

export function CoverBody({ value, now }: Props) {
  if (value.covers.length === 0) return <p class="data-table-empty">This service has no base and no car.</p>;
  const rows = value.covers.map(({ place, stretches }) => ({
    key: String(place.id),
    name: `${place.name}${shutWords(value, place.id, stretches, now)}`,
    spans: stretches.map(({ from, to, state, words }) => ({ period: { from, to }, state, words })),
  }));
  return (
    <>
      <CoverStrip caption="Cover of bases and cars" period={value.period} now={now} rows={rows} />
      <CoverKey />
    </>
  );
}

/** A base that was shut by hand while its people are there: "here" alone would say that it is open. */
function shutSince({ doors = [] }: TileValues['cover'], place: number): Instant | undefined {
  return doors.find((door) => door.place === place)?.shut?.since;
}

function shutWords(value: TileValues['cover'], place: number, stretches: readonly Stretch[], now: Instant): string {
  const since = shutSince(value, place);
  const stands = stretches.find(({ from, to }) => from <= now && now < to)?.state;
  const isSaid = stands === undefined || stands === 'nobody' || stands === 'not-needed';
  return since === undefined || isSaid ? '' : `, shut since ${showTime(since)}`;
}

type Line = { key: string; name: string; tag: TagProps; until: string };

/** For a wall: how each place stands now, and the next thing that is not sure. */
export function WallCoverBody({ value, now }: Props) {
  return (
    <DataTable
      caption="Cover now"
      kind="lines"
      empty="This service has no base and no car."
      rows={value.covers.flatMap((cover) => linesOf(cover, now, shutSince(value, cover.place.id))).slice(0, 7)}
      keyOf={(line) => line.key}
      columns={[
        { key: 'name', heading: 'Base or car', cell: ({ name }) => name, look: 'strong', isRowHeading: true },
        { key: 'cover', heading: 'Cover', cell: ({ tag }) => <Tag {...tag} /> },
        { key: 'until', heading: 'Until', cell: ({ until }) => until, look: 'second' },
      ]}
    />
  );
}

function linesOf(cover: PlaceCover, now: Instant, shut: Instant | undefined): Line[] {
  const stretch = standsNow(cover, now);
  if (!stretch) return [];
  const line = { key: String(cover.place.id), name: cover.place.name };
  const next = cover.stretches.find(
    ({ from, state }) => from > now && (state === 'nobody' || state === 'not-confirmed'),
  );
  return [
    { ...line, ...nowOf(stretch), ...(shut === undefined || !open.includes(stretch.state) ? {} : shutTag(shut)) },
    ...(next ? [{ ...line, key: `${line.key} next`, tag: laterTag(next), until: `from ${showTime(next.from)}` }] : []),
  ];
}

const open: readonly Stretch['state'][] = ['here', 'confirmed', 'not-confirmed'];

function shutTag(since: Instant): { tag: TagProps; until: string } {
  return { tag: { state: 'shut', words: 'Shut' }, until: `since ${showTime(since)}` };
}

function nowOf({ state, words, from, to }: Stretch): { tag: TagProps; until: string } {
  switch (state) {
    case 'nobody':
      return { tag: { state: 'no-doctor', words }, until: `since ${showTime(from)}` };
    case 'not-needed':
      return { tag: { state: 'closed-as-planned', words: words.split(',')[0] ?? words }, until: 'as planned' };
    case 'here':
      return { tag: { state: 'confirmed', words }, until: `to ${showTime(to)}` };
    default:
      return { tag: { state: 'booked', words: 'Booked' }, until: `to ${showTime(to)}` };
  }
}

function laterTag({ state, words }: Stretch): TagProps {
  return state === 'nobody' ? { state: 'no-doctor', words } : { state: 'not-confirmed', words: 'Not confirmed' };
}
