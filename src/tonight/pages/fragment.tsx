import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Instant } from '#shared';
import { showTimeSeconds } from '#shared';
import { type Age, bandWords, freshness, Icon, Tile } from '#web';
import type { Board } from '../board.ts';
import type { TileName, TileValues } from '../boardReads.ts';
import type { Snapshot } from '../follower.ts';
import type { View } from '../view.ts';
import { AlertPanels } from './alertPanel.tsx';
import { CoverBody, WallCoverBody } from './coverTile.tsx';
import { NextHourBody, nextHourHeading, nextHourNote } from './nextHour.tsx';
import { PoolBody, type PoolName, poolHeadings } from './pools.tsx';
import { AlertList, CensusBody, DueOnBody } from './sideTiles.tsx';

export const pools: readonly PoolName[] = ['calls', 'urgent', 'other', 'bases', 'visits', 'in-hand'];

/** The live fragments of a board, by name, and the tile whose poll each of them shows. */
export const fragments = {
  'alert-panel': 'alerts',
  calls: 'calls',
  urgent: 'urgent',
  other: 'other',
  bases: 'bases',
  visits: 'visits',
  'in-hand': 'in-hand',
  'next-hour': 'next-hour',
  alerts: 'alerts',
  census: 'census',
  cover: 'cover',
  'due-on': 'due-on',
} as const satisfies Record<string, TileName>;
export type FragmentName = keyof typeof fragments;

export type Drawn = { board: Board; view: View; machineNow: Instant };

/** One fragment as it stands: its age is that of the last poll that completed. */
export function Fragment({ name, ...drawn }: Drawn & { name: FragmentName }): VNode {
  switch (name) {
    case 'alert-panel':
      return <PanelFragment {...drawn} />;
    case 'next-hour':
      return <NextHourTile {...drawn} />;
    case 'alerts':
      return <AlertsTile {...drawn} />;
    case 'census':
      return <CensusTile {...drawn} />;
    case 'cover':
      return <CoverTile {...drawn} />;
    case 'due-on':
      return <DueOnTile {...drawn} />;
    default:
      return <PoolTile name={name} {...drawn} />;
  }
}

export function fragmentHtml(name: FragmentName, drawn: Drawn): string {
  return renderToString(<Fragment name={name} {...drawn} />);
}

type Read<Name extends TileName> = { shot?: Snapshot<TileValues[Name]>; age: Age; isLive: boolean };

function read<Name extends TileName>({ board, machineNow }: Drawn, tile: Name): Read<Name> {
  const shot = board.latest(tile);
  const age = shot
    ? { ms: Math.max(0, machineNow - shot.at), asAt: shot.asAt }
    : { ms: Math.max(0, machineNow - board.since), asAt: board.sinceAt };
  return { ...(shot ? { shot } : {}), age, isLive: freshness(age.ms) !== 'not-live' };
}

const notRead = <p class="data-table-empty">Not read yet.</p>;

function PanelFragment(drawn: Drawn) {
  const { shot, age, isLive } = read(drawn, 'alerts');
  const state = freshness(age.ms);
  const asAt = showTimeSeconds(age.asAt);
  // On the board the panel is no tile; once it is old it gets a tile's strip and edge.
  return (
    <div
      class={state === 'live' ? 'alert-panels' : `alert-panels tile--${state}`}
      data-fragment="alert-panel"
      data-age-ms={Math.round(age.ms)}
      data-as-at={asAt}
    >
      <p class="tile__band" hidden={state === 'live'}>
        <Icon name="clock" />
        <span class="tile__band-words">{bandWords(age.ms, asAt)}</span>
      </p>
      {shot ? (
        <AlertPanels value={shot.value} now={shot.asAt} view={drawn.view} board={drawn.board} />
      ) : (
        isLive && notRead
      )}
    </div>
  );
}

function PoolTile({ name, ...drawn }: Drawn & { name: PoolName }) {
  const { shot, age, isLive } = read(drawn, name);
  return (
    <Tile name={name} heading={poolHeadings[name]} kind="pool" age={age}>
      {shot ? <PoolBody name={name} value={shot.value} view={drawn.view} isLive={isLive} /> : notRead}
    </Tile>
  );
}

function NextHourTile(drawn: Drawn) {
  const { shot, age, isLive } = read(drawn, 'next-hour');
  const isWall = drawn.view.kind === 'wall';
  return (
    <Tile
      name="next-hour"
      heading={nextHourHeading}
      note={shot && !isWall ? nextHourNote(shot.value) : undefined}
      kind="list"
      age={age}
      notLiveNote="Time left is not counted down. Due times still hold: check before you ring."
    >
      {shot ? (
        <NextHourBody value={shot.value} now={shot.asAt} view={drawn.view} board={drawn.board} isLive={isLive} />
      ) : (
        notRead
      )}
    </Tile>
  );
}

function AlertsTile(drawn: Drawn) {
  const { shot, age } = read(drawn, 'alerts');
  const open = shot?.value.stored.filter(({ acknowledged }) => !acknowledged).length ?? 0;
  return (
    <Tile
      name="alerts"
      heading="Alerts"
      note={open > 0 ? `${open} to acknowledge` : undefined}
      kind="actions"
      age={age}
    >
      {shot ? <AlertList alerts={shot.value.stored} view={drawn.view} board={drawn.board} /> : notRead}
    </Tile>
  );
}

/** As old as the census itself: a follower that reads, again and again, that nobody has counted makes nothing younger. */
function CensusTile(drawn: Drawn) {
  const { shot, age } = read(drawn, 'census');
  const run = shot?.value.run;
  const since = run ? { ms: Math.max(age.ms, drawn.machineNow - run.machineAt), asAt: run.at } : sinceWatched(drawn);
  return (
    <Tile name="census" heading="Census of open cases" age={since}>
      {shot ? <CensusBody value={shot.value} view={drawn.view} /> : notRead}
    </Tile>
  );
}

function sinceWatched({ board, machineNow }: Drawn): Age {
  return { ms: Math.max(0, machineNow - board.since), asAt: board.sinceAt };
}

function CoverTile(drawn: Drawn) {
  const { shot, age } = read(drawn, 'cover');
  const isWall = drawn.view.kind === 'wall';
  const Body = isWall ? WallCoverBody : CoverBody;
  return (
    <Tile
      name="cover"
      heading={isWall ? 'Cover now' : 'Cover: now and next'}
      note={isWall ? undefined : otherPages}
      kind="cover"
      age={age}
    >
      {shot ? <Body value={shot.value} now={shot.asAt} /> : notRead}
    </Tile>
  );
}

/** Pages that stand in no navigation: what the public is told, and the same board for a wall. */
const otherPages = (
  <>
    <a href="/notices">Public notices</a> <a href="/wall">Board for a wall</a>
  </>
);

function DueOnTile(drawn: Drawn) {
  const { shot, age } = read(drawn, 'due-on');
  // Alerts stand above it in the same column: it gives way to them, so that the board still fits one screen.
  const alerts = drawn.board.latest('alerts')?.value.stored.length ?? 0;
  const lines = Math.max(2, 6 - 2 * alerts);
  const heading = shot ? `On now ${shot.value.onNow}, due on next` : 'On now, due on next';
  return (
    <Tile name="due-on" heading={heading} age={age}>
      {shot ? <DueOnBody value={shot.value} lines={lines} view={drawn.view} board={drawn.board} /> : notRead}
    </Tile>
  );
}
