import { describe, expect, it } from 'vitest';
import { split } from '#shared';
import { renderPage } from '#web';
import { at } from '../examples.ts';
import type { FigureLine } from './figureLine.ts';
import { aFrame, asOf, linesOf, read } from './pageExamples.ts';
import { labelOf, measuresOf, PeriodsPage, rowsOf } from './periodsPage.tsx';

const links = {
  month: '/m',
  day: '/d',
  csv: '/c',
  group: (group: string) => `/g/${group}`,
  measure: (measure: string) => `/p/${measure}`,
  within: () => '/within',
};
const choices = [{ measure: 'calls-answered-in-60', words: 'Calls answered within 60 s' }];
const ask = { action: '/figures', services: [], service: 'bank', by: 'hour', first: '1999-02-01', last: '1999-02-28' };
const telephone = (lines: FigureLine[]) => lines.filter(({ clause }) => clause.startsWith('NQR 8'));

describe('figures by day and hour', () => {
  const week = { from: at('1999-02-01 00:00'), to: at('1999-02-04 00:00') };
  const hours = split(week, 'hour');
  const told = [7, 8, 31, 55].flatMap((period) => [
    { measure: 'answer', now: 'met', clocks: 45, period, ms: 900_000 } as const,
    { measure: 'answer', now: 'missed', clocks: 1, period, ms: 90_000 } as const,
  ]);
  const props = { frame: aFrame, asOf, period: week, group: 'Telephone', groups: ['Telephone'], ask, links, choices };

  it('stand in one table of days by hours, each share over its two counts, empty hours left out', () => {
    const lines = telephone(linesOf(told, [], hours));
    const page = renderPage(
      <PeriodsPage {...props} by="hour" periods={hours} lines={lines} measure="calls-answered-in-60" />,
    );
    expect(read(page)).toContain('Left out, because nothing was recorded in any of these days: 00 to 06, 09 to 23.');
    expect(page.match(/97\.8%/g)?.length).toBe(4 + 2);
    expect(read(page)).toContain('97.8% 45/46');
    expect(read(page)).toContain('All days 97.8% 135/ 138 97.8% 45/ 46');
    expect(read(page)).toContain('An hour is not banded');
  });

  it('stand for one day as bars over a table that holds every number', () => {
    const day = split({ from: week.from, to: at('1999-02-02 00:00') }, 'hour');
    const lines = telephone(
      linesOf(
        told.filter(({ period }) => period < 24),
        [],
        day,
      ),
    );
    const page = renderPage(
      <PeriodsPage
        {...props}
        period={{ from: week.from, to: at('1999-02-02 00:00') }}
        by="hour"
        periods={day}
        lines={lines}
        measure=""
      />,
    );
    expect(page.match(/<rect class="chart__bar"/g)).toHaveLength(2);
    expect(page).toContain('<title>07:00: 45 of 46, 97.8%</title>');
    expect(read(page)).toContain('97.8% 45 of 46');
    expect(read(page)).toContain('no calls');
  });

  it('fold neighbours without any record into one row', () => {
    const days = split({ from: at('1999-02-01 00:00'), to: at('1999-02-06 00:00') }, 'day');
    const lines = telephone(linesOf([{ measure: 'answer', now: 'met', clocks: 4, period: 3 }], [], days));
    const silent = lines.map((line) => ({ ...line, isSilent: line.period.from < days[3]!.from }));
    expect(rowsOf(days, measuresOf(silent)).map(({ at: { from }, until }) => [from, until?.from])).toEqual([
      [days[0]?.from, days[2]?.from],
      [days[3]?.from, undefined],
      [days[4]?.from, undefined],
    ]);
  });

  it('tell the doubled hour apart', () => {
    const night = split({ from: at('2027-10-31 00:00'), to: at('2027-10-31 03:00') }, 'hour');
    expect(night.map((period) => labelOf(period, 'hour'))).toEqual([
      '00:00',
      '01:00 (+01:00)',
      '01:00 (+00:00)',
      '02:00',
    ]);
  });
});
