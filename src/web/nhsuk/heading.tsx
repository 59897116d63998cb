import { h } from 'preact';
import { Caption, type CaptionPart } from './caption.tsx';
import type { Common, Content } from './content.tsx';
import { classNames, Hidden, hasContent, Inside, modifier, part } from './content.tsx';

export type HeadingMore = {
  visuallyHiddenText?: string;
  caption?: CaptionPart;
  href?: string;
  level?: number | string;
  size?: string;
};

export type HeadingProps = Content &
  Common &
  HeadingMore & { element?: string; className?: string; classPrefix?: string; sizes?: readonly string[] };

const allSizes = ['xxs', 'xs', 's', 'm', 'l', 'xl'];

function headingClass(props: HeadingProps): string {
  const name = props.className ?? 'nhsuk-heading';
  const prefix = props.classPrefix ?? `${name}-`;
  const sizes = props.sizes ?? allSizes;
  const sized = sizes.includes(props.size ?? '')
    ? modifier(prefix, props.size, { allowed: allSizes, classes: props.classes })
    : undefined;
  // "nhsuk-heading-m" replaces the name; "nhsuk-label--m" stands beside it.
  return classNames(sized && prefix === `${name}-` ? sized : classNames(name, sized), props.classes);
}

export function Heading(props: HeadingProps) {
  if (!hasContent(props)) return null;
  const caption = part(props.caption);
  const placement = hasContent(caption) ? (caption.placement ?? 'start') : undefined;
  const shown = hasContent(caption) ? <Caption {...caption} size={caption.size ?? props.size} /> : null;
  const inside = <Inside text={props.text} html={props.html} children={props.children} />;
  const attributes = { class: headingClass(props) || undefined, id: props.id, ...props.attributes };
  const heading = h(
    props.element ?? `h${props.level || 1}`,
    attributes,
    placement === 'start' && shown,
    props.href ? (
      <a class="nhsuk-link" href={props.href}>
        {inside}
      </a>
    ) : (
      inside
    ),
    props.visuallyHiddenText && <Hidden> {props.visuallyHiddenText}</Hidden>,
    placement === 'end' && shown,
  );
  return (
    <>
      {placement === 'before' && shown}
      {heading}
      {placement === 'after' && shown}
    </>
  );
}
