import { type ChildProcess, fork } from 'node:child_process';
import { type Heard, type LoadAsk, load, type Order } from './load.ts';

export type LoadProcess = {
  order(order: Order): void;
  /** The next thing of this kind that it says; rejects when it ends first. */
  hear<Is extends Heard['is']>(is: Is, withinMs: number): Promise<Extract<Heard, { is: Is }>>;
  kill(): void;
};

export async function startLoad(ask: LoadAsk): Promise<LoadProcess> {
  const child = fork(process.argv[1] ?? '', [], { env: { ...process.env, BENCH_PART: 'load' } });
  await new Promise((resolve) => child.once('message', resolve));
  child.send(ask);
  await new Promise((resolve) => child.once('message', resolve));
  return {
    order: (order) => void child.send(order),
    hear: (is, withinMs) => hearing(child, is, withinMs),
    kill: () => void child.kill('SIGKILL'),
  };
}

function hearing<Is extends Heard['is']>(child: ChildProcess, is: Is, withinMs: number) {
  return new Promise<Extract<Heard, { is: Is }>>((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      child.off('message', heard);
      child.off('exit', ended);
    };
    const heard = (said: unknown) => {
      if ((said as Heard).is !== is) return;
      done();
      resolve(said as Extract<Heard, { is: Is }>);
    };
    const ended = () => {
      done();
      reject(new Error(`the load ended before it was ${is}`));
    };
    const timer = setTimeout(() => {
      done();
      reject(new Error(`the load was not ${is} within ${withinMs} ms`));
    }, withinMs);
    child.on('message', heard);
    child.once('exit', ended);
  });
}

/** The other side, in the process itself. */
export async function loadPart(): Promise<void> {
  const ask = await new Promise<LoadAsk>((resolve) => {
    process.once('message', (message) => resolve(message as LoadAsk));
    process.send?.('listening');
  });
  const order = await load(ask, (heard) => {
    process.send?.(heard, () => {
      if (heard.is === 'finished') process.exit(0);
    });
  });
  process.on('message', (message) => order(message as Order));
  process.once('disconnect', () => process.exit(1));
  process.send?.('working');
}
