import { BackLink, type BackLinkProps } from './backLink.tsx';
import type { Attributes, Common, Content } from './content.tsx';
import { classNames, Inside, modifier } from './content.tsx';

export type BreadcrumbProps = Common & {
  items?: (Content & { href?: string; attributes?: Attributes })[];
  /** The last step, when it is given apart from the others. */
  text?: string;
  href?: string;
  ariaLabel?: string;
  variant?: 'reverse';
  backLink?: BackLinkProps;
};

export function Breadcrumb(props: BreadcrumbProps) {
  const reverse = modifier('nhsuk-breadcrumb--', props.variant, { allowed: ['reverse'], classes: props.classes });
  const own = props.text && props.href ? { text: props.text, href: props.href } : undefined;
  const last = own ?? props.items?.at(-1);
  const steps = [...(props.items ?? []), ...(own ? [own] : [])].filter((item) => item.href);
  const words = props.backLink?.text || props.backLink?.html ? props.backLink : { text: last?.text };
  return (
    <nav
      class={classNames('nhsuk-breadcrumb', reverse, props.classes)}
      id={props.id}
      aria-label={props.ariaLabel || 'Breadcrumb'}
      {...props.attributes}
    >
      <ol class="nhsuk-breadcrumb__list">
        {steps.map(({ href, attributes, ...content }: Content & { href?: string; attributes?: Attributes }) => (
          <li class="nhsuk-breadcrumb__list-item">
            <a class="nhsuk-breadcrumb__link" href={href} {...attributes}>
              <Inside {...content} />
            </a>
          </li>
        ))}
      </ol>
      <BackLink
        {...props.backLink}
        text={words.text}
        html={words.html}
        visuallyHiddenText={props.backLink?.visuallyHiddenText ?? 'Back to'}
        href={props.backLink?.href ?? last?.href}
        attributes={props.backLink?.attributes ?? (last as BackLinkProps | undefined)?.attributes}
        variant={props.backLink?.variant ?? props.variant}
      />
    </nav>
  );
}
