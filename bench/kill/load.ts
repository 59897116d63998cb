import { randomUUID } from 'node:crypto';
import { seeded } from '#shared';
import { HttpLine } from '../support/httpLine.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { type Asked, type Doctor, requestsOf, sharedCases } from './requests.ts';

export type LoadAsk = { port: number; service: string; doctors: Doctor[]; ledgerPath: string; seed: string };
/** What the one who kills tells the load, and what it hears back. */
export type Order = 'go' | 'hold' | 'probe' | 'finish';
export type Heard = { is: 'held'; unknown: string[] } | { is: 'probed'; at: number } | { is: 'finished' };

const ANSWER_MS = 30_000;
const PROBE_PAUSE_MS = 20;
const SHARED = 4;

/** Doctors at work from a process of its own, which nobody kills: it remembers, on the disk, all that it was told. */
export async function load(ask: LoadAsk, tell: (heard: Heard) => void): Promise<(order: Order) => void> {
  const ledger = openLedger(ask.ledgerPath);
  const gate = new Gate();
  const unknown = new Set<string>();
  const [first] = ask.doctors;
  if (!first) throw new Error('nobody is there to work');
  const common = sharedCases(first, ask.service, SHARED);
  const opener = new Person(ask.port, first, ledger, unknown);
  for (const opening of common) await opener.settle(opening, gate);
  const shared = common.map(({ stream }) => stream);
  let finishing = false;
  const work = ask.doctors.map(async (doctor, n) => {
    const person = new Person(ask.port, doctor, ledger, unknown);
    const random = seeded(`${ask.seed} ${n}`);
    for (const asked of requestsOf(doctor, { service: ask.service, shared, random })) {
      await gate.pass();
      if (finishing) break;
      await gate.inside(() => person.settle(asked, gate));
    }
    person.close();
  });
  const probing = new Person(ask.port, first, ledger, unknown);
  const probe = async () => {
    const [stream = ''] = shared;
    const path = `/api/cases/${stream}/note-repeat`;
    const key = randomUUID();
    const asked = { command: 'note-repeat', path, stream, body: {}, key, account: first.account };
    while (!(await probing.send(asked))) await new Promise((resolve) => setTimeout(resolve, PROBE_PAUSE_MS));
    tell({ is: 'probed', at: Date.now() });
  };
  return (order) => {
    if (order === 'go') gate.open();
    if (order === 'hold') void gate.close().then(() => tell({ is: 'held', unknown: [...unknown] }));
    if (order === 'probe') void probe();
    if (order === 'finish') {
      finishing = true;
      gate.open();
      void Promise.all(work).then(() => {
        ledger.close();
        tell({ is: 'finished' });
      });
    }
  };
}

/** Lets everybody through, or nobody; closed when nobody is on the way any more, or they stand still inside. */
class Gate {
  private opened = Promise.resolve();
  private letIn = () => {};
  private isOpen = true;
  private busy = 0;
  private still = 0;
  private quiet: (() => void) | undefined;

  pass(): Promise<void> {
    return this.opened;
  }
  open(): void {
    this.isOpen = true;
    this.letIn();
  }
  close(): Promise<void> {
    if (this.isOpen) {
      this.isOpen = false;
      this.opened = new Promise((resolve) => {
        this.letIn = resolve;
      });
    }
    return new Promise((resolve) => {
      this.quiet = resolve;
      this.look();
    });
  }
  async inside(work: () => Promise<void>): Promise<void> {
    this.busy += 1;
    try {
      await work();
    } finally {
      this.busy -= 1;
      this.look();
    }
  }
  /** Somebody inside who can only go on once it is open again. */
  async standStill(): Promise<void> {
    this.still += 1;
    this.look();
    // One whose request broke before the gate was closed waits for it to be closed, and then opened again.
    while (this.isOpen) await new Promise((resolve) => setTimeout(resolve, 5));
    await this.pass();
    this.still -= 1;
  }
  private look(): void {
    if (this.isOpen || this.busy > this.still) return;
    this.quiet?.();
    this.quiet = undefined;
  }
}

class Person {
  private readonly lines: [HttpLine, HttpLine];
  constructor(
    port: number,
    private readonly doctor: Doctor,
    private readonly ledger: Ledger,
    private readonly unknown: Set<string>,
  ) {
    this.lines = [new HttpLine(port), new HttpLine(port)];
  }

  /** Sends until the answer is known; the same key each time. */
  async settle({ again, ...asked }: Asked, gate: Gate): Promise<void> {
    let isKnown = await (again === 'at-once' ? this.twice(asked) : this.send(asked));
    for (let left = again === 'after' ? 1 : 0; !isKnown || left > 0; ) {
      if (isKnown) left -= 1;
      else await gate.standStill();
      isKnown = await this.send(asked);
    }
  }

  private async twice(asked: Omit<Asked, 'again'>): Promise<boolean> {
    const [one, two] = await Promise.all([this.send(asked), this.send(asked, 1)]);
    return one && two;
  }

  /** One try; false when nobody can know what became of it. */
  async send({ command, path, stream, account, key, body }: Omit<Asked, 'again'>, line: 0 | 1 = 0): Promise<boolean> {
    await this.ledger.write({ is: 'sent', at: Date.now(), key, command, path, stream, account, body });
    const headers = { authorization: `Bearer ${this.doctor.token}`, 'idempotency-key': key };
    try {
      const reply = await inTime(this.lines[line].post(path, headers, body));
      if (reply.status >= 500) throw new Error(`answered ${reply.status}`);
      const code = /"code":"([\w-]+)"/.exec(reply.body)?.[1];
      const answered = { is: 'answered', at: Date.now(), key, status: reply.status } as const;
      await this.ledger.write(code === undefined ? answered : { ...answered, code });
      this.unknown.delete(key);
      return true;
    } catch (error) {
      this.lines[line].close();
      this.unknown.add(key);
      await this.ledger.write({ is: 'unknown', at: Date.now(), key, why: (error as Error).message });
      return false;
    }
  }

  close(): void {
    for (const line of this.lines) line.close();
  }
}

function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), ANSWER_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
