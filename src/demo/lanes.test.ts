import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { instantFromMs } from '#shared';
import { openLanes } from './lanes.ts';
import type { Action } from './notebook.ts';

const action = (stream: string, more: Partial<Action> = {}): Action => ({
  at: instantFromMs(0),
  actor: 'somebody',
  key: stream,
  stream,
  command: 'take-case',
  path: '/',
  body: {},
  ...more,
});

describe('lanes', () => {
  it('keep the order of one stream, and put a case after the call it came by', async () => {
    const lanes = openLanes(8);
    const done: string[] = [];
    const say = (name: string, ms: number) => async () => {
      await wait(ms);
      done.push(name);
    };
    await lanes.start(action('call'), say('offered', 20));
    await lanes.start(action('call'), say('answered', 5));
    await lanes.start(action('case', { body: { call: 'call' } }), say('opened', 1));
    await lanes.start(action('case'), say('taken', 1));
    await lanes.start(action('other'), say('other', 0));
    await lanes.empty();
    expect(done).toEqual(['other', 'offered', 'answered', 'opened', 'taken']);
  });

  it('keep no more than their width in flight', async () => {
    const lanes = openLanes(3);
    let [now, most] = [0, 0];
    for (let index = 0; index < 12; index += 1) {
      await lanes.start(action(String(index)), async () => {
        now += 1;
        most = Math.max(most, now);
        await wait(2);
        now -= 1;
      });
    }
    await lanes.empty();
    expect(most).toBe(3);
  });

  it('stop at the first failure', async () => {
    const lanes = openLanes(1);
    await lanes.start(action('a'), () => Promise.reject(new Error('the server failed')));
    await expect(lanes.start(action('b'), async () => {})).rejects.toThrow('the server failed');
    await expect(lanes.empty()).rejects.toThrow('the server failed');
  });
});
