import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { atLocal, split } from '#shared';
import { CoverStrip } from './coverStrip.tsx';
import { HourStrip } from './hourStrip.tsx';
import { type Hour, hourLabels, runsOf, runTimes } from './hours.ts';

const between = (from: string, to: string) => {
  const [start, end] = [from, to].map((text) => atLocal(text.slice(0, 10), text.slice(11)));
  return split({ from: start ?? atLocal('', ''), to: end ?? atLocal('', '') }, 'hour');
};

describe('the boxes of a night', () => {
  test('that is 23 hours long have no 01', () => {
    const labels = hourLabels(between('2027-03-27 22:00', '2027-03-28 04:00'));
    expect(labels).toEqual(['22', '23', '00', '02', '03']);
  });

  test('that is 25 hours long have 01 first and 01 second', () => {
    const labels = hourLabels(between('2027-10-30 23:00', '2027-10-31 03:00'));
    expect(labels).toEqual(['23', '00', '01 first', '01 second', '02']);
  });
});

const hours: Hour[] = between('2027-03-28 18:00', '2027-03-29 00:00').map((period, index) =>
  index < 2 ? { period, state: 'covered', words: 'Doctor' } : { period, state: 'no-doctor', words: 'No doctor' },
);

test('on a phone hours that went well are one line, and each hour without a doctor has its own', () => {
  const runs = runsOf(hours);
  expect(runs.map(runTimes)).toEqual([
    '18:00 to 20:00',
    '20:00 to 21:00',
    '21:00 to 22:00',
    '22:00 to 23:00',
    '23:00 to 24:00',
  ]);
  const html = renderToString(<HourStrip hours={hours} label="Canal Bridge" />);
  expect(html).toContain('Doctor, all 2 hours');
  expect(html.match(/hour--no-doctor/g)).toHaveLength(8);
});

test('a span of cover is as many columns of five minutes as it is long, wherever now is', () => {
  const period = { from: atLocal('2027-03-28', '20:00'), to: atLocal('2027-03-29', '00:00') };
  const rows = [{ key: 'a', name: 'Canal Bridge', spans: [{ period, state: 'nobody' as const, words: 'NO DOCTOR' }] }];
  const html = renderToString(
    <CoverStrip caption="Cover" period={period} now={atLocal('2027-03-28', '22:00')} rows={rows} />,
  );
  expect(html).toContain('colspan="48"');
  expect(html.match(/colspan="12"/g)).toHaveLength(4);
  expect(html).toContain('x1="50.00%"');
});
