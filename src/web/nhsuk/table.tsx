import { Card, type CardProps } from './card.tsx';
import type { Common, Part } from './content.tsx';
import { classNames, flag, hasContent, part } from './content.tsx';
import { Heading, type HeadingMore } from './heading.tsx';
import { Scroll } from './scroll.tsx';
import { Cell, type TableCell } from './tableCell.tsx';

type Maybe<T> = T | string | boolean | null | undefined;
export type TableHead = TableCell & { sort?: boolean | string; sortNext?: string };

export type TableProps = Common & {
  caption?: Part<HeadingMore>;
  head?: Maybe<TableHead>[];
  rows?: (Maybe<TableCell & { sortValue?: string | number }>[] | false | null)[];
  firstCellIsHeader?: boolean;
  compact?: boolean;
  striped?: boolean;
  responsive?: boolean;
  scroll?: boolean;
  variant?: 'reverse';
  border?: boolean;
  lastRowBorder?: boolean;
  card?: CardProps;
};

const cellOf = <T extends TableCell>(item: Maybe<T>): T => (typeof item === 'string' ? { text: item } : item) as T;
const isCell = (item: unknown) => typeof item === 'string' || (typeof item === 'object' && item !== null);

/** The design system's table. For a list on a board or a staff page use our own `DataTable`. */
export function Table(props: TableProps) {
  const caption = part<HeadingMore>(props.caption);
  const captionId = caption.id ?? scrollId(props, caption.text);
  const sorting = sortingOf(props);
  const table = (
    <table
      class={tableClass(props, sorting.on)}
      id={props.id}
      data-module={sorting.on && !sorting.onServer ? 'nhsuk-table' : undefined}
      role={props.responsive ? 'table' : undefined}
      {...props.attributes}
    >
      <Heading
        {...caption}
        id={captionId}
        element="caption"
        className="nhsuk-table__caption"
        classPrefix="nhsuk-table__caption--"
        sizes={['s', 'm', 'l', 'xl']}
        visuallyHiddenText={spokenCaption(caption.visuallyHiddenText, sorting.on)}
      />
      {(props.head ?? []).length > 0 && <Head table={props} />}
      <tbody class="nhsuk-table__body">
        {(props.rows ?? []).map((row) => Array.isArray(row) && <Row table={props} row={row} />)}
      </tbody>
    </table>
  );
  const scrolled = props.scroll ? (
    <Scroll labelledBy={captionId} variant={props.variant}>
      {table}
    </Scroll>
  ) : (
    table
  );
  return props.card ? <Card {...props.card}>{scrolled}</Card> : scrolled;
}

function spokenCaption(given: string | undefined, isSortable: boolean): string | undefined {
  const words = given ?? (isSortable ? 'Column headers are sortable' : undefined);
  return words && `(${words})`;
}

function scrollId({ scroll, id }: TableProps, words: string | undefined): string | undefined {
  if (!scroll) return undefined;
  if (id) return `${id}-caption`;
  return words && hasContent({ text: words })
    ? `table-${words.replaceAll(' ', '-').toLowerCase().slice(0, 40)}-caption`
    : undefined;
}

function sortingOf({ head, classes }: TableProps) {
  const sorted = (head ?? []).filter(isCell).map((item) => cellOf<TableHead>(item));
  const asked = sorted.some((item) => item.sort);
  return {
    asked,
    on: asked || Boolean(classes?.includes('nhsuk-table--sortable')),
    onServer: asked && sorted.some((item) => item.href),
  };
}

function tableClass(props: TableProps, isSortable: boolean): string {
  const { classes } = props;
  return classNames(
    'nhsuk-table',
    props.variant === 'reverse' && flag('nhsuk-table--reverse', true, classes),
    flag('nhsuk-table--compact', props.compact, classes),
    flag('nhsuk-table--responsive', props.responsive, classes),
    props.border === false
      ? flag('nhsuk-table--no-border', true, classes)
      : flag('nhsuk-table--no-last-row-border', props.lastRowBorder === false, classes),
    flag('nhsuk-table--sortable', isSortable, classes),
    flag('nhsuk-table--striped', props.striped, classes),
    classes,
  );
}

function Head({ table }: { table: TableProps }) {
  const { asked, onServer } = sortingOf(table);
  const isResponsive = table.responsive;
  return (
    <thead class="nhsuk-table__head" role={isResponsive ? 'rowgroup' : undefined}>
      <tr class="nhsuk-table__row" role={isResponsive ? 'row' : undefined}>
        {(table.head ?? []).filter(isCell).map((item) => {
          const cell = cellOf<TableHead>(item);
          const sort = asked && (cell.sort === true ? 'none' : cell.sort);
          const attributes = {
            'data-sort': sort ? '' : undefined,
            'data-sort-next': (asked && !onServer && cell.sortNext) || undefined,
            'aria-sort': sort && sort !== 'none' ? sort : undefined,
          };
          const role = isResponsive ? 'columnheader' : undefined;
          return <Cell {...{ cell, attributes, role, isResponsive }} element="th" scope="col" />;
        })}
      </tr>
    </thead>
  );
}

function Row({ table, row }: { table: TableProps; row: Maybe<TableCell & { sortValue?: string | number }>[] }) {
  const isResponsive = table.responsive;
  return (
    <tr class="nhsuk-table__row" role={isResponsive ? 'row' : undefined}>
      {row.map((item, index) => {
        if (!isCell(item)) return null;
        const head = cellOf<TableHead>(table.head?.[index]) || undefined;
        const given = cellOf(item);
        const isTurned = given.format === 'string' && head?.format === 'numeric';
        const cell = {
          ...given,
          format: given.format ?? head?.format,
          align: given.align ?? (isTurned ? 'right' : head?.align),
        };
        const isHeader = index === 0 && table.firstCellIsHeader;
        const attributes = { 'data-sort-value': given.sortValue || undefined };
        const role = isResponsive ? (isHeader ? 'rowheader' : 'cell') : undefined;
        return (
          <Cell
            {...{ cell, attributes, role, isResponsive }}
            element={isHeader ? 'th' : 'td'}
            scope={isHeader ? 'row' : undefined}
            head={isResponsive && head ? head : undefined}
          />
        );
      })}
    </tr>
  );
}
