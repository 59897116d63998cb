import { showCount, showDecimal, showPercent } from '#shared';
import { BandTag, NhsTable } from '#web';
import type { FigureSaid, PeriodBody } from '../body.ts';

const HELD = 'Not shown: small numbers';

/** A period's figures as released; a line that is held says so in words. */
export function FigureTable({ body, caption }: { body: PeriodBody; caption: string }) {
  return (
    <NhsTable
      caption={caption}
      responsive
      firstCellIsHeader
      head={[
        { text: 'What was promised' },
        { text: 'Count', format: 'numeric' },
        { text: 'Out of', format: 'numeric' },
        { text: '%', format: 'numeric' },
        { text: 'People late', format: 'numeric' },
        { text: 'First recorded', format: 'numeric' },
        { text: 'Band' },
      ]}
      rows={body.figures.map(rowOf)}
    />
  );
}

function rowOf(figure: FigureSaid) {
  const { words, clause, group, held, kind } = figure;
  const what = { html: undefined, children: <WhatWas words={words} clause={clause} group={group} /> };
  const number = (text: string) => ({ text: text === '' ? '–' : text, format: 'numeric' });
  if (kind === 'gap')
    return [what, number('Nothing reports this yet'), number(''), number(''), number(''), number(''), { text: '–' }];
  if (held) return [what, number(HELD), number(''), number(''), number(''), number(''), { text: '–' }];
  return [
    what,
    number(amount(kind === 'count' || kind === 'wait' ? figure.value : figure.numerator, kind)),
    number(amount(figure.denominator, kind)),
    number(percent(figure)),
    number(amount(figure.late, 'count')),
    number(first(figure)),
    { children: <BandTag band={figure.band as Parameters<typeof BandTag>[0]['band']} /> },
  ];
}

function WhatWas({ words, clause, group }: Pick<FigureSaid, 'words' | 'clause' | 'group'>) {
  return (
    <span>
      {words} <span class="second">{`${clause}, ${group.toLowerCase()}`}</span>
    </span>
  );
}

function amount(value: number | null, kind: FigureSaid['kind']): string {
  if (value === null) return '';
  return kind === 'hours' || kind === 'wait' ? showDecimal(value) : showCount(value);
}

function percent({ kind, value }: FigureSaid): string {
  return (kind === 'share' || kind === 'hours') && value !== null ? showPercent(value) : '';
}

function first({ asFirstRecorded: said, kind }: FigureSaid): string {
  if (said.held) return HELD;
  if (kind === 'count' || kind === 'wait') return amount(said.value, kind);
  if (said.numerator === null || said.denominator === null) return '';
  return `${amount(said.numerator, kind)} of ${amount(said.denominator, kind)}`;
}
