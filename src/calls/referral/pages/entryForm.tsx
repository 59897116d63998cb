import type { Problem } from '#shared';
import { type Choice, DraftLine, FormField, HiddenKey, type StaffFrame, StaffPage, type Values } from '#web';
import { EntryBeside, LookButton } from '../../taking/pages/entryBeside.tsx';
import type { PanelsProps } from '../../taking/pages/panels.tsx';
import { type EntryForm, entryFields, entryForms } from '../entryForms.ts';

export type EntryFormProps = {
  frame: StaffFrame;
  route: EntryForm;
  id: string;
  newKey(): string;
  bases: readonly Choice[];
  practices: readonly Choice[];
  problems?: readonly Problem[];
  values?: Values;
  panels: PanelsProps;
  /** Shown again with what was sent. */
  isAgain?: boolean;
};

/** A patient who comes by another way than a call of their own. */
export function EntryFormPage(props: EntryFormProps) {
  const { frame, route, id, newKey, bases, practices, problems = [], values = {}, panels } = props;
  const { heading, says, priority } = entryForms[route];
  return (
    <StaffPage
      frame={frame}
      title={heading}
      problems={problems}
      dates={['dateOfBirth']}
      scripts={['/assets/taking.js']}
    >
      <p class="crumbs">
        <a href="/calls">Calls</a>
      </p>
      <h1>{heading}</h1>
      <p>{says}</p>
      <Ways current={route} />
      <EntryBeside panels={panels} kept={`entry ${route}`} isAgain={props.isAgain}>
        <HiddenKey value={newKey()} />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="entryRoute" value={route} />
        <input type="hidden" name="way" value={route} />
        {route === 'walk-in' ? (
          <input type="hidden" name="whereNow" value="At the base: walked in" />
        ) : (
          <input type="hidden" name="referredBy" value={route} />
        )}
        <div class="panel entry">
          {entryFields(route, { bases, practices }, { values, problems }).map((field) => (
            <FormField key={field.name} field={field} values={{ priority, ...values }} problems={problems} />
          ))}
        </div>
        <button
          type="submit"
          class="action-button action-button--large"
          data-key="f8"
          data-key-words="save and pass to a clinician"
        >
          Save and pass to a clinician <kbd>F8</kbd>
        </button>{' '}
        <LookButton />
        <DraftLine />
      </EntryBeside>
    </StaffPage>
  );
}

/** The other ways in, so that whoever is on the wrong form is one press from the right one. */
export function Ways({ current }: { current?: EntryForm | 'nhs-111' }) {
  return (
    <nav aria-label="How they came">
      <p class="choices">
        {Object.entries(entryForms).map(([route, { heading }]) => (
          <a
            key={route}
            class="board-button"
            href={`/cases/new?route=${route}`}
            aria-current={route === current ? 'true' : undefined}
          >
            {heading}
          </a>
        ))}
        <a class="board-button" href="/referrals" aria-current={current === 'nhs-111' ? 'true' : undefined}>
          Referrals of NHS 111
        </a>
      </p>
    </nav>
  );
}
