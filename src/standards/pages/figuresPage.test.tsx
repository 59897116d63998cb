import { describe, expect, it } from 'vitest';
import { renderPage } from '#web';
import { nqr } from '../examples.ts';
import type { Change } from '../figures/changes.ts';
import { figuresCsv } from '../figuresCsv.ts';
import type { FigureLine } from './figureLine.ts';
import { FiguresPage } from './figuresPage.tsx';
import { aFrame, asOf, linesOf, march, read } from './pageExamples.ts';

const visit = 'face-to-face-urgent-2h-visit';
const links = {
  month: '/m',
  day: '/d',
  csv: '/c',
  changes: '/changes',
  how: '/how',
  list: (measure: string, show?: string) => `/figures/${measure}${show ? `?show=${show}` : ''}`,
};
const ask = {
  action: '/figures',
  services: [],
  service: 'tidewell',
  by: 'month',
  first: '2027-03-01',
  last: '2027-03-31',
};

function pageOf(lines: readonly FigureLine[], period = march) {
  const about = { frame: aFrame, asOf, period, pack: nqr, rules: nqr.figures, peopleLate: 12, ask, links };
  return renderPage(<FiguresPage {...about} lines={lines} />);
}

const change: Change = {
  measure: visit,
  period: { from: '2027-03-01T00:00:00+00:00', to: '2027-04-01T00:00:00+01:00' },
  madeMet: 1,
  madeLate: 0,
  otherwise: 0,
  firstBand: 'non',
  band: 'partial',
  bandChanged: true,
};

describe('the page of figures', () => {
  it('puts both counts beside each share, and the band in words', () => {
    const page = read(
      pageOf(
        linesOf([
          { measure: visit, now: 'met', clocks: 118 },
          { measure: visit, now: 'missed', clocks: 13 },
        ]),
      ),
    );
    expect(page).toContain('Urgent, within 2 h NQR 12b 118 131 90.1% Partial 13 118 of 131, 90.1% no change 0');
    expect(page).toContain('Service figures: 1 to 28 March 2027');
    expect(page).toContain('The period is not over.');
    expect(page).toContain('Full: 95% or more. Partial: 90% up to 95%. Non-compliant: below 90%.');
  });

  it('never shows a percentage without two counts in its row', () => {
    const lines = linesOf([
      { measure: visit, now: 'met', clocks: 3 },
      { measure: 'answer', now: 'met', clocks: 20 },
      { measure: 'answer', now: 'abandoned', clocks: 1 },
    ]);
    for (const { value, count, of, first } of lines) {
      if (value.endsWith('%')) expect([count, of].every((text) => /^[\d,.]+( h)?$/.test(text))).toBe(true);
      if (first.includes('%')) expect(first).toMatch(/^[\d,.]+( h)? of [\d,.]+( h)?, [\d.]+%$/);
    }
  });

  it('says a change that moved a band, and leads to what was changed', () => {
    const now = { measure: visit, now: 'met', clocks: 118 } as const;
    const html = pageOf(linesOf([now, { measure: visit, now: 'missed', clocks: 13 }], [change]));
    expect(read(html)).toContain('It changed the band');
    expect(read(html)).toContain('1 of 23 lines were amended');
    expect(read(html)).toContain('Non-compliant. Corrected times made it 118 of 131, 90.1%: Partial.');
    expect(html).toContain(`href="/figures/${visit}?show=amended"`);
  });

  it('has a column of what was excluded as soon as one line has any', () => {
    const call = { measure: 'answer', now: 'met', clocks: 9 } as const;
    expect(pageOf(linesOf([call]))).not.toContain('Excluded');
    expect(pageOf(linesOf([call, { measure: 'answer', now: 'hung-up', clocks: 2 }]))).toContain('Excluded');
  });

  it('says in words what is not measured, and what nobody asked for', () => {
    const page = read(pageOf(linesOf([])));
    expect(page).toContain('Unmeasurable until a telephone system reports it');
    expect(page).toContain('Emergency, within 1 h NQR 12a 0 0 no cases no activity');
  });

  it('does not band a single day, and says so', () => {
    const day = { from: march.from, to: (march.from + 86_400_000) as typeof march.to };
    const html = pageOf(linesOf([{ measure: visit, now: 'missed', clocks: 4 }], [], [day]), day);
    expect(html).not.toContain('Non-compliant<');
    expect(read(html)).toContain('Bands are of the month so far: this is not a whole month, so it is not banded.');
  });

  it('gives the same lines as CSV, and no cell that a spreadsheet would run', () => {
    const lines = linesOf([{ measure: visit, now: 'met', clocks: 1204 }]);
    const csv = figuresCsv(
      lines.map((line) => ({ ...line, words: `=cmd|'/c calc'!A1,"${line.words}"` })),
      { service: '+tidewell', rule: 'nqr-2006@x', asOf: '2027-03-28T21:47:00.000Z' },
    );
    const rows = csv.trimEnd().split('\r\n');
    expect(rows).toHaveLength(lines.length + 1);
    for (const row of rows.slice(1)) {
      expect(row.startsWith("'+tidewell,")).toBe(true);
      expect(row).toContain(`"'=cmd|'/c calc'!A1,""`);
    }
    expect(csv).toContain('"1,204","1,204",100.0%,Full,0,"1,204 of 1,204, 100.0%"');
  });
});
