import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { type Column, DataTable } from './dataTable.tsx';

type Row = { id: string; pool: string; due: string };

const columns: Column<Row>[] = [
  { key: 'id', heading: 'Case', cell: (row) => row.id, isRowHeading: true },
  { key: 'due', heading: 'Due', cell: (row) => row.due, look: 'number' },
];
const table = {
  caption: 'The next hour',
  columns,
  keyOf: (row: Row) => row.id,
  empty: 'Nothing is due in the next hour.',
};
const rows: Row[] = [
  { id: '103', pool: 'visits', due: '22:31' },
  { id: '124', pool: 'visits', due: '22:44' },
  { id: '126', pool: 'calls', due: '22:52' },
];

test('says in words that there is nothing', () => {
  expect(renderToString(<DataTable {...table} rows={[]} />)).toBe(
    '<p class="data-table-empty">Nothing is due in the next hour.</p>',
  );
});

test('every cell carries its heading, for the cards of a phone', () => {
  const html = renderToString(<DataTable {...table} rows={rows} />);
  expect(html).toContain(
    '<td class="is-number" data-label="Due" role="cell"><span class="data-table__value">22:31</span>',
  );
  expect(html).toContain('scope="row" class="is-row-heading" data-label="Case"');
  expect(html).toContain('<caption class="nhsuk-u-visually-hidden">The next hour</caption>');
});

test('neighbours of one group stand under its name', () => {
  const html = renderToString(<DataTable {...table} rows={rows} groupOf={(row) => row.pool} />);
  expect(html.match(/<tbody/g)).toHaveLength(2);
  expect(html.match(/data-table__group/g)).toHaveLength(2);
});

test('a row carries what tells that it has changed', () => {
  const html = renderToString(<DataTable {...table} rows={rows} markOf={(row) => row.pool} />);
  expect(html).toContain('data-row="126" data-mark="calls"');
});
