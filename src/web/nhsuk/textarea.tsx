import type { Common } from './content.tsx';
import { classNames } from './content.tsx';
import { Beside, FieldLabel, type FieldMore, Group, notesOf } from './field.tsx';

export type TextareaProps = Common &
  FieldMore & { value?: string; rows?: number | string; spellcheck?: boolean; autocomplete?: string };

export function Textarea(props: TextareaProps) {
  const id = props.id || props.name;
  const notes = notesOf(id, props);
  return (
    <Group group={props.formGroup} hasError={notes.hasError}>
      <FieldLabel id={id} label={props.label} />
      {notes.shown}
      <Beside content={props.formGroup?.beforeInput} />
      <textarea
        class={classNames('nhsuk-textarea', notes.hasError && 'nhsuk-textarea--error', props.classes)}
        id={id}
        name={props.name}
        rows={Number(props.rows || 5)}
        spellcheck={props.spellcheck === undefined ? undefined : (String(props.spellcheck) as never)}
        disabled={props.disabled}
        aria-describedby={notes.describedBy}
        autocomplete={props.autocomplete as 'on'}
        {...props.attributes}
      >
        {props.value}
      </textarea>
      <Beside content={props.formGroup?.afterInput} />
    </Group>
  );
}
