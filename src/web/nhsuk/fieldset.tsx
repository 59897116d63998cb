import type { Common, Content, Part } from './content.tsx';
import { classNames, Inside, part } from './content.tsx';
import type { TitleMore } from './label.tsx';
import { Legend } from './legend.tsx';

export type FieldsetMore = { legend?: Part<TitleMore>; describedBy?: string; role?: string };

export function Fieldset(props: Content & Common & FieldsetMore) {
  return (
    <fieldset
      class={classNames('nhsuk-fieldset', props.classes)}
      id={props.id}
      role={props.role as 'group'}
      aria-describedby={props.describedBy || undefined}
      {...props.attributes}
    >
      <Legend {...part(props.legend)} />
      <Inside html={props.html} children={props.children} />
    </fieldset>
  );
}
