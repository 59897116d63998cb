import type { ComponentChildren } from 'preact';
import { FORM, Panels, type PanelsProps } from './panels.tsx';

/** The form of a way in that is no call of the patient, with what is known of them beside it, as a call taker has it. */
export function EntryBeside({ panels, children }: { panels: PanelsProps; children: ComponentChildren }) {
  return (
    <div class="beside taking">
      <form
        id={FORM}
        method="post"
        action="/cases/new"
        novalidate
        class="taking__entry"
        data-taking="/cases/contacts?part=found"
      >
        {children}
      </form>
      <aside class="taking__side" aria-label="What is known">
        <Panels {...panels} />
      </aside>
    </div>
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
