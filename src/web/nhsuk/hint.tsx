import type { Common, Content } from './content.tsx';
import { classNames, Inside } from './content.tsx';

export function Hint({ id, classes, attributes, ...content }: Content & Common) {
  return (
    <div class={classNames('nhsuk-hint', classes)} id={id} {...attributes}>
      <Inside {...content} />
    </div>
  );
}
