import type { Common, Content, Part } from './content.tsx';
import { classNames, Inside, modifier, part } from './content.tsx';

export type DetailsProps = Content & Common & { summary?: Part; open?: boolean; variant?: 'reverse' };

export function Details({ summary, open, variant, id, classes, attributes, ...content }: DetailsProps) {
  const reverse = modifier('nhsuk-details--', variant, { allowed: ['reverse'], classes });
  const head = part(summary);
  return (
    <details class={classNames('nhsuk-details', reverse, classes)} id={id} {...attributes} open={open}>
      <summary class={classNames('nhsuk-details__summary', head.classes)} {...head.attributes}>
        <span class="nhsuk-details__summary-text">
          <Inside text={head.text} html={head.html} children={head.children} />
        </span>
      </summary>
      <div class="nhsuk-details__text">
        <Inside {...content} />
      </div>
    </details>
  );
}
