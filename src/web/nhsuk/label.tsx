import { h } from 'preact';
import { Caption, type CaptionMore } from './caption.tsx';
import type { Common, Content, Part } from './content.tsx';
import { hasContent, part } from './content.tsx';
import { Heading, type HeadingMore } from './heading.tsx';

export type TitleMore = HeadingMore & { heading?: boolean | Part<HeadingMore>; isPageHeading?: boolean };
export type LabelMore = TitleMore & { for?: string };
export type LabelProps = Content & Common & LabelMore;

/**
 * What a label and a legend have in common: either may be, or may hold, the heading of the page, and then
 * the heading's own words, size and caption win.
 */
export function titleOf(props: Content & Common & TitleMore) {
  const heading = typeof props.heading === 'boolean' ? {} : part<HeadingMore>(props.heading);
  const isHeading = Boolean(
    (props.isPageHeading && props.heading !== false) || (props.isPageHeading !== false && props.heading),
  );
  const [first, second] = isHeading ? [heading, props] : [props, heading];
  const size = isHeading ? (heading.size ?? props.size) : props.size;
  const caption = part<CaptionMore>(isHeading ? (heading.caption ?? props.caption) : props.caption);
  return {
    heading,
    isHeading,
    size,
    caption: hasContent(caption) ? { ...caption, size: caption.size ?? size } : undefined,
    content: {
      text: first.text ?? second.text,
      html: first.html ?? second.html,
      children: first.children ?? second.children,
    },
    visuallyHiddenText: isHeading ? (heading.visuallyHiddenText ?? props.visuallyHiddenText) : props.visuallyHiddenText,
  };
}

export function Label(props: LabelProps) {
  const { heading, isHeading, size, caption, content, visuallyHiddenText } = titleOf(props);
  if (!hasContent(content)) return null;
  const outside = caption?.placement === 'before' || caption?.placement === 'after';
  const label = (
    <Heading
      {...content}
      id={props.id}
      element="label"
      className="nhsuk-label"
      classPrefix="nhsuk-label--"
      sizes={['s', 'm', 'l', 'xl']}
      size={size}
      caption={outside ? undefined : caption}
      visuallyHiddenText={visuallyHiddenText}
      classes={props.classes}
      attributes={{ for: props.for, ...props.attributes }}
    />
  );
  const wrapper = { class: 'nhsuk-label-wrapper', id: heading.id, ...heading.attributes };
  return (
    <>
      {caption?.placement === 'before' && <Caption {...caption} />}
      {isHeading ? h(`h${heading.level || 1}`, wrapper, label) : label}
      {caption?.placement === 'after' && <Caption {...caption} />}
    </>
  );
}
