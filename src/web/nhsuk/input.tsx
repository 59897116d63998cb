import type { Common, Content, Part } from './content.tsx';
import { classNames, flag, hasContent, Inside, modifier, part } from './content.tsx';
import { Beside, FieldLabel, type FieldMore, Group, notesOf } from './field.tsx';

export type InputMore = {
  type?: string;
  value?: string | number;
  width?: string | number;
  large?: boolean;
  code?: boolean;
  spellcheck?: boolean;
  autocomplete?: string;
  autocapitalize?: string;
  pattern?: string;
  placeholder?: string;
  inputmode?: string;
  prefix?: Part;
  suffix?: Part;
  inputWrapper?: { classes?: string; attributes?: Common['attributes'] };
};
export type InputProps = Common & FieldMore & InputMore;

export function Input(props: InputProps) {
  const id = props.id || props.name;
  const notes = notesOf(id, props);
  const box = <Box {...props} id={id} describedBy={notes.describedBy} hasError={notes.hasError} />;
  return (
    <Group group={props.formGroup} hasError={notes.hasError}>
      <FieldLabel id={id} label={props.label} />
      {notes.shown}
      <Wrapper {...props}>{box}</Wrapper>
    </Group>
  );
}

function Box(props: InputProps & { hasError: boolean }) {
  const { classes } = props;
  const name = classNames(
    'nhsuk-input',
    flag('nhsuk-input--large', props.large, classes),
    flag('nhsuk-input--code', props.code, classes),
    props.hasError && 'nhsuk-input--error',
    modifier('nhsuk-input--width-', props.width, { allowed: [2, 3, 4, 5, 10, 20, 30], classes }),
    classes,
  );
  return (
    <input
      class={name}
      id={props.id}
      name={props.name}
      type={props.type || 'text'}
      spellcheck={props.spellcheck === undefined ? undefined : (String(props.spellcheck) as never)}
      value={props.value}
      disabled={props.disabled}
      aria-describedby={props.describedBy}
      autocomplete={props.autocomplete as 'on'}
      autocapitalize={props.autocapitalize as 'on'}
      pattern={props.pattern}
      placeholder={props.placeholder}
      inputmode={props.inputmode as 'text'}
      {...props.attributes}
    />
  );
}

function Wrapper(props: InputProps & { children: preact.ComponentChildren }) {
  const [prefix, suffix] = [part(props.prefix), part(props.suffix)];
  const before = props.formGroup?.beforeInput ?? {};
  const after = props.formGroup?.afterInput ?? {};
  const needed =
    [prefix, suffix, before, after].some(hasContent) || props.inputWrapper?.classes || props.inputWrapper?.attributes;
  if (!needed) return <>{props.children}</>;
  const large = flag('nhsuk-input-wrapper--large', props.large && !props.classes?.includes('nhsuk-input--large'));
  return (
    <div
      class={classNames('nhsuk-input-wrapper', large, props.inputWrapper?.classes)}
      {...props.inputWrapper?.attributes}
    >
      <Beside content={before} />
      <Affix side="prefix" {...prefix} />
      {props.children}
      <Affix side="suffix" {...suffix} />
      <Beside content={after} />
    </div>
  );
}

function Affix({ side, classes, attributes, ...content }: Content & Common & { side: 'prefix' | 'suffix' }) {
  if (!hasContent(content)) return null;
  return (
    <div class={classNames(`nhsuk-input-wrapper__${side}`, classes)} aria-hidden="true" {...attributes}>
      <Inside {...content} />
    </div>
  );
}
