import { ActionLink, type Actions, actionsOf } from './action.tsx';
import { Card, type CardProps } from './card.tsx';
import type { Common, Part } from './content.tsx';
import { classNames, flag, Inside, part } from './content.tsx';

export type SummaryRow = Common & {
  key?: Part<{ width?: string }>;
  value?: Part<{ width?: string }>;
  actions?: Actions;
  border?: boolean;
};

export type SummaryListProps = Common & {
  rows?: (SummaryRow | false | null | undefined | '')[];
  border?: boolean;
  lastRowBorder?: boolean;
  card?: CardProps;
};

export function SummaryList(props: SummaryListProps) {
  const rows = (props.rows ?? []).filter((row): row is SummaryRow => Boolean(row));
  const name = classNames(
    'nhsuk-summary-list',
    props.border === false
      ? flag('nhsuk-summary-list--no-border', true, props.classes)
      : flag('nhsuk-summary-list--no-last-row-border', props.lastRowBorder === false, props.classes),
    props.classes,
  );
  // A list that is handed its actions as an array is, as published, not laid out in three columns.
  const hasActions = rows.some((row) => row.actions && !Array.isArray(row.actions) && row.actions.items?.length);
  const list = (
    <dl class={name} id={props.id} {...props.attributes}>
      {rows.map((row, index) => (
        <Row row={row} list={props} hasActions={Boolean(hasActions)} isLast={index === rows.length - 1} />
      ))}
    </dl>
  );
  return props.card ? <Card {...props.card}>{list}</Card> : list;
}

type RowProps = { row: SummaryRow; list: SummaryListProps; hasActions: boolean; isLast: boolean };

function Row({ row, list, hasActions, isLast }: RowProps) {
  const actions = actionsOf(row.actions);
  const listBorder = /--no-(last-row-)?border/.test(list.classes ?? '') || (list.lastRowBorder === false && isLast);
  const name = classNames(
    'nhsuk-summary-list__row',
    hasActions && actions.items.length === 0 && 'nhsuk-summary-list__row--no-actions',
    flag('nhsuk-summary-list__row--no-border', row.border === false && !listBorder, row.classes),
    row.classes,
  );
  return (
    <div class={name} id={row.id} {...row.attributes}>
      <Cell element="dt" name="nhsuk-summary-list__key" content={row.key} />
      <Cell element="dd" name="nhsuk-summary-list__value" content={row.value} />
      {actions.items.length > 0 && (
        <dd class={cellClass('nhsuk-summary-list__actions', actions)} id={actions.id} {...actions.attributes}>
          <RowActions list={list} actions={row.actions} />
        </dd>
      )}
    </div>
  );
}

function RowActions({ list, actions }: { list: SummaryListProps; actions: Actions | undefined }) {
  const links = actionsOf(actions).items.map((action) => <ActionLink action={action} heading={list.card?.heading} />);
  if (links.length === 1) return <>{links}</>;
  return (
    <ul class="nhsuk-summary-list__actions-list">
      {links.map((link) => (
        <li class="nhsuk-summary-list__actions-list-item">{link}</li>
      ))}
    </ul>
  );
}

function Cell(props: { element: 'dt' | 'dd'; name: string; content: SummaryRow['key'] }) {
  const { id, attributes, ...content } = part<{ width?: string }>(props.content);
  const Element = props.element;
  return (
    <Element class={cellClass(props.name, content)} id={id} {...attributes}>
      <Inside text={content.text} html={content.html} children={content.children} />
    </Element>
  );
}

function cellClass(name: string, { width, classes }: { width?: string; classes?: string }): string {
  return classNames(name, width && flag(`nhsuk-u-width-${width}`, true, classes), classes);
}
