import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Instant } from '#shared';
import { type Follower, follow } from './follower.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const machineNow = () => Date.now() as Instant;
let follower: Follower<number> | undefined;
afterEach(() => follower?.stop());

function following(poll: () => Promise<number>, failed = vi.fn()) {
  const changed = vi.fn();
  follower = follow({ poll, machineNow, now: machineNow, changed, failed });
  return { follower, changed, failed };
}

test('polls at once, and again each second after the last poll came back', async () => {
  let polls = 0;
  const { follower, changed } = following(async () => ++polls);
  await follower.ready;
  expect(follower.latest()?.value).toBe(1);
  await vi.advanceTimersByTimeAsync(2_100);
  expect(follower.latest()?.value).toBe(3);
  expect(changed).toHaveBeenCalledTimes(3);
});

test('a poll that fails is said, tried again, and makes nothing younger', async () => {
  let polls = 0;
  const { follower, failed } = following(async () => {
    polls += 1;
    if (polls === 2) throw new Error('gone');
    return polls;
  });
  await follower.ready;
  const first = follower.latest();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(failed).toHaveBeenCalledOnce();
  expect(follower.latest()).toEqual(first);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(follower.latest()?.value).toBe(3);
});

test('a poll that never comes back leaves the last list as it was and as old as it is', async () => {
  let polls = 0;
  const { follower } = following(() => (++polls > 1 ? new Promise<number>(() => {}) : Promise.resolve(polls)));
  await follower.ready;
  await vi.advanceTimersByTimeAsync(70_000);
  follower.wake();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(polls).toBe(2);
  expect(machineNow() - (follower.latest()?.at ?? 0)).toBe(71_000);
});

test('woken, it polls at once; woken without end, at most twenty times a second', async () => {
  let polls = 0;
  const { follower } = following(async () => ++polls);
  await follower.ready;
  for (let index = 0; index < 100; index += 1) {
    follower.wake();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(polls).toBeGreaterThan(14);
  expect(polls).toBeLessThanOrEqual(24);
});

test('stopped, it polls no more', async () => {
  let polls = 0;
  const { follower } = following(async () => ++polls);
  await follower.ready;
  follower.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(polls).toBe(1);
});
