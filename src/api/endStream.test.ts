import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import type { Actor, Role } from '#people';
import { newId } from '#shared';
import { sse } from '#web';
import type { Context } from './context.ts';
import { endWhenNotTheSame } from './endStream.ts';
import { declareWho } from './who.ts';

const account = newId();
const withRoles = (...roles: Role[]): Actor => ({
  ...{ account, name: 'Dana', by: 'cookie' },
  grants: roles.map((role) => ({ tenant: 1, role })),
});

let app: FastifyInstance | undefined;
afterEach(() => app?.close());

/** A stream that somebody opened with a cookie; `becomes` is what the cookie is good for from now on. */
async function opened(roles: readonly Role[]) {
  let now: Actor | undefined | Error = withRoles(...roles);
  const bySession = async () => {
    if (now instanceof Error) throw now;
    return now;
  };
  const [clocks, db] = [{ now: () => 0 }, { app: { query: async () => ({ rows: [] }) } }];
  const context = { mode: 'live', machineNow: () => 0, tokens: { bySession }, clocks, db } as unknown as Context;
  const server = Fastify({ forceCloseConnections: true });
  app = server;
  declareWho(server, context);
  const config = { who: ['shift-lead', 'doctor'] as const };
  server.get('/live', { config }, (request, reply) => {
    sse(
      reply,
      () => () => {},
      () => ({ kind: 'clock', at: 0, rate: 1 }),
    );
    endWhenNotTheSame(context, request, reply, 20);
  });
  await server.listen();
  const { port } = server.server.address() as AddressInfo;
  const headers = { cookie: 'vigil=abcdefghijklmnopqrstuvwxyz' };
  const [response] = (await once(get({ port, path: '/live', headers }), 'response')) as [IncomingMessage];
  response.resume();
  let isOver = false;
  response.on('end', () => {
    isOver = true;
  });
  const later = () => new Promise((resolve) => setTimeout(resolve, 150));
  return {
    status: response.statusCode,
    async becomes(actor: Actor | undefined | Error) {
      now = actor;
      await later();
      return isOver;
    },
  };
}

test('a stream goes on while whoever opened it is who they were, and while nobody can be asked', async () => {
  const stream = await opened(['shift-lead']);
  expect(stream.status).toBe(200);
  expect(await stream.becomes(withRoles('shift-lead'))).toBe(false);
  expect(await stream.becomes(new Error('the database is away'))).toBe(false);
});

test.each<[string, Actor | undefined]>([
  ['signed out', undefined],
  ['no role any more', withRoles()],
  ['another role, and so another view', withRoles('doctor')],
  ['one role more', withRoles('shift-lead', 'doctor')],
])('a stream ends for whoever has %s', async (_, actor) => {
  expect(await (await opened(['shift-lead'])).becomes(actor)).toBe(true);
});
