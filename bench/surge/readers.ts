export type ReadersAsk = { port: number; token: string; boards: number; reports: number; ms: number };
export type ReadersSeen = {
  boards: { answered: number; shed: number; times: number[] };
  reports: { answered: number; shed: number; times: number[] };
};

const BOARD_EVERY_MS = 2_000;
const REPORTS = ['/figures', '/figures.csv', '/figures/changes', '/figures/how'];

/** Boards that poll every two seconds, and people who load one report after another and try again when they are turned away. */
export async function readers({ port, token, boards, reports, ms }: ReadersAsk): Promise<ReadersSeen> {
  const seen: ReadersSeen = {
    boards: { answered: 0, shed: 0, times: [] },
    reports: { answered: 0, shed: 0, times: [] },
  };
  const until = performance.now() + ms;
  const read = async (path: string, into: ReadersSeen['boards']) => {
    const from = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}` } });
    await answer.arrayBuffer();
    if (answer.status === 503) into.shed += 1;
    else if (answer.ok) {
      into.answered += 1;
      into.times.push(performance.now() - from);
    } else throw new Error(`${path} answered ${answer.status}`);
    return answer.status;
  };
  const again = async (work: () => Promise<void>) => {
    while (performance.now() < until) await work();
  };
  const board = () =>
    again(async () => {
      await read('/live?poll=1', seen.boards);
      await pause(BOARD_EVERY_MS);
    });
  const report = (nth: number) =>
    again(async () => {
      const status = await read(REPORTS[nth % REPORTS.length] ?? '/figures', seen.reports);
      await pause(status === 503 ? 500 : 20);
    });
  await Promise.all([
    ...Array.from({ length: boards }, board),
    ...Array.from({ length: reports }, (_, nth) => report(nth)),
  ]);
  return seen;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
