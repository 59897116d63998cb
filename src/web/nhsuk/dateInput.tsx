import type { Common, Part } from './content.tsx';
import { classNames, part } from './content.tsx';
import { Beside, type FieldMore, Group, notesOf } from './field.tsx';
import { Fieldset, type FieldsetMore } from './fieldset.tsx';
import { Input, type InputMore } from './input.tsx';
import type { LabelMore } from './label.tsx';

export type DateItem = Common &
  InputMore & {
    name?: string;
    label?: Part<LabelMore>;
    error?: boolean;
    describedBy?: string;
    disabled?: boolean;
  };

export type DateInputProps = Common &
  Omit<FieldMore, 'label' | 'name'> & {
    namePrefix?: string;
    fieldset?: Common & FieldsetMore;
    items?: (DateItem | false | null | undefined)[];
    /** False leaves the box out. */
    day?: DateItem | false;
    month?: DateItem | false;
    year?: DateItem | false;
    values?: Record<string, string | number | undefined>;
  };

const hasOwnError = (item: DateItem) => Boolean(item.error || item.classes?.includes('nhsuk-input--error'));

const units = ['day', 'month', 'year'] as const;

function itemsOf(props: DateInputProps): DateItem[] {
  const usual = units.map((unit) => {
    const own = props[unit];
    const width = unit === 'year' ? 4 : 2;
    return own === false
      ? undefined
      : { width, ...own, name: own?.name ?? unit, value: own?.value ?? props.values?.[unit] };
  });
  const given = props.items?.filter((item): item is DateItem => Boolean(item)) ?? [];
  if (given.length === 0) return usual.filter((item) => item !== undefined);
  return given.map((item) => {
    const same = usual.find((unit, i) => item.name === unit?.name || item.name === units[i]);
    return { ...item, value: item.value ?? same?.value, width: item.width ?? same?.width ?? 2 };
  });
}

export function DateInput(props: DateInputProps) {
  const items = itemsOf(props);
  const someItem = items.some(hasOwnError);
  const notes = notesOf(props.id, { ...props, describedBy: props.fieldset?.describedBy });
  const inner = (
    <>
      {notes.shown}
      <div class={classNames('nhsuk-date-input', props.classes)} id={props.id} {...props.attributes}>
        <Beside content={props.formGroup?.beforeInputs} />
        {items.map((item) => (
          <DateBox key={item.name} whole={props} item={item} inError={notes.hasError && !someItem} />
        ))}
        <Beside content={props.formGroup?.afterInputs} />
      </div>
    </>
  );
  return (
    <Group group={props.formGroup} hasError={notes.hasError || someItem}>
      {props.fieldset ? (
        // A group, because JAWS does not read the description of a fieldset of text boxes otherwise.
        <Fieldset {...props.fieldset} role={props.fieldset.role ?? 'group'} describedBy={notes.describedBy}>
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </Group>
  );
}

function DateBox({ whole, item, inError }: { whole: DateInputProps; item: DateItem; inError: boolean }) {
  const name = item.name ?? '';
  const label = part<LabelMore>(item.label);
  const marked = item.classes?.includes('nhsuk-input--error');
  return (
    <div class="nhsuk-date-input__item">
      <Input
        {...item}
        label={{
          ...label,
          text: label.text ?? capital(name),
          classes: classNames('nhsuk-date-input__label', label.classes),
        }}
        errorMessage={!marked && (item.error || (item.error !== false && inError))}
        id={item.id || `${whole.id}-${name}`}
        name={whole.namePrefix ? `${whole.namePrefix}[${name}]` : name}
        value={item.value ?? whole.values?.[name]}
        inputmode={item.inputmode || 'numeric'}
        disabled={item.disabled ?? whole.disabled}
        classes={classNames('nhsuk-date-input__input', item.classes)}
      />
    </div>
  );
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).toLowerCase();
