import type { Common, Content } from './content.tsx';
import { classNames, Inside } from './content.tsx';

export function Scroll(props: Content & Common & { labelledBy?: string; variant?: 'reverse' }) {
  const reverse = props.variant === 'reverse' && 'nhsuk-scroll--reverse';
  return (
    <div class={classNames('nhsuk-scroll', reverse, props.classes)} id={props.id} data-module="nhsuk-scroll">
      {/* biome-ignore lint/a11y/useSemanticElements: as nhsuk-frontend publishes it */}
      <div class="nhsuk-scroll__content" role="region" aria-labelledby={props.labelledBy}>
        <Inside html={props.html} text={props.text} children={props.children} />
      </div>
    </div>
  );
}
