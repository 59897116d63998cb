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

it('go round when the clock was put forward, for those who ask at once together, and never twice at the same time', async () => {
  const done = { owed: 0, sent: 0, atOnce: 0, most: 0, rounds: 0 };
  const owe = async () => {
    done.atOnce += 1;
    done.rounds += 1;
    done.most = Math.max(done.most, done.atOnce);
    await new Promise((resolve) => setTimeout(resolve, 5));
    done.owed = 7;
    done.atOnce -= 1;
  };
  const send = async () => {
    done.sent = done.owed;
  };
  const jobs = startJobs(
    [
      { name: 'send', everyMs: 1_000, run: send },
      { name: 'owe', everyMs: 1_000, run: owe },
      { name: 'tidy', everyMs, run: () => Promise.reject(new Error('nobody asked for this')) },
    ],
    log,
  );
  const standing = async () => `${done.owed} ${done.sent}`;
  await Promise.all([jobs.round(standing), jobs.round(standing), jobs.round(standing)]);
  expect(done).toMatchObject({ owed: 7, sent: 7, most: 1, rounds: 3 });
  await jobs.stop();
});
