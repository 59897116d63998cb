import type { Common, Content, Part } from './content.tsx';
import { classNames, flag, hasContent, Inside, part } from './content.tsx';
import { Beside, type FieldMore, Group, notesOf } from './field.tsx';
import { Fieldset, type FieldsetMore } from './fieldset.tsx';
import { Hint } from './hint.tsx';
import { Label, type LabelMore } from './label.tsx';

export type RadioItem = Content &
  Common & {
    value?: string | number | boolean;
    label?: Part<LabelMore>;
    hint?: Part;
    checked?: boolean;
    disabled?: boolean;
    conditional?: Content;
    divider?: string;
  };

export type RadiosProps = Common &
  Omit<FieldMore, 'label'> & {
    idPrefix?: string;
    value?: string | number | boolean;
    small?: boolean;
    inline?: boolean;
    fieldset?: Common & FieldsetMore;
    items: (RadioItem | false | null | undefined | '')[];
  };

export function Radios(props: RadiosProps) {
  const idPrefix = props.idPrefix || props.name;
  const notes = notesOf(idPrefix, { ...props, describedBy: props.fieldset?.describedBy });
  const name = classNames(
    'nhsuk-radios',
    flag('nhsuk-radios--small', props.small, props.classes),
    flag('nhsuk-radios--inline', props.inline, props.classes),
    props.classes,
  );
  const inner = (
    <>
      {notes.shown}
      <div class={name} id={props.id} data-module="nhsuk-radios" {...props.attributes}>
        <Beside content={props.formGroup?.beforeInputs} />
        {props.items.map((item, index) => item && <Radio whole={props} item={item} id={itemId(item, index)} />)}
        <Beside content={props.formGroup?.afterInputs} />
      </div>
    </>
  );
  // The first has no number, so that the error summary can link to it.
  function itemId(item: RadioItem, index: number) {
    return item.id || `${idPrefix}${index > 0 ? `-${index + 1}` : ''}`;
  }
  return (
    <Group group={props.formGroup} hasError={notes.hasError}>
      {props.fieldset ? (
        <Fieldset {...props.fieldset} describedBy={notes.describedBy}>
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </Group>
  );
}

function Radio({ whole, item, id }: { whole: RadiosProps; item: RadioItem; id: string }) {
  if (item.divider) return <div class="nhsuk-radios__divider">{item.divider}</div>;
  const label = part<LabelMore>(item.label);
  const hint = part(item.hint);
  const hintId = hasContent(hint) ? (hint.id ?? `${id}-item-hint`) : undefined;
  const isChecked = item.checked ?? Boolean(whole.value && item.value === whole.value);
  const conditional = item.conditional && hasContent(item.conditional) ? item.conditional : undefined;
  return (
    <>
      <div class="nhsuk-radios__item">
        <input
          class={classNames('nhsuk-radios__input', item.classes)}
          id={id}
          name={whole.name}
          type="radio"
          value={String(item.value ?? '')}
          checked={isChecked}
          disabled={item.disabled ?? whole.disabled}
          data-aria-controls={conditional && `conditional-${id}`}
          aria-describedby={hintId}
          {...item.attributes}
        />
        <Label
          {...label}
          html={label.html ?? item.html}
          text={label.text ?? item.text}
          children={label.children ?? item.children}
          for={id}
          classes={classNames('nhsuk-radios__label', label.classes)}
        />
        {hintId && <Hint {...hint} id={hintId} classes={classNames('nhsuk-radios__hint', hint.classes)} />}
      </div>
      {conditional && (
        <div
          class={classNames('nhsuk-radios__conditional', !isChecked && 'nhsuk-radios__conditional--hidden')}
          id={`conditional-${id}`}
        >
          <Inside {...conditional} />
        </div>
      )}
    </>
  );
}
