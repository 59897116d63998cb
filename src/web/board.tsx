import type { ComponentChildren } from 'preact';

export type BoardProps = {
  /** The page's heading: there to be heard and to be found, while the board itself starts with what matters. */
  title: string;
  /** The worst thing first, with what stands beside it. */
  alert?: ComponentChildren;
  pools: ComponentChildren;
  next: ComponentChildren;
  actions?: ComponentChildren;
  cover: ComponentChildren;
  side?: ComponentChildren;
};

/** The rows of a board. Where they stand depends on the width: the style sheet says, by these names. */
export function Board(props: BoardProps) {
  return (
    <div class="board">
      <h1 class="nhsuk-u-visually-hidden">{props.title}</h1>
      {props.alert && <div class="board__alert">{props.alert}</div>}
      <div class="board__pools">{props.pools}</div>
      <div class="board__next">{props.next}</div>
      {props.actions && <div class="board__actions">{props.actions}</div>}
      <div class="board__cover">{props.cover}</div>
      {props.side && <div class="board__side">{props.side}</div>}
    </div>
  );
}

export type RankedAction = { key: string; heading: string; effect: ComponentChildren; control?: ComponentChildren };

/** At most three, each with its effect on people and time. Nothing is done before it is confirmed. */
export function ActionList({ actions }: { actions: readonly RankedAction[] }) {
  return (
    <ol class="actions">
      {actions.slice(0, 3).map(({ key, heading, effect, control }) => (
        <li key={key} class="action">
          <div class="action__words">
            <p class="action__heading">{heading}</p>
            <p class="action__effect">{effect}</p>
          </div>
          {control && <div class="action__control">{control}</div>}
        </li>
      ))}
    </ol>
  );
}

/** The small button of a board, with its key printed on it. */
export function BoardButton(props: { words: string; href: string; pressKey?: string; isCurrent?: boolean }) {
  return (
    <a
      class="board-button"
      href={props.href}
      aria-current={props.isCurrent ? 'true' : undefined}
      data-key={props.pressKey?.toLowerCase()}
      data-key-words={props.words}
    >
      {props.words}
      {props.pressKey && (
        <>
          {' '}
          <kbd>{props.pressKey}</kbd>
        </>
      )}
    </a>
  );
}
