import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { afterEach, expect, test } from 'vitest';
import { instant, plus } from '#shared';
import { frameOf, type Send, sse } from './fragments.ts';
import { change, fragmentMessage, type LiveMessage } from './liveMessage.ts';
import { Tile } from './tile.tsx';

const asAt = instant('2027-03-28T21:47:12Z');
const clock = (): LiveMessage => ({ kind: 'clock', at: asAt, rate: 1 });

function pool(waiting: number, ageMs: number): LiveMessage {
  const tile = (
    <Tile name="pool" heading="Calls" age={{ ms: ageMs, asAt: plus(asAt, -ageMs) }}>
      {waiting} waiting
    </Tile>
  );
  return fragmentMessage('pool', renderToString(tile));
}

const htmlOf = (message: LiveMessage) => (message.kind === 'fragment' ? message.html : '');

test('a fragment whose ages alone have changed is sent as its ages', () => {
  const before = htmlOf(pool(2, 1000));
  expect(change(pool(2, 3000), before)).toEqual({ kind: 'ages', name: 'pool', ages: [[3000, '22:47:09']] });
  expect(change(pool(3, 3000), before).kind).toBe('fragment');
  expect(change(pool(2, 3000), undefined).kind).toBe('fragment');
});

test('what is sent is made once for all pages that have the same before them, and says what each of them lacks', () => {
  const [first, older, now] = [pool(2, 1000), pool(3, 1000), pool(2, 3000)] as (LiveMessage & { kind: 'fragment' })[];
  if (!first || !older || !now) throw new Error('three');
  expect(frameOf(now, first)).toBe(frameOf(now, first));
  expect(String(frameOf(now, first).bytes)).toContain('"kind":"ages"');
  expect(frameOf(now, older)).toBe(frameOf(now, undefined));
  expect(String(frameOf(now, older).bytes)).toContain('"kind":"fragment"');
});

let app: FastifyInstance | undefined;
afterEach(() => app?.close());

async function open(subscribe: (send: Send) => () => void): Promise<IncomingMessage> {
  const server = Fastify({ forceCloseConnections: true });
  app = server;
  server.addHook('onRequest', async (_, reply) => void reply.header('x-frame-options', 'DENY'));
  server.get('/live', (_, reply) => sse(reply, subscribe, clock));
  await server.listen();
  const { port } = server.server.address() as AddressInfo;
  const [response] = await once(get({ port, path: '/live' }), 'response');
  return response.setEncoding('utf8');
}

async function read(response: IncomingMessage, count: number): Promise<LiveMessage[]> {
  let text = '';
  for await (const chunk of response.iterator({ destroyOnReturn: false })) {
    text += chunk;
    const found = text.match(/^data: .*$/gm) ?? [];
    if (found.length >= count) return found.map((line: string) => JSON.parse(line.slice(6)));
  }
  throw new Error(`The stream ended: ${text}`);
}

test('a page that opens is told the time, then what there is, then what has changed', async () => {
  const response = await open((send) => {
    send(pool(2, 1000));
    // Ages alone wait a moment for one another, and for nothing else.
    const timers = [setTimeout(() => send(pool(2, 2000)), 100), setTimeout(() => send(pool(3, 1000)), 700)];
    return () => timers.forEach(clearTimeout);
  });
  const messages = await read(response, 4);
  expect(messages.map((message) => message.kind)).toEqual(['clock', 'fragment', 'ages', 'fragment']);
  expect(response.headers).toMatchObject({ 'content-type': 'text/event-stream', 'x-frame-options': 'DENY' });
});

test('what changes in one moment is one write, and of one fragment only the latest', async () => {
  const response = await open((send) => {
    for (let waiting = 1; waiting <= 50; waiting += 1) send(fragmentMessage('pool', `<p>${waiting}</p>`));
    send(fragmentMessage('other', '<p>and</p>'));
    return () => {};
  });
  const [, ...messages] = await read(response, 3);
  expect(messages.map(htmlOf)).toEqual(['<p>50</p>', '<p>and</p>']);
});

test('a page that does not read gets only the latest of each fragment', async () => {
  const many = 40;
  const response = await open((send) => {
    let sent = 0;
    const timer = setInterval(() => {
      sent += 1;
      if (sent <= many) send(fragmentMessage('pool', `<p>${sent} ${'x'.repeat(500_000)}</p>`));
    }, 25);
    return () => clearInterval(timer);
  });
  response.pause();
  await new Promise((resolve) => setTimeout(resolve, 25 * (many + 10)));
  let text = '';
  for await (const chunk of response) {
    text += chunk;
    if (text.includes(`<p>${many} `)) break;
  }
  expect(text.match(/^data: /gm)?.length).toBeLessThan(many / 2);
});

test('a page that goes away stops being told', async () => {
  let stop: (value: string) => void = () => {};
  const stopped = new Promise<string>((resolve) => {
    stop = resolve;
  });
  const response = await open(() => () => stop('stopped'));
  await read(response, 1);
  response.destroy();
  expect(await stopped).toBe('stopped');
});
