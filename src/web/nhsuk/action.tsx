import type { Common, Content, Part } from './content.tsx';
import { classNames, Hidden, hasContent, Inside, part } from './content.tsx';
import type { HeadingMore } from './heading.tsx';

export type Action = Content &
  Common & { href?: string; type?: string; name?: string; value?: string; visuallyHiddenText?: string };

type Maybe<T> = T | false | null | undefined | '';
export type Actions = Maybe<Action>[] | (Common & { items?: Maybe<Action>[]; width?: string });

export function actionsOf(actions: Actions | undefined) {
  const given = Array.isArray(actions) ? { items: actions } : (actions ?? {});
  return { ...given, items: (given.items ?? []).filter((item): item is Action => Boolean(item)) };
}

/** A link or a button at the head of a card or the end of a row, which says in full what it acts on. */
export function ActionLink({ action, heading }: { action: Action; heading?: Part<HeadingMore> }) {
  const { href, type, name, value, visuallyHiddenText, ...content } = action;
  const about = part<HeadingMore>(heading);
  const common = { class: classNames('nhsuk-link', action.classes), id: action.id };
  const inside = (
    <>
      <Inside text={content.text} html={content.html} children={content.children} />
      {(visuallyHiddenText || hasContent(about)) && (
        <Hidden>
          {visuallyHiddenText && ` ${visuallyHiddenText}`}
          {hasContent(about) && (
            <>
              {' '}
              (<Inside {...about} />)
            </>
          )}
        </Hidden>
      )}
    </>
  );
  if (href && !type) {
    return (
      <a {...common} href={href} {...action.attributes}>
        {inside}
      </a>
    );
  }
  return (
    <button {...common} name={name} type={(type ?? 'submit') as 'submit'} value={value} {...action.attributes}>
      {inside}
    </button>
  );
}
