import type { Attributes, Common, Content, Part } from './content.tsx';
import { classNames, hasContent, Inside, part } from './content.tsx';
import { Heading, type HeadingMore } from './heading.tsx';

export type ErrorItem = Content & { href?: string; attributes?: Attributes };

export type ErrorSummaryProps = Common & {
  heading?: Part<HeadingMore>;
  description?: Part;
  children?: Content['children'];
  errorList?: (ErrorItem | false | null | undefined | '')[];
  disableAutoFocus?: boolean;
};

export function ErrorSummary(props: ErrorSummaryProps) {
  const heading = part<HeadingMore>(props.heading);
  const description = { ...part(props.description), ...(props.children ? { children: props.children } : {}) };
  const errors = props.errorList ?? [];
  return (
    <div
      class={classNames('nhsuk-error-summary', props.classes)}
      id={props.id}
      data-module="nhsuk-error-summary"
      data-disable-auto-focus={props.disableAutoFocus === undefined ? undefined : String(props.disableAutoFocus)}
      {...props.attributes}
    >
      {/* The alert is a child of what takes the focus, or screen readers miss a part of it. */}
      <div role="alert">
        <Heading {...heading} level={2} classes={undefined} className="nhsuk-error-summary__heading" />
        <div class="nhsuk-error-summary__body">
          {hasContent(description) && (
            <p>
              <Inside {...description} />
            </p>
          )}
          {errors.length > 0 && (
            <ul class="nhsuk-list nhsuk-error-summary__list">
              {errors.map((item) => item && <ErrorLine {...item} />)}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
}

function ErrorLine({ href, attributes, ...content }: ErrorItem) {
  return (
    <li>
      {href ? (
        <a href={href} {...attributes}>
          <Inside {...content} />
        </a>
      ) : (
        <Inside {...content} />
      )}
    </li>
  );
}
