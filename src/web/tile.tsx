import type { ComponentChildren } from 'preact';
import type { Instant } from '#shared';
import { showTimeSeconds } from '#shared';
import { ageWords, bandWords, freshness } from './age.ts';
import { Icon } from './icons.tsx';
import { Tag, type TagProps } from './tag.tsx';

/** How old the data is by the machine's clock, and the organisation's time of the last completed poll. */
export type Age = { ms: number; asAt: Instant };

export type TileProps = {
  /** Names the live fragment that replaces this tile, and its heading's id. */
  name: string;
  heading: string;
  level?: 2 | 3;
  /** In second ink, after the heading. */
  note?: ComponentChildren;
  /** At the right of the head: a link, where a tile has no age. */
  aside?: ComponentChildren;
  age?: Age;
  kind?: 'pool' | 'list' | 'actions' | 'cover';
  /** Said after "As at 22:46:08, not live": what still holds. */
  notLiveNote?: string;
  /** Shown in place of the body while not live. Ranked actions are withheld: nobody ranks old information. */
  withheld?: ComponentChildren;
  children: ComponentChildren;
};

/** A tile of a board. Its age is that of its data; over 15 s it says stale, over 60 s that it is not live. */
export function Tile(props: TileProps) {
  const { name, heading, age } = props;
  const state = age ? freshness(age.ms) : 'live';
  const asAt = age && showTimeSeconds(age.asAt);
  const Heading = `h${props.level ?? 2}` as 'h2';
  return (
    <section
      class={`tile tile--${state} ${props.kind ? `tile--${props.kind}` : ''}`.trim()}
      aria-labelledby={`${name}-heading`}
      data-fragment={name}
      data-age-ms={age && Math.round(age.ms)}
      data-as-at={asAt}
    >
      <div class="tile__head">
        <Heading class="tile__heading" id={`${name}-heading`}>
          {heading}
        </Heading>
        {props.note && <span class="tile__note">{props.note}</span>}
        {age && (
          <span class="tile__age">
            <span class="tile__age-words">{ageWords(age.ms)}</span>
            <span class="tile__old"> old</span>
          </span>
        )}
        {props.aside && <span class="tile__aside">{props.aside}</span>}
      </div>
      {age && (
        <p class="tile__band" hidden={state === 'live'} data-note={props.notLiveNote}>
          <Icon name="clock" />
          <span class="tile__band-words">{band(age.ms, asAt ?? '', props.notLiveNote)}</span>
        </p>
      )}
      <div class={props.withheld ? 'tile__body tile__body--withheld' : 'tile__body'}>{props.children}</div>
      {props.withheld && <div class="tile__instead">{props.withheld}</div>}
    </section>
  );
}

function band(ageMs: number, asAt: string, note: string | undefined): string {
  const words = bandWords(ageMs, asAt);
  return note && freshness(ageMs) === 'not-live' ? `${words}. ${note}` : words;
}

export function Tiles({ children }: { children: ComponentChildren }) {
  return <div class="tiles">{children}</div>;
}

export type PoolProps = { count: number; unit: string; tag?: TagProps; lines: ComponentChildren[] };

/** The four facts of a pool: how many, the worst state, the longest wait against its limit, one line of means. */
export function Pool({ count, unit, tag, lines }: PoolProps) {
  return (
    <>
      <p class="pool__top">
        <span class="pool__count">{count}</span> <span class="pool__unit">{unit}</span>
        {tag && <Tag {...tag} />}
      </p>
      {lines.map((line, index) => (
        <p key={index} class="pool__line">
          {line}
        </p>
      ))}
    </>
  );
}
