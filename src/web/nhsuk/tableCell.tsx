import { h } from 'preact';
import type { Attributes, Content } from './content.tsx';
import { classNames, flag, Hidden, hasContent, Inside, modifier } from './content.tsx';

export type TableCell = Content & {
  visuallyHiddenText?: string;
  format?: string;
  align?: 'left' | 'centre' | 'right';
  width?: string;
  href?: string;
  colspan?: number;
  rowspan?: number;
  classes?: string;
  attributes?: Attributes;
};

type Placed = {
  cell: TableCell;
  element: 'th' | 'td';
  scope?: string;
  role?: string;
  attributes?: Attributes;
  isResponsive?: boolean;
  /** The head of the column, repeated in each cell where a table turns into cards. */
  head?: TableCell;
};

export function Cell({ cell, element, scope, role, attributes, isResponsive, head }: Placed) {
  const value = cell.href ? (
    <a class="nhsuk-link" href={cell.href}>
      <Value cell={cell} />
    </a>
  ) : (
    <Value cell={cell} />
  );
  const all = {
    class: cellClass(cell, element === 'th' ? 'nhsuk-table__header' : 'nhsuk-table__cell'),
    scope,
    role,
    colspan: isResponsive ? undefined : cell.colspan,
    rowspan: cell.rowspan,
    ...attributes,
    ...cell.attributes,
  };
  if (!head) return h(element, all, value);
  return h(
    element,
    all,
    <span class="nhsuk-table__heading" aria-hidden="true">
      <Value cell={head} />{' '}
    </span>,
    cell.html ? <span>{value}</span> : value,
  );
}

function cellClass({ format, align, width, classes }: TableCell, base: string): string {
  return classNames(
    base,
    format === 'numeric' && flag(`${base}--numeric`, true, classes),
    modifier('nhsuk-u-text-align-', align, { allowed: ['left', 'centre', 'right'], classes }),
    width && flag(`nhsuk-u-width-${width}`, true, classes),
    classes,
  );
}

function Value({ cell }: { cell: TableCell }) {
  const { visuallyHiddenText: spoken, text, html, children } = cell;
  const filled = hasContent({ text, html, children });
  return (
    <>
      {filled && <Inside text={text} html={html} children={children} />}
      {spoken && <Hidden>{filled ? ` ${spoken}` : spoken}</Hidden>}
    </>
  );
}
