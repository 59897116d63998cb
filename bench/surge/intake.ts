import { newId } from '#shared';
import { HttpLine } from '../support/httpLine.ts';

export type IntakeAsk = { port: number; service: string; tokens: string[]; calls: number; ms: number; lines: number };
export type IntakeSeen = { times: { [command: string]: number[] }; refused: number; worstWaitMs: number };

/** Calls come when they come: each at its own time, whether or not the one before it has been answered. */
export async function intake({ port, service, tokens, calls, ms, lines }: IntakeAsk): Promise<IntakeSeen> {
  const seen: IntakeSeen = { times: {}, refused: 0, worstWaitMs: 0 };
  const free = Array.from({ length: lines }, (_, nth) => ({
    line: new HttpLine(port),
    token: tokens[nth % tokens.length],
  }));
  const waiting: ((desk: (typeof free)[number]) => void)[] = [];
  const begun = performance.now();
  const one = async (nth: number) => {
    const at = begun + (nth * ms) / calls;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())));
    const desk = free.pop() ?? (await new Promise<(typeof free)[number]>((resolve) => waiting.push(resolve)));
    seen.worstWaitMs = Math.max(seen.worstWaitMs, performance.now() - at);
    let from = at;
    for (const [command, path, body] of callerOf(service, nth)) {
      const headers = { authorization: `Bearer ${desk.token}`, 'idempotency-key': newId() };
      const { status } = await desk.line.post(path, headers, body);
      // The first from when the call came in; the others from when the one before them was answered.
      const times = seen.times[command] ?? [];
      seen.times[command] = times;
      times.push(performance.now() - from);
      if (status >= 300) seen.refused += 1;
      from = performance.now();
    }
    const next = waiting.shift();
    if (next) next(desk);
    else free.push(desk);
  };
  await Promise.all(Array.from({ length: calls }, (_, nth) => one(nth)));
  for (const { line } of free) line.close();
  return seen;
}

/** From the first ring to the saved case. Every fortieth caller has rung before. */
function callerOf(service: string, nth: number): [command: string, path: string, body: object][] {
  const [call, id] = [newId(), newId()];
  const who = nth % 40 === 0 ? 'Repeat' : `N${nth}`;
  const person = {
    patientName: `Ivy ${who}`,
    dateOfBirth: '1951-02-01',
    ringBack: `01632 96${String(nth % 10_000).padStart(4, '0')}`,
    whereNow: '4 Tallow Row, Larkhithe',
    complaint: 'Short of breath since this afternoon, has had a cough for a week.',
  };
  return [
    ['offer-call', '/api/calls', { id: call, service, message: false }],
    ['answer-call', `/api/calls/${call}/answer-call`, {}],
    ['open-case', '/api/cases', { id, service, call, priority: nth % 3 === 0 ? 'urgent' : 'other', ...person }],
    ['end-call', `/api/calls/${call}/end-call`, {}],
  ];
}
