import { showCount, showDecimal, showPercent } from '#shared';
import type { Figure } from '#standards';

/** Figures as a person reads them: a block a period, both counts beside each share. */
export function figureTable(figures: readonly Figure[]): string {
  const periods = new Map<string, Figure[]>();
  for (const figure of figures) {
    const { from, to } = figure.period;
    const title = `${figure.service}, ${from} to ${to}`;
    periods.set(title, [...(periods.get(title) ?? []), figure]);
  }
  return [...periods].map(([title, own]) => [title, ...columns([headings, ...own.map(cells)])].join('\n')).join('\n\n');
}

const headings = ['measure', 'clause', 'value', 'of', 'late', 'excluded', 'unmeasurable', 'band', 'as first recorded'];

function cells(figure: Figure): string[] {
  const { measure, clause, numerator, denominator, late, excluded, unmeasurable, band, asFirstRecorded } = figure;
  const counts = numerator === null || denominator === null ? '' : `${count(numerator)} / ${count(denominator)}`;
  const [value, first] = [shown(figure, figure.value), shown(figure, asFirstRecorded.value)];
  return [
    measure,
    clause,
    value,
    counts,
    count(late),
    count(excluded),
    count(unmeasurable),
    band ?? '',
    value === first ? '' : first,
  ];
}

function shown({ band, measure }: Figure, value: number | null): string {
  if (value === null) return '-';
  if (band !== null) return showPercent(value);
  return measure.endsWith('-seconds') ? showDecimal(value) : count(value);
}

function count(value: number | null): string {
  if (value === null) return '';
  return Number.isInteger(value) ? showCount(value) : showDecimal(value);
}

function columns(rows: readonly string[][]): string[] {
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd());
}
