import type { Common, Content } from './content.tsx';
import { classNames, flag, hasContent, Inside, modifier } from './content.tsx';
import { Icon, type IconName } from './icon.tsx';

export type ButtonProps = Content &
  Common & {
    variant?: 'brand' | 'login' | 'reverse' | 'secondary' | 'secondary-solid' | 'warning';
    small?: boolean;
    icon?: IconName | { name?: IconName; html?: string; placement?: 'start' | 'end' };
    element?: 'a' | 'button' | 'input';
    href?: string;
    type?: string;
    name?: string;
    value?: string;
    disabled?: boolean;
    ariaLabel?: string;
    /** True for anything that creates: two clicks then send one form. */
    preventDoubleClick?: boolean;
  };

const variants = ['brand', 'login', 'reverse', 'secondary', 'secondary-solid', 'warning'];

export function Button(props: ButtonProps) {
  const { classes, attributes } = props;
  const element = props.element ?? (props.href && !props.type ? 'a' : 'button');
  const common = {
    class: classNames(
      'nhsuk-button',
      modifier('nhsuk-button--', props.variant, { allowed: variants, classes }),
      flag('nhsuk-button--icon', Boolean(props.icon), classes),
      flag('nhsuk-button--small', props.small, classes),
      classes,
    ),
    id: props.id,
    'data-module': 'nhsuk-button',
    'data-prevent-double-click': props.preventDoubleClick === undefined ? undefined : String(props.preventDoubleClick),
    'aria-label': props.ariaLabel,
  };
  if (element === 'a') {
    return (
      // biome-ignore lint/a11y/useSemanticElements: as nhsuk-frontend publishes it, a link that looks like a button
      <a {...common} href={props.href ?? '#'} role="button" draggable={'false' as never} {...attributes}>
        <Face {...props} />
      </a>
    );
  }
  const control = {
    ...common,
    name: props.name,
    type: (props.type ?? 'submit') as 'submit',
    disabled: props.disabled,
    'aria-disabled': props.disabled ? ('true' as const) : undefined,
  };
  if (element === 'input') return <input {...control} value={props.text} {...attributes} />;
  return (
    <button {...control} value={props.value} {...attributes}>
      <Face {...props} />
    </button>
  );
}

function Face(props: ButtonProps) {
  const content = { text: props.text, html: props.html, children: props.children };
  const icon = typeof props.icon === 'string' ? { name: props.icon, placement: 'start' as const } : props.icon;
  const drawn = icon && (icon.html || icon.name) ? <Drawn {...icon} /> : null;
  return (
    <>
      {icon?.placement === 'start' && drawn}
      {drawn && !props.children && hasContent(content) ? (
        <span class="nhsuk-button__content">
          <Inside {...content} />
        </span>
      ) : (
        <Inside {...content} />
      )}
      {icon?.placement === 'end' && drawn}
    </>
  );
}

function Drawn({ html, name }: { html?: string; name?: IconName }) {
  return html ? <Inside html={html} /> : name ? <Icon name={name} /> : null;
}
