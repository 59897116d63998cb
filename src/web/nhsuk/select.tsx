import type { Attributes, Common } from './content.tsx';
import { classNames, hasContent } from './content.tsx';
import { Beside, FieldLabel, type FieldMore, Group, notesOf } from './field.tsx';

export type SelectItem = {
  value?: string | number;
  text?: string;
  selected?: boolean;
  disabled?: boolean;
  divider?: boolean;
  attributes?: Attributes;
};

export type SelectProps = Common &
  FieldMore & {
    value?: string | number;
    items: (SelectItem | false | null | undefined)[];
    inputWrapper?: { classes?: string; attributes?: Attributes };
  };

export function Select(props: SelectProps) {
  const id = props.id || props.name;
  const notes = notesOf(id, props);
  const box = (
    <select
      class={classNames('nhsuk-select', notes.hasError && 'nhsuk-select--error', props.classes)}
      id={id}
      name={props.name}
      disabled={props.disabled}
      aria-describedby={notes.describedBy}
      {...props.attributes}
    >
      {props.items.map((item) => item && <Choice item={item} chosen={props.value} />)}
    </select>
  );
  return (
    <Group group={props.formGroup} hasError={notes.hasError}>
      <FieldLabel id={id} label={props.label} />
      {notes.shown}
      {isWrapped(props) ? (
        <div class={classNames('nhsuk-input-wrapper', props.inputWrapper?.classes)} {...props.inputWrapper?.attributes}>
          <Beside content={props.formGroup?.beforeInput} />
          {box}
          <Beside content={props.formGroup?.afterInput} />
        </div>
      ) : (
        box
      )}
    </Group>
  );
}

function isWrapped({ formGroup, inputWrapper }: SelectProps): boolean {
  const beside = hasContent(formGroup?.beforeInput ?? {}) || hasContent(formGroup?.afterInput ?? {});
  return beside || Boolean(inputWrapper?.classes || inputWrapper?.attributes);
}

function Choice({ item, chosen }: { item: SelectItem; chosen: SelectProps['value'] }) {
  if (item.divider) return <hr />;
  const selected = item.selected ?? Boolean(chosen && (item.value ?? item.text) === chosen);
  return (
    <option value={item.value} selected={selected} disabled={item.disabled} {...item.attributes}>
      {item.text}
    </option>
  );
}
