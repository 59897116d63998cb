import type { DetailChange, Patient } from '#calls';
import { type Instant, type Problem, showTelephone, showWhen } from '#shared';
import { Button, type Field, FormField, HiddenKey, Tag, type Values } from '#web';

type ChangedProps = {
  changes: readonly DetailChange[];
  patient?: Patient;
  /** A restricted address is for whoever must get there: what stood before it is kept back with it. */
  isHidden?: boolean;
  now: Instant;
  nameOf(account: string): string;
};

const words = { ringBack: 'The number', whereNow: 'Where they are now', homeAddress: 'The home address' } as const;

/** The patient is somewhere else, or has another number: the old beside the new, with when and by whom, so that nobody goes by memory (H27). */
export function Changed({ changes, patient, isHidden = false, now, nameOf }: ChangedProps) {
  const shown = changes.filter(({ what }) => patient?.[what] !== undefined);
  if (shown.length === 0) return null;
  return (
    <section class="details-changed" aria-label="What has changed">
      {shown.map(({ what, was, at, by }) => {
        const show = (text: string) =>
          what === 'ringBack' ? showTelephone(text) : isHidden ? 'restricted, on the car’s own page only' : text;
        return (
          <div key={what}>
            <Tag state="asks-for-action" words={`${words[what]} has changed`} />
            <dl>
              <dt>Now</dt>
              <dd>
                <strong>{show(patient?.[what] ?? '')}</strong>
              </dd>
              <dt>Not any more</dt>
              <dd>
                <del>{show(was)}</del>
              </dd>
            </dl>
            <p class="second">
              Changed {showWhen(at, now)} by {nameOf(by)}
            </p>
          </div>
        );
      })}
    </section>
  );
}

const fields: readonly Field[] = [
  { kind: 'telephone', name: 'ringBack', label: 'Number to ring back', hint: 'Leave empty what has not changed.' },
  { kind: 'long-text', name: 'whereNow', label: 'Where the patient is now', rows: 2 },
  { kind: 'long-text', name: 'explanation', label: 'How it came to be known, if it helps', rows: 2 },
];

type FormProps = {
  id: string;
  number: string;
  next: string;
  formKey: string;
  problems?: readonly Problem[];
  values?: Values;
};

/** Whoever hears it writes it down: the crew at the wrong door, the desk, the controller. What stood before is kept. */
export function DetailsForm({ id, number, next, formKey, problems = [], values }: FormProps) {
  const names = new Set(fields.map(({ name }) => name));
  const isAsked = problems.some(({ field }) => field !== undefined && names.has(field as Field['name']));
  return (
    <details class="nhsuk-details panel" id={`details-${id}`} open={isAsked}>
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">Another number or place</span>
      </summary>
      <div class="nhsuk-details__text">
        <form method="post" action={`/cases/${id}/change-details`} novalidate>
          <HiddenKey value={formKey} />
          <input type="hidden" name="_next" value={next} />
          {fields.map((field) => (
            <FormField key={field.name} field={field} values={values} problems={problems} />
          ))}
          <Button text={`Change it on case ${number}`} small />
          <p class="second">
            What stood before is kept, no clock moves, and a crew that has the visit is asked again whether it has the
            place.
          </p>
        </form>
      </div>
    </details>
  );
}
