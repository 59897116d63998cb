import type { ComponentChildren } from 'preact';
import type { Problem } from '#shared';
import { showTimeSeconds } from '#shared';
import { Clock, type PageClock } from './clock.tsx';
import { Icon } from './icons.tsx';
import { Html, MadeUpStrip } from './page.tsx';
import { type PassFor, type PassShown, PassStrip, PassTo999 } from './passTo999.tsx';
import { ProblemSummary } from './problemSummary.tsx';

export type NavItem = { href: string; words: string; isCurrent?: boolean };

/** What every staff page shares, whatever is on it. */
export type StaffFrame = {
  service: string;
  /** A demo: the strip stands on every page of it. */
  isMadeUp: boolean;
  nav: readonly NavItem[];
  /** Where the name in the bar leads, where that is not the board. */
  home?: string;
  /** Where one can go beside the daily pages: at the foot of every page. */
  foot?: readonly NavItem[];
  clock: PageClock;
  /** Absent for a visitor, who is nobody. */
  person?: { name: string; role: string };
  signIn?: { href: string; words: string };
  /** Where a POST ends the session. */
  signOut?: { action: string };
  /** Whoever may pass a patient to 999, and in which service: the red button stands on every page. */
  mayPass?: { service: string };
  /** The passes that run in the service. */
  passes?: readonly PassShown[];
};

export type StaffPageProps = {
  frame: StaffFrame;
  title: string;
  problems?: readonly Problem[];
  /** Fields of the page's form that are dates, so that a problem's link finds the first box. */
  dates?: readonly string[];
  /** A page that keeps itself up to date: where its fragments come from. */
  /** `isReloaded` false: without a script the page stays as it is, because somebody types in it. */
  live?: { url: string; advice?: string; isReloaded?: boolean };
  /**
   * For whom the red button of the bar is, where the page is about one case or call; `in-head` where the page's own head has it
   * (`PassTo999`): one button a page.
   */
  passTo999?: PassFor | 'in-head';
  /** Scripts of this page's own, beside what every page has. */
  scripts?: readonly string[];
  /** In the bar, after whose service it is: what a wall says in its head. */
  beside?: ComponentChildren;
  /** For a wall three metres away: larger, nothing to press, no names of patients. */
  isWall?: boolean;
  /** A board takes the whole width; a form or a text the width that it can be read at. */
  width?: 'board' | 'text';
  children: ComponentChildren;
};

export function StaffPage(props: StaffPageProps) {
  const { frame, live, isWall = false } = props;
  return (
    <Html
      title={props.title}
      service={frame.service}
      problems={props.problems}
      scripts={['/assets/nhsuk.js', '/assets/live.js', ...(props.scripts ?? [])]}
      early={['/assets/scheme.js']}
      reloadSeconds={live && live.isReloaded !== false ? 15 : undefined}
      live={live?.url}
      bodyClass={isWall ? 'staff wall' : 'staff'}
      scheme={isWall ? 'night' : undefined}
    >
      <header>
        {frame.isMadeUp && <StaffStrip frame={frame} isWall={isWall} />}
        <div class="bar">
          {isWall ? (
            <p class="bar__name">{props.title}</p>
          ) : (
            <a class="bar__name" href={frame.home ?? '/'}>
              Vigil
            </a>
          )}
          <p class="bar__service">{frame.service}</p>
          {props.beside}
          {!isWall && <Navigation items={frame.nav} />}
          <div class="bar__end">
            {live && <LiveState at={frame.clock} />}
            <Clock {...frame.clock} />
            {!frame.isMadeUp && !isWall && <WhoIsHere frame={frame} />}
            {!isWall && props.passTo999 !== 'in-head' && <PassTo999 frame={frame} of={props.passTo999} />}
          </div>
        </div>
        <PassStrip frame={frame} isWall={isWall} />
        {live && <NotLive advice={live.advice} />}
      </header>
      <main id="maincontent" class={`page page--${props.width ?? 'board'}`}>
        <ProblemSummary problems={props.problems ?? []} dates={props.dates} />
        {props.children}
      </main>
      {!isWall && <Foot items={frame.foot ?? []} />}
    </Html>
  );
}

function StaffStrip({ frame, isWall }: { frame: StaffFrame; isWall: boolean }) {
  const words = isWall
    ? 'Made-up area, people and numbers. No names of patients are shown on a wall.'
    : 'Made-up area, people and numbers. The clock is the demo’s own.';
  if (isWall) return <MadeUpStrip words={words} />;
  return (
    <MadeUpStrip words={words}>
      <p class="made-up__keys" data-needs-script hidden>
        <button type="button" class="key-hint" data-open="keys">
          <kbd>?</kbd> all keys
        </button>
        <button type="button" class="key-hint" data-key="n" data-switch="scheme" data-key-words="night scheme">
          <kbd>N</kbd> night scheme
        </button>
      </p>
      <WhoIsHere frame={frame} />
    </MadeUpStrip>
  );
}

function WhoIsHere({ frame }: { frame: StaffFrame }) {
  const { person, signIn, signOut } = frame;
  return (
    <div class="who">
      <span>{person ? `${person.name}, ${person.role}` : 'Visitor'}</span>
      {signIn && <a href={signIn.href}>{signIn.words}</a>}
      {signOut && (
        <form method="post" action={signOut.action}>
          <button type="submit" class="link-button">
            Sign out
          </button>
        </form>
      )}
    </div>
  );
}

function Navigation({ items }: { items: readonly NavItem[] }) {
  return (
    <nav class="bar__nav" aria-label="Main">
      <ul>
        {items.map(({ href, words, isCurrent }) => (
          <li key={href}>
            <a href={href} aria-current={isCurrent ? 'page' : undefined}>
              {words}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Foot({ items }: { items: readonly NavItem[] }) {
  if (items.length === 0) return null;
  return (
    <footer class="foot">
      <nav aria-label="More">
        <ul>
          {items.map(({ href, words, isCurrent }) => (
            <li key={href}>
              <a href={href} aria-current={isCurrent ? 'page' : undefined}>
                {words}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  );
}

// Before any script has run the page cannot know that it is live, so it says when it was made.
function LiveState({ at }: { at: PageClock }) {
  return (
    <p class="live" data-live-state>
      <Icon name="live" />
      <span class="live__words">As at {showTimeSeconds(at.at)}</span>
    </p>
  );
}

function NotLive({ advice }: { advice?: string }) {
  return (
    <div class="not-live" role="status" data-not-live hidden>
      <Icon name="clock" />
      <div>
        <p class="not-live__since">Not live. The lists below are the last we had.</p>
        <p>Trying again every 2 seconds. What you type is kept.{advice && ` ${advice}`}</p>
      </div>
    </div>
  );
}
