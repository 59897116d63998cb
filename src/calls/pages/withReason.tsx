import type { Problem } from '#shared';
import { Button, FormField, HiddenKey, type Values } from '#web';

export type WithReasonProps = {
  /** What it is called while it is out of the way. */
  summary: string;
  action: string;
  button: string;
  reasons: { readonly [code: string]: string };
  /** What the words beside the reason are. */
  label: string;
  newKey(): string;
  problems?: readonly Problem[];
  values?: Values;
  /** On a page where it stands alone. */
  isPanel?: boolean;
};

/** Ends what is not needed any more: a closed list says why, with words beside it. Out of the way until it is asked for or was refused. */
export function WithReason({ problems = [], values = {}, ...about }: WithReasonProps) {
  const isAsked = problems.some(({ field }) => field === 'reason' || field === 'explanation');
  return (
    <details class={about.isPanel ? 'nhsuk-details panel' : 'nhsuk-details'} open={isAsked}>
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">{about.summary}</span>
      </summary>
      <div class="nhsuk-details__text">
        <form method="post" action={about.action} novalidate>
          <HiddenKey value={about.newKey()} />
          <FormField
            field={{
              kind: 'choice',
              name: 'reason',
              label: 'Why',
              choices: Object.entries(about.reasons).map(([value, words]) => ({ value, words })),
            }}
            {...{ values, problems }}
          />
          <FormField
            field={{ kind: 'long-text', name: 'explanation', label: about.label, rows: 2 }}
            {...{ values, problems }}
          />
          <Button text={about.button} variant="secondary" />
        </form>
      </div>
    </details>
  );
}
