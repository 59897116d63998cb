import { createConnection, type Socket } from 'node:net';

export type Reply = { status: number; body: string };

/**
 * One kept-open connection that sends one JSON request at a time, and little else: a client library would take more of the
 * machine than the server that is measured. Rejects when the connection breaks, and says nothing of what the server did then.
 */
export class HttpLine {
  private socket: Socket | undefined;
  private received = '';
  private waiting: { resolve(reply: Reply): void; reject(error: Error): void } | undefined;

  constructor(private readonly port: number) {}

  async post(path: string, headers: Record<string, string>, body: object): Promise<Reply> {
    const socket = await this.open();
    const json = JSON.stringify(body);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${this.port}\r\ncontent-type: application/json\r\n` +
          `content-length: ${Buffer.byteLength(json)}\r\n${lines.join('')}\r\n${json}`,
      );
    });
  }

  close(): void {
    this.socket?.destroy();
    this.socket = undefined;
  }

  private open(): Promise<Socket> {
    if (this.socket) return Promise.resolve(this.socket);
    return new Promise((resolve, reject) => {
      const made = createConnection({ port: this.port, host: '127.0.0.1', noDelay: true });
      made.setEncoding('utf8');
      made.once('error', reject);
      made.once('connect', () => {
        this.socket = made;
        this.received = '';
        resolve(made);
      });
      made.on('data', (part: string) => this.take(part));
      made.on('close', () => {
        if (this.socket === made) this.socket = undefined;
        this.settle()?.reject(new Error('the connection broke'));
      });
    });
  }

  private settle() {
    const waiting = this.waiting;
    this.waiting = undefined;
    return waiting;
  }

  private take(part: string): void {
    this.received += part;
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.received.slice(0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    const body = this.received.slice(end + 4);
    if (Buffer.byteLength(body) < length) return;
    this.received = '';
    this.settle()?.resolve({ status: Number(head.slice(9, 12)), body });
  }
}
