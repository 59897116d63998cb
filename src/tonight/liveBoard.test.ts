import { expect, test } from 'vitest';
import type { Service } from '#people';
import { type Instant, plus, seconds } from '#shared';
import type { LiveMessage } from '#web';
import type { Board } from './board.ts';
import type { TileName } from './boardReads.ts';
import { at, boardTime } from './examples.ts';
import { openLive } from './liveBoard.ts';
import { fragments } from './pages/fragment.tsx';
import type { View } from './view.ts';

const view: View = { kind: 'desk', names: true, acknowledges: false, acts: false, writes: false };

/** A board of calls alone, whose polls the test completes. */
function aBoard() {
  let machine: Instant = at('12:00');
  let shot = { value: { count: 2, late: 0, answering: 3 }, at: machine, asAt: boardTime };
  const log = { value: { lines: [], inAll: 0, places: [] }, at: machine, asAt: boardTime };
  const listeners = new Set<(tile: TileName) => void>();
  const board = {
    service: { slug: 'tidewell' } as Service,
    since: machine,
    sinceAt: boardTime,
    latest: (tile: TileName) => (tile === 'calls' ? shot : tile === 'shift-log' ? log : undefined),
    nameOf: () => undefined,
    subscribe(told: (tile: TileName) => void) {
      listeners.add(told);
      return () => listeners.delete(told);
    },
  } as unknown as Board;
  return {
    board,
    listeners,
    machineNow: () => machine,
    polled(count: number, after: number) {
      machine = plus(machine, after);
      shot = { value: { count, late: 0, answering: 3 }, at: machine, asAt: plus(shot.asAt, after) };
      for (const told of listeners) told('calls');
    },
  };
}

test('a page is told every fragment once, then each that has changed, and its age every two seconds', () => {
  const { board, machineNow, polled } = aBoard();
  const sent: LiveMessage[] = [];
  openLive(machineNow).follow(board, view, (message) => sent.push(message));
  expect(sent.map((message) => message.kind === 'fragment' && message.name)).toEqual(Object.keys(fragments));
  const told = () => sent.splice(0).map((message) => (message.kind === 'fragment' ? message.name : message.kind));
  told();
  polled(2, seconds(1));
  expect(told()).toEqual([]);
  polled(2, seconds(1));
  expect(told()).toEqual(['calls']);
  polled(5, 100);
  expect(sent.map((message) => message.kind === 'fragment' && message.html).join()).toContain('>5<');
});

test('a page that has gone is told no more, and asking gives the same fragments', () => {
  const { board, listeners, machineNow, polled } = aBoard();
  const live = openLive(machineNow);
  const sent: LiveMessage[] = [];
  live.follow(board, view, (message) => sent.push(message))();
  expect(listeners.size).toBe(0);
  const before = sent.length;
  polled(9, seconds(1));
  expect(sent).toHaveLength(before);
  expect(live.messages(board, view)).toHaveLength(Object.keys(fragments).length);
});

test('500 pages of one view cost one drawing and one reading: each is sent the very same message', () => {
  const { board, listeners, machineNow, polled } = aBoard();
  const live = openLive(machineNow);
  const pages = Array.from({ length: 500 }, () => [] as LiveMessage[]);
  const stops = pages.map((sent) => live.follow(board, view, (message) => sent.push(message)));
  expect(listeners.size).toBe(1);
  polled(7, seconds(1));
  expect(new Set(pages.map((sent) => sent.at(-1))).size).toBe(1);
  expect(pages[499]?.at(-1)).toMatchObject({ kind: 'fragment', name: 'calls' });
  for (const stop of stops) stop();
  expect(listeners.size).toBe(0);
});

test('whoever may see something else is never sent what was drawn for others, at first or later', () => {
  const { board, machineNow, polled } = aBoard();
  const live = openLive(machineNow);
  const views: View[] = [
    view,
    { ...view, names: false },
    { ...view, writes: true },
    { ...view, acts: true },
    { ...view, acknowledges: true },
    { ...view, kind: 'wall' },
  ];
  const pages = views.map((one) => {
    const sent: LiveMessage[] = [];
    live.follow(board, one, (message) => sent.push(message));
    return sent;
  });
  polled(9, seconds(1));
  const all = pages.flat();
  expect(new Set(all).size).toBe(all.length);
  const log = (sent: LiveMessage[]) =>
    sent.find((message) => message.kind === 'fragment' && message.name === 'shift-log') as { html: string };
  expect(log(pages[2] ?? []).html).not.toBe(log(pages[0] ?? []).html);
});

test('a page that opens late is told everything as it stands, with its age', () => {
  const { board, machineNow, polled } = aBoard();
  const live = openLive(machineNow);
  live.follow(board, view, () => {});
  polled(4, seconds(1));
  polled(4, seconds(1));
  const late: LiveMessage[] = [];
  live.follow(board, view, (message) => late.push(message));
  const calls = late.find((message) => message.kind === 'fragment' && message.name === 'calls') as { html: string };
  expect(late).toHaveLength(Object.keys(fragments).length);
  expect(calls.html).toContain('>4<');
});
