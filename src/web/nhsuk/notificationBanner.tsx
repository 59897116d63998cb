import type { Common, Content, Part } from './content.tsx';
import { classNames, flag, hasContent, Inside, part } from './content.tsx';
import { Heading, type HeadingMore } from './heading.tsx';

export type NotificationBannerProps = Content &
  Common & {
    variant?: 'success';
    title?: Part<HeadingMore>;
    heading?: Part<HeadingMore & { element?: string }>;
    role?: string;
    disableAutoFocus?: boolean;
  };

const base = 'nhsuk-notification-banner';

export function NotificationBanner(props: NotificationBannerProps) {
  const isSuccess = props.variant === 'success';
  const title = part<HeadingMore>(props.title);
  const heading = part<HeadingMore & { element?: string }>(props.heading);
  const titleId = title.id || `${base}-title`;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is alert or region, decided below
    <div
      class={classNames(base, props.classes, flag(`${base}--success`, isSuccess, props.classes))}
      id={props.id}
      data-module={base}
      data-disable-auto-focus={props.disableAutoFocus === undefined ? undefined : String(props.disableAutoFocus)}
      role={(props.role || (isSuccess ? 'alert' : 'region')) as 'region'}
      aria-labelledby={titleId}
      {...props.attributes}
    >
      <div class={`${base}__header`}>
        <Heading
          {...title}
          id={titleId}
          text={title.text ?? (isSuccess ? 'Success' : 'Important')}
          level={title.level ?? 2}
          className={`${base}__title`}
        />
      </div>
      <div class={`${base}__content`}>
        <Heading {...heading} level={heading.level ?? 3} className={`${base}__heading`} />
        <Body {...props} hasHeading={hasContent(heading)} />
      </div>
    </div>
  );
}

function Body({ text, html, children, hasHeading }: Content & { hasHeading: boolean }) {
  if (children || html) return <Inside html={html} children={children} />;
  return text ? <p class={hasHeading ? 'nhsuk-body' : `${base}__heading`}>{text.trim()}</p> : null;
}
