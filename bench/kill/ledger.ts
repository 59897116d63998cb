import { closeSync, fdatasync, openSync, readFileSync, writeSync } from 'node:fs';

/** What was asked, written down outside the system before it is sent. */
export type Sent = { key: string; command: string; path: string; stream: string; account: string; body: object };

/** Each line of the ledger; `unknown` is a request that broke off, whatever became of it. */
export type Line =
  | ({ is: 'sent'; at: number } & Sent)
  | { is: 'answered'; at: number; key: string; status: number; code?: string }
  | { is: 'unknown'; at: number; key: string; why: string };

export type Ledger = { write(line: Line): Promise<void>; close(): void };

/** Appends lines and makes them stay on the disk before `write` resolves; lines that come together share one flush. */
export function openLedger(path: string): Ledger {
  const file = openSync(path, 'a');
  let waiting: { text: string; resolve(): void; reject(error: Error): void }[] = [];
  let flushing = false;
  const flush = () => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) {
      flushing = false;
      return;
    }
    flushing = true;
    writeSync(file, batch.map(({ text }) => text).join(''));
    fdatasync(file, (error) => {
      for (const { resolve, reject } of batch) error ? reject(error) : resolve();
      flush();
    });
  };
  return {
    write: (line) =>
      new Promise((resolve, reject) => {
        waiting.push({ text: `${JSON.stringify(line)}\n`, resolve, reject });
        if (!flushing) flush();
      }),
    close: () => closeSync(file),
  };
}

/** What became of a request in the end, as far as whoever sent it knows. */
export type Entry = Sent & { outcome: 'acknowledged' | 'refused' | 'unknown'; code?: string; tries: number };

export function readLedger(path: string): Entry[] {
  const entries = new Map<string, Entry>();
  for (const text of readFileSync(path, 'utf8').split('\n')) {
    if (text === '') continue;
    const line = JSON.parse(text) as Line;
    if (line.is === 'sent') {
      const { is: _, at: __, ...sent } = line;
      const known = entries.get(line.key);
      if (known) known.tries += 1;
      else entries.set(line.key, { ...sent, outcome: 'unknown', tries: 1 });
      continue;
    }
    const entry = entries.get(line.key);
    if (!entry) throw new Error(`the ledger answers ${line.key}, which it never sent`);
    // Once acknowledged it stays so, whatever a later try was told.
    if (entry.outcome === 'acknowledged') continue;
    if (line.is === 'unknown') entry.outcome = 'unknown';
    else {
      entry.outcome = line.status < 300 ? 'acknowledged' : 'refused';
      entry.code = line.code;
    }
  }
  return [...entries.values()];
}
