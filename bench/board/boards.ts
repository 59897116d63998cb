import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { newId } from '#shared';
import { HttpLine } from '../support/httpLine.ts';

export type BoardsAsk = {
  port: number;
  service: string;
  /** One person for each board. */
  watchers: string[];
  telephone: string;
  probes: number;
};
/** Milliseconds of each board and each call: from the sending of the command, and from its answer. */
export type BoardsSeen = {
  fromSending: number[];
  fromAnswer: number[];
  answers: number[];
  lost: number;
  bytes: number;
  turnedAway: number;
};

const LOST_MS = 10_000;
const COUNT = /pool__count[^>]*>(\d+)</;

/** A board that is open: what it last said of the calls that ring. */
class OpenBoard {
  count = -1;
  bytes = 0;
  private text = '';
  private socket: Socket;
  turnedAway = 0;
  private isOver = false;

  constructor(
    private readonly about: { port: number; service: string; token: string },
    private readonly heard: () => void,
  ) {
    this.socket = this.open();
  }

  close(): void {
    this.isOver = true;
    this.socket.destroy();
  }

  private open(): Socket {
    const { port, service, token } = this.about;
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.setEncoding('utf8');
    socket.write(
      `GET /live?service=${service} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${token}\r\naccept: text/event-stream\r\n\r\n`,
    );
    let isFirst = true;
    socket.on('data', (part: string) => {
      // A server under pressure sends boards away before it keeps calls waiting: a page asks again after two seconds.
      if (isFirst && !part.startsWith('HTTP/1.1 200')) {
        this.turnedAway += 1;
        socket.destroy();
        return;
      }
      isFirst = false;
      this.take(part);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.isOver) return;
      setTimeout(() => {
        this.text = '';
        if (!this.isOver) this.socket = this.open();
      }, 2_000);
    });
    return socket;
  }

  private take(part: string): void {
    this.bytes += part.length;
    this.text += part;
    for (let end = this.text.indexOf('\n\n'); end >= 0; end = this.text.indexOf('\n\n')) {
      const message = this.text.slice(0, end);
      this.text = this.text.slice(end + 2);
      // Only the pool of calls is read: a browser draws the rest, and is not what is measured.
      if (!message.includes('"name":"calls","html"')) continue;
      const found = COUNT.exec(message.replaceAll('\\"', '"'));
      if (!found) continue;
      this.count = Number(found[1]);
      this.heard();
    }
  }
}

/** Opens every board, then lets one call after another ring and waits until each board says so. */
export async function boards({ port, service, watchers, telephone, probes }: BoardsAsk): Promise<BoardsSeen> {
  let told = () => {};
  const open: OpenBoard[] = [];
  for (const token of watchers) {
    open.push(new OpenBoard({ port, service, token }, () => told()));
    // People do not all sit down in the same instant.
    await wait(4);
  }
  const all = (is: (board: OpenBoard) => boolean, mostMs: number) =>
    new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), mostMs);
      told = () => {
        if (!open.every(is)) return;
        clearTimeout(timer);
        resolve(true);
      };
      told();
    });
  if (!(await all(({ count }) => count >= 0, 90_000))) throw new Error('some board was never drawn');
  await wait(3_000);
  const line = new HttpLine(port);
  const seen: BoardsSeen = { fromSending: [], fromAnswer: [], answers: [], lost: 0, bytes: 0, turnedAway: 0 };
  for (let probe = 0; probe < probes; probe += 1) {
    await wait(250 + ((probe * 137) % 500));
    const before = Math.max(...open.map(({ count }) => count));
    const arrived = new Map<OpenBoard, number>();
    const sentAt = performance.now();
    let answeredAt = sentAt;
    const reached = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LOST_MS);
      told = () => {
        for (const board of open)
          if (board.count > before && !arrived.has(board)) arrived.set(board, performance.now());
        if (arrived.size === open.length) {
          clearTimeout(timer);
          resolve();
        }
      };
    });
    const headers = { authorization: `Bearer ${telephone}`, 'idempotency-key': randomUUID() };
    const reply = await line.post('/api/calls', headers, { id: newId(), service });
    if (reply.status >= 300) throw new Error(`a call was refused: ${reply.body}`);
    answeredAt = performance.now();
    await reached;
    seen.answers.push(answeredAt - sentAt);
    for (const at of arrived.values()) {
      seen.fromSending.push(at - sentAt);
      seen.fromAnswer.push(Math.max(0, at - answeredAt));
    }
    seen.lost += open.length - arrived.size;
  }
  seen.turnedAway = open.reduce((sum, board) => sum + board.turnedAway, 0);
  seen.bytes = open.reduce((sum, { bytes }) => sum + bytes, 0);
  line.close();
  for (const board of open) board.close();
  return seen;
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
