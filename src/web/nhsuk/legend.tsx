import { Caption } from './caption.tsx';
import type { Common, Content } from './content.tsx';
import { classNames, hasContent, modifier } from './content.tsx';
import { Heading } from './heading.tsx';
import { type TitleMore, titleOf } from './label.tsx';

const base = 'nhsuk-fieldset__legend';

export function Legend(props: Content & Common & TitleMore) {
  const { heading, isHeading, size, caption, content, visuallyHiddenText } = titleOf(props);
  if (!hasContent(content)) return null;
  const after = caption?.placement === 'after';
  const inner = after ? undefined : caption && { ...caption, placement: placed(caption.placement) };
  const sized = modifier(`${base}--`, size, { allowed: ['s', 'm', 'l', 'xl'], classes: props.classes });
  const name = classNames(base, sized, props.classes);
  const title = { ...content, visuallyHiddenText, caption: inner };
  return (
    <>
      {isHeading ? (
        <legend class={name} id={props.id} {...props.attributes}>
          <Heading
            {...title}
            id={heading.id}
            level={heading.level}
            className="nhsuk-fieldset__heading"
            attributes={heading.attributes}
          />
        </legend>
      ) : (
        <Heading {...title} id={props.id} className={name} element="legend" attributes={props.attributes} />
      )}
      {after && <Caption {...caption} />}
    </>
  );
}

// A legend must come first in its fieldset, so a caption cannot stand before it.
function placed<P extends string>(placement: P | undefined) {
  return placement === 'before' ? 'start' : placement;
}
