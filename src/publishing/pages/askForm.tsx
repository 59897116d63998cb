import { Button, DateInput, Select } from '#web';
import { type DayPart, dayParts } from '../day.ts';
import type { PublicService } from '../publicStore.ts';

export type AskFormProps = {
  service: PublicService;
  base?: string;
  /** `2027-03-28`, or what was typed, as `31/2/2027`. */
  date: string;
  part?: DayPart;
  /** What is wrong with the date. */
  problem?: string;
  /** Left out on a phone, where the answer comes first and the form is a page away. */
  isAboveAnswer?: boolean;
};

/** Which base, which day: works without a script. */
export function AskForm({ service, base, date, part, problem, isAboveAnswer }: AskFormProps) {
  const [year, month, day] = date.includes('-') ? date.split('-').map(Number) : date.split('/').reverse();
  const hidden = { classes: 'nhsuk-u-visually-hidden' };
  const boxes = [
    { name: 'day', label: { text: 'Day', ...hidden }, value: day, width: 2 },
    { name: 'month', label: { text: 'Month', ...hidden }, value: month, width: 2 },
    { name: 'year', label: { text: 'Year', ...hidden }, value: year, width: 4 },
  ];
  return (
    <form
      class={isAboveAnswer ? 'public-ask public-ask--above' : 'public-ask'}
      method="get"
      action={`/public/${service.slug}`}
    >
      <Select
        id="base"
        name="base"
        label="Base"
        formGroup={{ classes: 'public-ask__base' }}
        value={base}
        items={service.bases.map(({ slug, name }) => ({ value: slug, text: name }))}
      />
      <DateInput id="date" fieldset={{ legend: 'Date' }} items={boxes} errorMessage={problem} />
      <Select
        id="part"
        name="part"
        label="Part of the day"
        value={part ?? '07-24'}
        items={Object.entries(dayParts).map(([value, text]) => ({ value, text }))}
      />
      <Button text="Show" />
    </form>
  );
}
