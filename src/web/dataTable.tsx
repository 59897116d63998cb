import type { ComponentChildren } from 'preact';

export type Column<Row> = {
  key: string;
  heading: string;
  cell: (row: Row) => ComponentChildren;
  /** `number` stands at the right, in figures of one width; `second` is in second ink; `strong` in bold. */
  look?: 'number' | 'number-strong' | 'strong' | 'second';
  /** Names the row for those who hear the table. One column at most. */
  isRowHeading?: boolean;
};

export type DataTableProps<Row> = {
  caption: string;
  /** The caption is always there to be heard; it is hidden where a heading above says the same. */
  isCaptionShown?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Changes when the row has changed in a way to be marked for 3 s (not with every minute that passes). */
  markOf?: (row: Row) => string;
  /** Rows of one group stand together, under its name. */
  groupOf?: (row: Row) => string;
  isSelected?: (row: Row) => boolean;
  /** `board` rows are one line of 26 px; `lines` has no head, for a table of two or three plain columns. */
  kind?: 'board' | 'page' | 'lines';
  /** What is said when there are no rows: "Nothing is due in the next hour." */
  empty: string;
};

/** A list of records. On a phone each row becomes a card whose cells say their column's heading. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, groupOf } = props;
  if (rows.length === 0) return <p class="data-table-empty">{props.empty}</p>;
  return (
    <div class="data-table-frame">
      {/* Roles are said again because a table drawn as cards would lose them. */}
      <table class={`data-table data-table--${props.kind ?? 'page'}`} {...role('table')}>
        <caption class={props.isCaptionShown ? 'data-table__caption' : 'nhsuk-u-visually-hidden'}>
          {props.caption}
        </caption>
        <thead class={props.kind === 'lines' ? 'nhsuk-u-visually-hidden' : undefined} {...role('rowgroup')}>
          <tr {...role('row')}>
            {columns.map((column) => (
              <th key={column.key} scope="col" class={lookClass(column)} {...role('columnheader')}>
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        {groupsOf(rows, groupOf).map(({ name, members }) => (
          <tbody key={name} {...role('rowgroup')}>
            {name && (
              <tr class="data-table__group" {...role('row')}>
                <th colspan={columns.length} scope="rowgroup" {...role('rowheader')}>
                  {name}
                </th>
              </tr>
            )}
            {members.map((row) => (
              <BodyRow key={props.keyOf(row)} table={props} row={row} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function BodyRow<Row>({ table, row }: { table: DataTableProps<Row>; row: Row }) {
  const name = table.isSelected?.(row) ? 'data-table__row data-table__row--selected' : 'data-table__row';
  return (
    <tr class={name} data-row={table.keyOf(row)} data-mark={table.markOf?.(row)} {...role('row')}>
      {table.columns.map((column) => {
        const Cell = column.isRowHeading ? 'th' : 'td';
        return (
          <Cell
            key={column.key}
            scope={column.isRowHeading ? 'row' : undefined}
            class={lookClass(column)}
            data-label={column.heading}
            {...role(column.isRowHeading ? 'rowheader' : 'cell')}
          >
            <span class="data-table__value">{column.cell(row)}</span>
          </Cell>
        );
      })}
    </tr>
  );
}

const role = (name: string) => ({ role: name as 'row' });

function lookClass<Row>({ look, isRowHeading }: Column<Row>): string | undefined {
  return [look && `is-${look}`, isRowHeading && 'is-row-heading'].filter(Boolean).join(' ') || undefined;
}

function groupsOf<Row>(rows: readonly Row[], groupOf: ((row: Row) => string) | undefined) {
  const groups: { name: string; members: Row[] }[] = [];
  for (const row of rows) {
    const name = groupOf?.(row) ?? '';
    const last = groups.at(-1);
    if (last?.name === name) last.members.push(row);
    else groups.push({ name, members: [row] });
  }
  return groups;
}
