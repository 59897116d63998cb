import { type Instant, withOffset } from '#shared';
import { Button, FormField, HiddenKey } from '#web';
import { momentWords } from './words.ts';

export type CorrectTimeProps = {
  action: string;
  /** Makes a form that is sent twice count once. */
  idempotencyKey: string;
  /** Where to go once it is done: this page again. */
  back: string;
  asOf: Instant;
  steps: readonly { version: number; words: string; at: Instant }[];
  reasons: Readonly<Record<string, string>>;
  /** The step that stopped this clock, else the last. */
  suggested?: number;
};

/** Corrects the time of one step. Nothing is overwritten: the correction is an event of its own, with who and why. */
export function CorrectTimeForm(props: CorrectTimeProps) {
  const { steps, reasons, asOf } = props;
  const suggested = steps.find(({ version }) => version === props.suggested) ?? steps.at(-1);
  if (!suggested) return null;
  const choices = steps.map(({ version, words, at }) => ({
    value: String(version),
    words: `${words}: ${momentWords(at, asOf)}`,
  }));
  const local = withOffset(suggested.at).slice(0, 19).replace('T', ' ');
  return (
    <section class="panel panel--form" id="correct">
      <h2>Correct a time</h2>
      <p>
        The time that was first recorded stays, and so does the figure as first recorded. Only the amended figure moves,
        with your name and your reason beside it.
      </p>
      <form method="post" action={props.action}>
        <HiddenKey value={props.idempotencyKey} />
        <input type="hidden" name="_next" value={props.back} />
        <FormField
          field={{ kind: 'list', name: 'version', label: 'Which time is wrong', choices }}
          values={{ version: String(suggested.version) }}
        />
        <FormField
          field={{
            kind: 'text',
            name: 'to',
            label: 'The right date and time',
            hint: `Written as 2027-03-28 20:58:00. The box holds what is recorded for “${suggested.words}”.`,
            width: 20,
          }}
          values={{ to: local }}
        />
        <FormField
          field={{
            kind: 'choice',
            name: 'reason',
            label: 'Why it was wrong',
            choices: Object.entries(reasons).map(([value, words]) => ({ value, words })),
          }}
        />
        <FormField
          field={{
            kind: 'long-text',
            name: 'explanation',
            label: 'Explanation',
            hint: 'For example: paper sheet says 20:58, the tablet had no signal. No names of patients.',
            rows: 2,
          }}
        />
        <Button text="Correct the time" />
      </form>
    </section>
  );
}
