import type { Common, Content, Part } from './content.tsx';
import { classNames, Hidden, Inside } from './content.tsx';

export type ErrorMessageMore = { visuallyHiddenText?: string | false };
export type ErrorMessagePart = boolean | Part<ErrorMessageMore>;

export function ErrorMessage(props: Content & Common & ErrorMessageMore) {
  const { id, classes, attributes, visuallyHiddenText = 'Error', ...content } = props;
  return (
    <span class={classNames('nhsuk-error-message', classes)} id={id} {...attributes}>
      {visuallyHiddenText && <Hidden>{visuallyHiddenText}: </Hidden>}
      <Inside {...content} />
    </span>
  );
}
