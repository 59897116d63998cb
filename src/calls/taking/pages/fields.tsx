import type { ComponentChildren } from 'preact';
import type { Problem } from '#shared';
import { Input, Radios, Select } from '#web';
import type { Typed } from '../form.ts';

/** What every box of the form is given: what was typed, and what is wrong with it. */
export type Filled = { values: Typed; problems: readonly Problem[] };

export function wrong(problems: readonly Problem[], name: string): string | undefined {
  const messages = problems.filter(({ field }) => field === name).map(({ message }) => message);
  return messages.join(' ') || undefined;
}

/** A cell of the twelve columns. */
export function Cell({ wide, children }: { wide: number; children: ComponentChildren }) {
  return <div class={`taking__cell taking__cell--${wide}`}>{children}</div>;
}

type BoxProps = Filled & { name: string; label: string; type?: string; inputmode?: string; below?: ComponentChildren };

export function Box({ name, label, type, inputmode, below, values, problems }: BoxProps) {
  return (
    <>
      <Input
        id={name}
        name={name}
        type={type}
        inputmode={inputmode}
        label={{ text: label, size: 's' }}
        value={values[name]}
        errorMessage={wrong(problems, name)}
        autocomplete="off"
        spellcheck={false}
      />
      {below}
    </>
  );
}

type TickProps = { name: string; words: string; values: Typed };

/** A box that is ticked or left. */
export function Tick({ name, words, values }: TickProps) {
  return (
    <div class="nhsuk-checkboxes nhsuk-checkboxes--small">
      <div class="nhsuk-checkboxes__item">
        <input
          class="nhsuk-checkboxes__input"
          type="checkbox"
          id={name}
          name={name}
          value="yes"
          checked={values[name] === 'yes'}
        />
        <label class="nhsuk-label nhsuk-checkboxes__label" for={name}>
          {words}
        </label>
      </div>
    </div>
  );
}

type OneOfProps = Filled & {
  name: string;
  legend: string;
  choices: readonly (readonly [value: string, words: string | ComponentChildren])[];
};

export function OneOf({ name, legend, choices, values, problems }: OneOfProps) {
  return (
    <Radios
      name={name}
      idPrefix={name}
      inline
      small
      fieldset={{ legend: { text: legend, size: 's' } }}
      items={choices.map(([value, words]) =>
        typeof words === 'string' ? { value, text: words } : { value, children: words },
      )}
      value={values[name]}
      errorMessage={wrong(problems, name)}
    />
  );
}

type PickProps = Filled & {
  name: string;
  label: string;
  blank?: string;
  choices: readonly { value: string; words: string }[];
  below?: ComponentChildren;
};

export function Pick({ name, label, blank, choices, below, values, problems }: PickProps) {
  const items = choices.map(({ value, words }) => ({ value, text: words }));
  return (
    <>
      <Select
        id={name}
        name={name}
        label={{ text: label, size: 's' }}
        value={values[name]}
        items={[blank !== undefined && { value: '', text: blank }, ...items]}
        errorMessage={wrong(problems, name)}
      />
      {below}
    </>
  );
}
