import type { FastifyReply } from 'fastify';
import { change, type LiveMessage } from './liveMessage.ts';

export type Send = (message: LiveMessage) => void;
/** Starts to send, all that there is first; returns what stops it. */
export type Subscribe = (send: Send) => () => void;

const beat = 10_000;
/** What changes in one moment changes in several places: one write for all of them, where there are hundreds of pages, is what it costs. */
const WAIT_MS = 20;
/** Ages alone can wait for one another longer, and none of them says less than the truth for long. */
const AGES_WAIT_MS = 250;

type Frame = { bytes: Buffer; isAges: boolean };
type Fragment = LiveMessage & { kind: 'fragment' };

/** Made once for all pages that have the same before them: each page more costs a write to its socket, and nothing else. */
const frames = new WeakMap<LiveMessage, { whole?: Frame; after: WeakMap<LiveMessage, Frame> }>();

/** The bytes that bring a page from what it has to this. */
export function frameOf(message: LiveMessage, before: Fragment | undefined): Frame {
  const made = frames.get(message) ?? { after: new WeakMap() };
  frames.set(message, made);
  const known = before === undefined ? made.whole : made.after.get(before);
  if (known) return known;
  const said = change(message, before?.html);
  // What differs from everything that a page may have is the same for each of them.
  const frame =
    said === message && before !== undefined
      ? frameOf(message, undefined)
      : { bytes: Buffer.from(`data: ${JSON.stringify(said)}\n\n`), isAges: said.kind === 'ages' };
  if (before === undefined) made.whole = frame;
  else made.after.set(before, frame);
  return frame;
}

/**
 * Streams messages to one page until it goes away. A page that is slow gets only the latest of each fragment,
 * and one that has a fragment already gets its ages alone. `clock` is sent every 10 s, so that silence means trouble.
 */
export function sse(reply: FastifyReply, subscribe: Subscribe, clock: () => LiveMessage): void {
  const out = reply.raw;
  const has = new Map<string, Fragment>();
  const waiting = new Map<string, LiveMessage>();
  let isFull = false;
  let isOver = false;
  let soon: NodeJS.Timeout | undefined;
  let isSoon = false;

  function flush(): void {
    clearTimeout(soon);
    soon = undefined;
    isSoon = false;
    if (waiting.size === 0 || isFull || isOver) return;
    const parts: Buffer[] = [];
    for (const [key, message] of waiting) {
      parts.push(frameOf(message, has.get(key)).bytes);
      if (message.kind === 'fragment') has.set(key, message);
    }
    waiting.clear();
    isFull = !out.write(parts.length === 1 ? parts[0] : Buffer.concat(parts));
  }

  function send(message: LiveMessage): void {
    const key = message.kind === 'clock' ? '' : message.name;
    waiting.set(key, message);
    if (isSoon) return;
    if (frameOf(message, has.get(key)).isAges) {
      soon ??= setTimeout(flush, AGES_WAIT_MS);
      return;
    }
    clearTimeout(soon);
    soon = setTimeout(flush, WAIT_MS);
    isSoon = true;
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
    clearTimeout(soon);
    clearInterval(heart);
    stop();
  });
}

/** The answer to the same address with `?poll=1`. */
export function pollAnswer(reply: FastifyReply, messages: readonly LiveMessage[]): string {
  reply.header('cache-control', 'no-store').type('application/json');
  return JSON.stringify(messages);
}
