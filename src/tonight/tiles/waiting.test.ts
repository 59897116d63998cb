import { expect, test } from 'vitest';
import { minutes, seconds } from '#shared';
import { at, boardTime, clockOf, lineOf } from '../examples.ts';
import { ringingOf, runningOf, waitingOf } from './waiting.ts';

const urgent = (number: string, due: string) =>
  lineOf(number, { priority: 'urgent', dueAt: at(due), dueMeasure: 'assessment-urgent-in-20' });

test('a pool says how many wait, how many are late, the longest wait and what is due next', () => {
  const lines = [urgent('131', '23:01:30'), urgent('124', '22:44'), urgent('126', '22:52')];
  const running = runningOf(
    lines,
    lines.map((line) => clockOf(line, 20)),
    boardTime,
  );
  expect(running.map(({ line, state }) => [line.number, state])).toEqual([
    ['2803-124', 'late'],
    ['2803-126', 'due-soon'],
    ['2803-131', 'waiting'],
  ]);
  expect(waitingOf(running, boardTime)).toEqual({
    count: 3,
    late: 1,
    longest: { waitedMs: minutes(23) + seconds(12), limitMs: minutes(20) },
    latest: { lateMs: minutes(3) + seconds(12), limitMs: minutes(20) },
    next: { dueAt: at('22:52'), leftMs: minutes(4) + seconds(48), state: 'due-soon' },
  });
});

test('an empty pool has no longest wait, and a case without a deadline is not called late', () => {
  expect(waitingOf([], boardTime)).toEqual({ count: 0, late: 0 });
  expect(runningOf([lineOf('101', { dueAt: undefined })], [], boardTime)).toEqual([]);
});

test('only calls ring', () => {
  const call = { ...clockOf(lineOf('1', { dueAt: at('22:47:38'), dueMeasure: 'answer' }), 1) };
  const cover = clockOf(lineOf('2', { dueAt: at('22:00'), dueMeasure: 'uncovered-base-hours' }), 60);
  expect(ringingOf([cover, call], boardTime)).toMatchObject({ count: 1, late: 0, longest: { waitedMs: seconds(34) } });
});
