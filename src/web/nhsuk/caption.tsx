import { h } from 'preact';
import type { Common, Content, Part } from './content.tsx';
import { classNames, Inside, modifier } from './content.tsx';

export type CaptionMore = { size?: string; element?: string; placement?: 'before' | 'start' | 'end' | 'after' };
export type CaptionPart = Part<CaptionMore>;

export function Caption(props: Content & Common & CaptionMore) {
  const sized = modifier('nhsuk-caption-', props.size, { allowed: ['m', 'l', 'xl', 'xxl'], classes: props.classes });
  const bottom = props.placement === 'after' || props.placement === 'end';
  const name = classNames(sized ?? 'nhsuk-caption', bottom && 'nhsuk-caption--bottom', props.classes);
  return h(
    props.element ?? 'span',
    { class: name, id: props.id, ...props.attributes },
    <Inside text={props.text} html={props.html} children={props.children} />,
  );
}
