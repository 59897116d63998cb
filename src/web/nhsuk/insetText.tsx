import type { Common, Content } from './content.tsx';
import { classNames, Hidden, Inside } from './content.tsx';

export function InsetText(props: Content & Common & { visuallyHiddenText?: string }) {
  const { text, ...rest } = props;
  return (
    <div class={classNames('nhsuk-inset-text', props.classes)} id={props.id} {...props.attributes}>
      <Hidden>{props.visuallyHiddenText || 'Information'}: </Hidden>
      {rest.children || rest.html ? <Inside html={rest.html} children={rest.children} /> : text && <p>{text.trim()}</p>}
    </div>
  );
}
