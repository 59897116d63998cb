import type { ComponentChildren } from 'preact';
import type { Instant } from '#shared';
import { keptAs } from '#web';
import { FORM, nothingFound, Panels, type PanelsProps } from './panels.tsx';

/** The form of a way in that is no call of the patient, with what is known of them beside it, as a call taker has it. */
export function EntryBeside({
  panels,
  kept,
  isAgain,
  children,
}: {
  panels: PanelsProps;
  /** What it is kept under while it is typed. */
  kept?: string;
  isAgain?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div class="beside taking">
      <form
        id={FORM}
        method="post"
        action="/cases/new"
        novalidate
        class="taking__entry"
        data-taking="/cases/contacts?part=found"
        {...(kept ? keptAs(kept, isAgain) : {})}
      >
        {children}
      </form>
      <aside class="taking__side" aria-label="What is known">
        <Panels {...panels} />
      </aside>
    </div>
  );
}

/** Beside a form that only shows who was in touch before, and leaves the rule to what receives it. */
export const LOOKS = '/cases/contacts?part=shown';

export function EarlierBeside({ now }: { now: Instant }) {
  return (
    <aside class="taking__side" aria-label="What is known">
      <Panels {...nothingFound(now)} isShownOnly />
    </aside>
  );
}

/** Without a script: looks, and shows the form again with what was found. */
export function LookButton() {
  return (
    <button type="submit" class="board-button taking__look" formaction="/cases/contacts" data-taking-look>
      Look for earlier contacts
    </button>
  );
}
