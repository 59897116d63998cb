import { withOffset } from '#shared';
import type { FigureLine } from './pages/figureLine.ts';
import { bandName } from './pages/words.ts';

export type CsvAbout = { service: string; rule: string; asOf: string };

const heads = [
  'Service',
  'From',
  'To (not included)',
  'Group',
  'What was promised',
  'Rule',
  'Count',
  'Out of',
  'Now, as amended',
  'Band',
  'People late',
  'As first recorded',
  'Made met since',
  'Made late since',
  'Band when first recorded',
  'Excluded',
  'Not measurable',
  'No figure because',
  'Rule book',
  'As at',
];

/** The lines of the page, in its words and its order, as CSV (RFC 4180). */
export function figuresCsv(lines: readonly FigureLine[], { service, rule, asOf }: CsvAbout): string {
  const rows = lines.map((line) => [
    service,
    withOffset(line.period.from),
    withOffset(line.period.to),
    line.group,
    line.words,
    line.clause,
    line.count,
    line.of,
    line.value,
    line.isBanded ? bandName(line.band) : 'not banded',
    line.late,
    line.first,
    String(line.change?.madeMet ?? 0),
    String(line.change?.madeLate ?? 0),
    line.isBanded && line.change ? bandName(line.change.firstBand) : '',
    line.excluded === null ? '' : String(line.excluded),
    line.unmeasurable === null ? '' : String(line.unmeasurable),
    line.gap ?? (line.isSilent ? 'Nothing is recorded at that time' : ''),
    rule,
    asOf,
  ]);
  return `${[heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A spreadsheet runs what begins like a formula: such a text is kept a text by an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
