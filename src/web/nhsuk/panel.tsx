import type { Common, Content, Part } from './content.tsx';
import { classNames, hasContent, Inside, modifier, part } from './content.tsx';
import { Heading, type HeadingMore } from './heading.tsx';

export type PanelProps = Content & Common & { heading?: Part<HeadingMore>; variant?: 'interruption' };

export function Panel({ heading, variant, id, classes, attributes, ...content }: PanelProps) {
  const kind = modifier('nhsuk-panel--', variant, { allowed: ['interruption'], classes });
  return (
    <div class={classNames('nhsuk-panel', kind, classes)} id={id} {...attributes}>
      <Heading
        {...part<HeadingMore>(heading)}
        className="nhsuk-panel__heading"
        classPrefix="nhsuk-panel__heading--"
        sizes={['m', 'l', 'xl']}
      />
      {hasContent(content) && (
        <div class="nhsuk-panel__body">
          <Inside {...content} />
        </div>
      )}
    </div>
  );
}
