import type { FastifyReply } from 'fastify';
import { change, type LiveMessage } from './liveMessage.ts';

export type Send = (message: LiveMessage) => void;
/** Starts to send, all that there is first; returns what stops it. */
export type Subscribe = (send: Send) => () => void;

const beat = 10_000;

/**
 * Streams messages to one page until it goes away. A page that is slow gets only the latest of each fragment,
 * and one that has a fragment already gets its ages alone. `clock` is sent every 10 s, so that silence means trouble.
 */
export function sse(reply: FastifyReply, subscribe: Subscribe, clock: () => LiveMessage): void {
  const out = reply.raw;
  const has = new Map<string, string>();
  const waiting = new Map<string, LiveMessage>();
  let isFull = false;
  let isOver = false;

  function flush(): void {
    for (const [key, message] of waiting) {
      if (isFull || isOver) return;
      waiting.delete(key);
      isFull = !out.write(`data: ${JSON.stringify(change(message, has.get(key)))}\n\n`);
      if (message.kind === 'fragment') has.set(key, message.html);
    }
  }

  function send(message: LiveMessage): void {
    waiting.set(message.kind === 'clock' ? '' : message.name, message);
    flush();
  }

  reply.hijack();
  out.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    // Asks nginx and its like not to hold the stream back.
    'x-accel-buffering': 'no',
  });
  out.write('retry: 2000\n\n');
  out.on('drain', () => {
    isFull = false;
    flush();
  });
  send(clock());
  const stop = subscribe(send);
  const heart = setInterval(() => send(clock()), beat);
  out.on('error', () => out.destroy());
  out.on('close', () => {
    isOver = true;
    clearInterval(heart);
    stop();
  });
}

/** The answer to the same address with `?poll=1`. */
export function pollAnswer(reply: FastifyReply, messages: readonly LiveMessage[]): string {
  reply.header('cache-control', 'no-store').type('application/json');
  return JSON.stringify(messages);
}
