import { bankColumns } from './bankRow.ts';

type Column = (typeof bankColumns)[number];

/** For tests: a made-up row, answered after 20 s in the queue unless told otherwise. */
export const aRow = (given: Partial<Record<Column, string>> = {}): string[] => {
  const row: Record<Column, string> = {
    'vru+line': 'ZZ0101',
    call_id: '1',
    customer_id: '0',
    priority: '0',
    type: 'PS',
    date: '990301',
    vru_entry: '9:00:00',
    vru_exit: '9:00:10',
    vru_time: '10',
    q_start: '9:00:10',
    q_exit: '9:00:30',
    q_time: '20',
    outcome: 'AGENT',
    ser_start: '9:00:30',
    ser_exit: '9:05:00',
    ser_time: '270',
    server: 'SOMEBODY',
    ...given,
  };
  return bankColumns.map((column) => row[column]);
};

export const neverQueued = { q_start: '0:00:00', q_exit: '0:00:00', q_time: '0' };

/** A whole file; a row that is text goes in as it is. */
export function aFile(rows: readonly (string | string[])[], end = '\n'): string {
  const lines = [bankColumns.join(','), ...rows.map((row) => (typeof row === 'string' ? row : row.join(',')))];
  return lines.map((line) => line + end).join('');
}
