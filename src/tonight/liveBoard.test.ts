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
  const listeners = new Set<(tile: TileName) => void>();
  const board = {
    service: { slug: 'tidewell' } as Service,
    since: machine,
    sinceAt: boardTime,
    latest: (tile: TileName) => (tile === 'calls' ? shot : undefined),
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
