import { fork } from 'node:child_process';

/** Runs a part of a benchmark in a process of its own: this same bundle again, told by its environment which part it is. */
export function inChild<Answer>(part: string, ask: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(process.argv[1] ?? '', [], { env: { ...process.env, BENCH_PART: part } });
    let answer: Answer | undefined;
    // It says that it listens, is told what to do, and answers.
    child.once('message', () => {
      child.once('message', (said) => {
        answer = said as Answer;
      });
      child.send(ask);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0 && answer !== undefined) resolve(answer);
      else reject(new Error(`${part} ended with ${code}`));
    });
  });
}

/** The other side: answers the one request that it was started for, and ends with whatever it still holds open. */
export async function answerParent(parts: { [part: string]: (ask: never) => Promise<object> }): Promise<boolean> {
  const part = parts[process.env.BENCH_PART ?? ''];
  if (!part) return false;
  const ask = await new Promise((resolve) => {
    process.once('message', resolve);
    process.send?.('listening');
  });
  const answer = await part(ask as never);
  await new Promise<void>((resolve) => process.send?.(answer, () => resolve()));
  process.exit(0);
}
