import { showCount, showDecimal, showPercent } from '#shared';
import { BandTag, NhsTable } from '#web';
import type { FigureSaid, PeriodBody } from '../body.ts';
import type { Numbers } from '../smallNumbers.ts';

const HELD = 'Not shown: small numbers';

/** A period's figures as released; a line that is held says so in words. */
export function FigureTable({ body, caption }: { body: PeriodBody; caption: string }) {
  return (
    <NhsTable
      caption={caption}
      responsive
      firstCellIsHeader
      head={['What was promised', 'What came of it', 'As first recorded', 'Band'].map((text) => ({ text }))}
      rows={body.figures.map(rowOf)}
    />
  );
}

function rowOf(figure: FigureSaid) {
  const { words, clause, group, held, kind, asFirstRecorded: first } = figure;
  const what = { children: <WhatWas words={words} clause={clause} group={group} /> };
  if (kind === 'gap') return [what, { text: 'No figure: nothing reports it yet' }, { text: '–' }, { text: '–' }];
  if (held) return [what, { text: HELD }, { text: '–' }, { text: '–' }];
  const late = figure.late === null ? '' : `, ${showCount(figure.late)} people late`;
  return [
    what,
    { text: `${result(kind, figure)}${late}` },
    { text: first.held ? HELD : result(kind, first) },
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

/** `236 of 242 (97.5%)`: never a percentage without its two counts. */
function result(kind: FigureSaid['kind'], { numerator, denominator, value }: Numbers): string {
  const amount = (of: number | null) =>
    of === null ? 'no figure' : kind === 'hours' || kind === 'wait' ? showDecimal(of) : showCount(of);
  if (kind === 'count' || kind === 'wait') return amount(value);
  const percent = value === null ? '' : ` (${showPercent(value)})`;
  return `${amount(numerator)} of ${amount(denominator)}${percent}`;
}
