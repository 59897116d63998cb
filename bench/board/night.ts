import { randomUUID } from 'node:crypto';
import { HttpLine } from '../support/httpLine.ts';
import { onePatient } from '../support/patient.ts';

export type NightAsk = { port: number; service: string; tokens: string[]; perSecond: number; ms: number };
export type NightDone = { commands: number; refused: number };

/** The night at work beside the boards: patients taken from the call to the end, at a steady rate. */
export async function night({ port, service, tokens, perSecond, ms }: NightAsk): Promise<NightDone> {
  const until = performance.now() + ms;
  const pause = (1_000 * tokens.length) / perSecond;
  const done: NightDone = { commands: 0, refused: 0 };
  await Promise.all(
    tokens.map(async (token, index) => {
      const line = new HttpLine(port);
      await wait((pause / tokens.length) * index);
      while (performance.now() < until) {
        for (const { path, body } of onePatient(service)) {
          if (performance.now() >= until) break;
          const begun = performance.now();
          const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() };
          const { status } = await line.post(path, headers, body);
          done.commands += 1;
          if (status >= 300) done.refused += 1;
          await wait(Math.max(0, pause - (performance.now() - begun)));
        }
      }
      line.close();
    }),
  );
  return done;
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
