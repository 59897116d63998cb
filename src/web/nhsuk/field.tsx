import type { ComponentChildren } from 'preact';
import type { Common, Content, Part } from './content.tsx';
import { classNames, describedBy, hasContent, Inside, part } from './content.tsx';
import { ErrorMessage, type ErrorMessageMore, type ErrorMessagePart } from './errorMessage.tsx';
import { Hint } from './hint.tsx';
import { Label, type LabelMore } from './label.tsx';

export type FormGroup = {
  classes?: string;
  attributes?: Common['attributes'];
  beforeInput?: Content;
  afterInput?: Content;
  beforeInputs?: Content;
  afterInputs?: Content;
};

/** What every form field takes. */
export type FieldMore = {
  name?: string;
  label?: Part<LabelMore>;
  hint?: Part;
  errorMessage?: ErrorMessagePart;
  describedBy?: string;
  disabled?: boolean;
  formGroup?: FormGroup;
};

/** The hint and the error of a field, with the ids that `aria-describedby` needs. */
export function notesOf(id: string | undefined, field: FieldMore) {
  const hint = part(field.hint);
  const error = part<ErrorMessageMore>(typeof field.errorMessage === 'boolean' ? undefined : field.errorMessage);
  const hintId = hasContent(hint) ? (hint.id ?? `${id}-hint`) : undefined;
  const errorId = hasContent(error) ? (error.id ?? `${id}-error`) : undefined;
  return {
    hasError: Boolean(errorId) || field.errorMessage === true,
    describedBy: describedBy(field.describedBy, hintId, errorId),
    shown: (
      <>
        {hintId && <Hint {...hint} id={hintId} />}
        {errorId && <ErrorMessage {...error} id={errorId} />}
      </>
    ),
  };
}

export function Group(props: { group?: FormGroup; hasError: boolean; children: ComponentChildren }) {
  const name = classNames('nhsuk-form-group', props.hasError && 'nhsuk-form-group--error', props.group?.classes);
  return (
    <div class={name} {...props.group?.attributes}>
      {props.children}
    </div>
  );
}

export function FieldLabel({ id, label }: { id: string | undefined; label: FieldMore['label'] }) {
  const given = part<LabelMore>(label);
  return <Label {...given} for={given.for ?? id} />;
}

/** Words or markup set before or after the box itself. */
export function Beside({ content }: { content: Content | undefined }) {
  return content ? <Inside {...content} /> : null;
}
