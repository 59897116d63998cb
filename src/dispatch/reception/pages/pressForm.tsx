import { HiddenKey } from '#web';

export type PressProps = {
  action: string;
  words: string;
  pressKey?: string;
  /** Said in the list of keys, where the button's own words are too long. */
  keyWords?: string;
  fields?: Readonly<Record<string, string | undefined>>;
  formKey: string;
  look?: 'board-button' | 'action-button';
  /** The first of a list that was asked for by a key: the focus is on it. */
  isFirst?: boolean;
  /** Where the page is drawn again while somebody stands on the button: it keeps the focus by this. */
  buttonId?: string;
  /** The form that is done with by this press, where another was kept while it was typed. */
  forgets?: string;
};

/** One press that asks nothing more: a form, so that it needs no script. */
export function PressForm({
  action,
  words,
  pressKey,
  keyWords,
  fields = {},
  formKey,
  look = 'board-button',
  buttonId,
  forgets,
  isFirst,
}: PressProps) {
  return (
    <form method="post" action={action} class="press" data-forgets={forgets}>
      <HiddenKey value={formKey} />
      {Object.entries(fields).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <button
        type="submit"
        id={buttonId}
        autofocus={isFirst}
        class={look}
        data-key={pressKey?.toLowerCase()}
        data-key-words={keyWords ?? words}
      >
        {words}
        {pressKey && (
          <>
            {' '}
            <kbd>{pressKey}</kbd>
          </>
        )}
      </button>
    </form>
  );
}
