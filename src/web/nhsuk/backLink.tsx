import type { Common, Content } from './content.tsx';
import { classNames, Hidden, hasContent, Inside, modifier } from './content.tsx';

export type BackLinkProps = Content &
  Common & {
    href?: string;
    type?: string;
    element?: 'a' | 'button';
    variant?: 'reverse';
    visuallyHiddenText?: string;
  };

export function BackLink(props: BackLinkProps) {
  const reverse = modifier('nhsuk-back-link--', props.variant, { allowed: ['reverse'], classes: props.classes });
  const common = { class: classNames('nhsuk-back-link', reverse, props.classes), id: props.id };
  const content = { text: props.text, html: props.html, children: props.children };
  const inside = (
    <>
      {props.visuallyHiddenText && <Hidden>{props.visuallyHiddenText} </Hidden>}
      {hasContent(content) ? <Inside {...content} /> : 'Back'}
    </>
  );
  if ((props.element ?? (props.href && !props.type ? 'a' : 'button')) === 'a') {
    return (
      <a {...common} href={props.href ?? '#'} {...props.attributes}>
        {inside}
      </a>
    );
  }
  return (
    <button {...common} type={(props.type ?? 'submit') as 'submit'} {...props.attributes}>
      {inside}
    </button>
  );
}
