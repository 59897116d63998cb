import type { Common, Content } from './content.tsx';
import { classNames, hasContent, Inside } from './content.tsx';

export function SkipLink({ id, classes, attributes, href, ...content }: Content & Common & { href?: string }) {
  return (
    <a
      class={classNames('nhsuk-skip-link', classes)}
      id={id}
      data-module="nhsuk-skip-link"
      href={href || '#maincontent'}
      {...attributes}
    >
      {hasContent(content) ? <Inside {...content} /> : 'Skip to main content'}
    </a>
  );
}
