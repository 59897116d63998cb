import pino from 'pino';
import { expect, it } from 'vitest';
import { startJobs } from './jobs.ts';

const log = pino({ level: 'silent' });
const everyMs = 3_600_000;

it('are caught up when one has followed what another did, however many rounds that takes', async () => {
  const done = { closed: 93, owed: 0, sent: 0 };
  const send = async () => {
    done.sent = Math.min(done.owed, done.sent + 40);
  };
  const owe = async () => {
    done.owed = done.closed;
  };
  const jobs = startJobs(
    [
      { name: 'send', everyMs, run: send },
      { name: 'owe', everyMs, run: owe },
    ],
    log,
  );
  await jobs.catchUp(async () => JSON.stringify(done));
  expect(done).toEqual({ closed: 93, owed: 93, sent: 93 });
});

it('say so when they never come to an end', async () => {
  let n = 0;
  const more = async () => {
    n += 1;
  };
  const jobs = startJobs([{ name: 'more', everyMs, run: more }], log);
  await expect(jobs.catchUp(async () => String(n))).rejects.toThrow('find more to do');
});
