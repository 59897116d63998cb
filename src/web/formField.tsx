import type { Problem } from '#shared';
import { DateInput, Input, Radios, Select, Textarea } from './nhsuk/index.ts';

/** `isFocused`: the first question of a page whose only matter it is; not while the page says what is wrong. */
type Common = { name: string; label: string; hint?: string; isFocused?: boolean };
export type Choice = { value: string; words: string; hint?: string };

/** A question as data: one row of a form. */
export type Field =
  | (Common & { kind: 'text' | 'email' | 'password'; width?: 5 | 10 | 20 | 30; autocomplete?: string })
  | (Common & { kind: 'number' | 'telephone' | 'nhs-number' | 'postcode' | 'time' })
  | (Common & { kind: 'long-text'; rows?: number })
  | (Common & { kind: 'choice'; choices: readonly Choice[]; isInline?: boolean })
  | (Common & { kind: 'list'; choices: readonly Choice[]; blank?: string })
  | (Common & { kind: 'date' });

export type Values = Readonly<Record<string, string | undefined>>;
export type FormFieldProps = { field: Field; values?: Values; problems?: readonly Problem[] };

/** A field with what was typed in it and what is wrong with it, as the NHS component of its kind. */
export function FormField({ field, values = {}, problems = [] }: FormFieldProps) {
  const { name, label, hint } = field;
  const messages = problems.filter((problem) => problem.field === name).map((problem) => problem.message);
  const errorMessage = messages.join(' ') || undefined;
  const value = values[name];
  const focus = field.isFocused && problems.length === 0 ? { attributes: { autofocus: true } } : {};
  const common = { id: name, name, label: { text: label, size: 's' }, hint, errorMessage, ...focus };
  const fieldset = { legend: { text: label, size: 's' } };
  switch (field.kind) {
    case 'text':
    case 'email':
    case 'password': {
      const { width, autocomplete } = field;
      return <Input {...common} {...{ width, autocomplete, value }} type={field.kind} />;
    }
    case 'number':
    case 'telephone':
    case 'nhs-number':
    case 'postcode':
    case 'time':
      return <Input {...common} {...box[field.kind]} value={value} />;
    case 'long-text':
      return <Textarea {...common} rows={field.rows} value={value} />;
    case 'choice': {
      const items = field.choices.map((choice, index) => ({
        ...choice,
        text: choice.words,
        ...(index === 0 ? focus : {}),
      }));
      return (
        <Radios
          {...{ name, hint, errorMessage, fieldset, items, value }}
          idPrefix={name}
          inline={field.isInline}
          small
        />
      );
    }
    case 'list': {
      const blank = { value: '', text: field.blank ?? '' };
      return <Select {...common} value={value} items={[blank, ...field.choices.map(optionOf)]} />;
    }
    case 'date':
      return <DateInput {...{ hint, errorMessage, fieldset }} id={name} items={boxesOf(name, values)} />;
  }
}

const box = {
  number: { width: 5, inputmode: 'numeric' },
  telephone: { width: 20, type: 'tel', autocomplete: 'off' },
  'nhs-number': { width: 10, inputmode: 'numeric', autocomplete: 'off', spellcheck: false, code: true },
  postcode: { width: 10, autocomplete: 'off', autocapitalize: 'characters' },
  time: { width: 5, inputmode: 'numeric', autocomplete: 'off' },
} as const;

const optionOf = ({ value, words }: Choice) => ({ value, text: words });

function boxesOf(name: string, values: Values) {
  return (['day', 'month', 'year'] as const).map((unit) => ({
    id: `${name}-${unit}`,
    name: `${name}-${unit}`,
    label: unit.charAt(0).toUpperCase() + unit.slice(1),
    width: unit === 'year' ? 4 : 2,
    value: values[`${name}-${unit}`] ?? partOf(values[name], unit),
  }));
}

// A value that came from the record is one ISO date, not three boxes.
function partOf(iso: string | undefined, unit: 'day' | 'month' | 'year'): string | undefined {
  const [year, month, day] = iso?.split('-') ?? [];
  const part = { year, month, day }[unit];
  return part === undefined ? undefined : String(Number(part) || part);
}
