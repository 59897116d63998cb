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
import { ActionsBody, ActionsWithheld, CensusBody, DueOnBody, LevelBody, ShiftLogBody } from './sideTiles.tsx';

export const pools: readonly PoolName[] = ['calls', 'urgent', 'other', 'bases', 'visits', 'to-practices'];

/** The live fragments of a board, by name, and the tile whose poll each of them shows. */
export const fragments = {
  'alert-panel': 'alerts',
  calls: 'calls',
  urgent: 'urgent',
  other: 'other',
  bases: 'bases',
  visits: 'visits',
  'to-practices': 'to-practices',
  'next-hour': 'next-hour',
  actions: 'actions',
  level: 'level',
  'shift-log': 'shift-log',
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
    case 'actions':
      return <ActionsTile {...drawn} />;
    case 'level':
      return <LevelBox {...drawn} />;
    case 'shift-log':
      return <ShiftLogTile {...drawn} />;
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
      data-rung-at={shot && shot.value.rungAt > 0 ? shot.value.rungAt : undefined}
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
      {shot ? <PoolBody name={name} value={shot.value} now={shot.asAt} view={drawn.view} isLive={isLive} /> : notRead}
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
      notLiveNote={
        isWall ? 'Due times still hold.' : 'Time left is not counted down. Due times still hold: check before you ring.'
      }
    >
      {shot ? (
        <NextHourBody value={shot.value} now={shot.asAt} view={drawn.view} board={drawn.board} isLive={isLive} />
      ) : (
        notRead
      )}
    </Tile>
  );
}

/** Ranked on the spot: what is old is withheld, and says so. */
function ActionsTile(drawn: Drawn) {
  const { shot, age } = read(drawn, 'actions');
  const { view, board } = drawn;
  const asAt = showTimeSeconds(age.asAt);
  return (
    <Tile
      name="actions"
      heading={view.kind === 'wall' ? 'Do now, best first' : 'What you can do now, best first'}
      kind="actions"
      age={age}
      notLiveNote="Withheld while not live."
      withheld={shot && <ActionsWithheld value={shot.value} view={view} board={board} asAt={asAt} />}
    >
      {shot ? <ActionsBody value={shot.value} view={view} board={board} /> : notRead}
    </Tile>
  );
}

/** How hard the night presses, beside the alert. On a wall it stands in the head. */
function LevelBox(drawn: Drawn) {
  const { shot, age } = read(drawn, 'level');
  const { view, board } = drawn;
  const state = freshness(age.ms);
  const asAt = showTimeSeconds(age.asAt);
  const body = shot ? <LevelBody value={shot.value} view={view} board={board} /> : notRead;
  const attributes = { 'data-fragment': 'level', 'data-age-ms': Math.round(age.ms), 'data-as-at': asAt };
  if (view.kind === 'wall')
    return (
      <p class="bar__level" {...attributes}>
        {shot ? body : 'Pressure level not read yet'}
        {state === 'not-live' && `, as at ${asAt}`}
      </p>
    );
  return (
    <section class={`tile level tile--${state}`} aria-labelledby={shot ? 'level-heading' : undefined} {...attributes}>
      {body}
      <p class="tile__band" hidden={state === 'live'}>
        <Icon name="clock" />
        <span class="tile__band-words">{bandWords(age.ms, asAt)}</span>
      </p>
    </section>
  );
}

function ShiftLogTile(drawn: Drawn) {
  const { shot, age } = read(drawn, 'shift-log');
  const { view } = drawn;
  return (
    <Tile
      name="shift-log"
      heading="Shift log"
      age={age}
      aside={
        view.kind === 'desk' && (
          <KeyLink words={view.writes ? 'Add a line' : 'See it all'} href="/tonight/log" pressKey="L" />
        )
      }
    >
      {shot ? <ShiftLogBody value={shot.value} view={view} board={drawn.board} /> : notRead}
    </Tile>
  );
}

/** A link of a tile's head with its key printed beside it. */
function KeyLink({ words, href, pressKey }: { words: string; href: string; pressKey: string }) {
  return (
    <a href={href} data-key={pressKey.toLowerCase()} data-key-words={words}>
      {words} <kbd>{pressKey}</kbd>
    </a>
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

/** Pages that stand in no navigation: the sheet that hands the night over, the same board for a wall, and paper. */
const otherPages = (
  <>
    <a href="/tonight/handover">Handover sheet</a> <a href="/wall">Board for a wall</a>{' '}
    <button type="button" class="link-button" data-print data-key="p" data-key-words="print" data-needs-script hidden>
      Print <kbd>P</kbd>
    </button>
  </>
);

const DUE_LINES = 2;

function DueOnTile(drawn: Drawn) {
  const { shot, age } = read(drawn, 'due-on');
  const heading = shot ? `On now ${shot.value.onNow}, due on next` : 'On now, due on next';
  return (
    <Tile
      name="due-on"
      heading={heading}
      note={shot && shot.value.due.length > DUE_LINES ? `${shot.value.due.length} in all` : undefined}
      age={age}
      aside={drawn.view.kind === 'desk' && <KeyLink words="Who is on" href="/tonight/on" pressKey="O" />}
    >
      {shot ? <DueOnBody value={shot.value} lines={DUE_LINES} view={drawn.view} board={drawn.board} /> : notRead}
    </Tile>
  );
}
