import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { hours, instant, plus } from '#shared';
import { openClient } from './client.ts';
import { BOARD, onSunday, WEEKEND_FROM } from './moments.ts';
import { planNight } from './plan.ts';
import { playNight } from './play.ts';
import { runPlayer } from './player.ts';

type Seen = { url: string; key?: string; now?: string; token?: string; body: Record<string, unknown> };
type Reply = { status: number; body: object };

const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done)))));

/** A stand-in for the server: signs everybody in, remembers what it was sent, and answers as `reply` says. */
async function standIn(reply: (seen: Seen, nth: number) => Reply | undefined = () => undefined) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const [key, now] = [request.headers['idempotency-key'], request.headers['vigil-demo-now']];
    const one = {
      url: request.url ?? '',
      body,
      ...(key ? { key: String(key), now: String(now), token: request.headers.authorization } : {}),
    };
    seen.push(one);
    const signIn =
      one.url === '/api/demo/sign-in' ? { token: `t-${body.signIn}`, account: `id-${body.signIn}` } : { subject: 'x' };
    const lists = { alerts: open, work: [{ id: 'w', kind: 'message-exception' }] };
    const usual = /^\/api\/(alerts|work)\?/.test(one.url) ? lists : signIn;
    const answer = reply(one, seen.length) ?? { status: 200, body: usual };
    response
      .writeHead(answer.status, { 'content-type': 'application/json', connection: 'close' })
      .end(JSON.stringify(answer.body));
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { seen, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** What the service has raised by itself at the instants at which somebody says that they have seen it. */
const open = [
  { id: 'a', kind: 'no-doctor', place: 'canal-bridge' },
  { id: 'b', kind: 'overdue-case', number: '2803-103' },
  { id: 'c', kind: 'overdue-case', number: '2803-124' },
  { id: 'd', kind: 'overdue-case', number: '2803-081' },
  { id: 'e', kind: 'channel-dropped' },
  { id: 'f', kind: 'overdue-work' },
  { id: 'g', kind: 'overdue-work', number: '2803-112' },
];

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}

const until = plus(WEEKEND_FROM, hours(1));
const commandsOf = (seen: Seen[]) => seen.filter((one) => one.key);

describe('playing a night', () => {
  it('sends the plan once, each action by its own person at its own time', async () => {
    const { seen, baseUrl } = await standIn();
    const played = await playNight({ baseUrl, seed: 3, until });
    const plan = planNight({ seed: 3, to: until });
    const sent = commandsOf(seen);
    expect(sent.map(({ key }) => key).sort()).toEqual(plan.map(({ key }) => key).sort());
    expect(played).toMatchObject({ sent: plan.length, refused: {} });
    expect(played.calls).toBe(plan.filter(({ command }) => command === 'offer-call').length);
    const arrival = sent.find(({ url }) => url.endsWith('/record-arrival'));
    expect(arrival?.body.person).toMatch(/^id-/);
    expect(
      sent.every(({ key, now, token }) => {
        const action = plan.find((one) => one.key === key);
        return action && instant(String(now)) === action.at && token === `Bearer t-${action.actor}`;
      }),
    ).toBe(true);
  });

  it('counts refusals by code and goes on', async () => {
    const refusal = { status: 422, body: { problems: [{ code: 'held-by-other', message: 'Somebody has it.' }] } };
    const { baseUrl } = await standIn(({ url }) => (url.endsWith('/take-case') ? refusal : undefined));
    const played = await playNight({ baseUrl, seed: 3, until });
    expect(played.refused['held-by-other']).toBeGreaterThan(0);
    expect(played.commands['take-case']).toBeUndefined();
    expect(played.commands['start-assessment']).toBeGreaterThan(0);
  });

  it('waits while the server is away and sends the same again', async () => {
    const { seen, baseUrl } = await standIn(({ key }, nth) =>
      key && nth % 50 === 7 ? { status: 503, body: {} } : undefined,
    );
    const played = await playNight({ baseUrl, seed: 3, until });
    expect(played.sent).toBe(planNight({ seed: 3, to: until }).length);
    expect(commandsOf(seen).length).toBeGreaterThan(played.sent);
  });

  it('gives up on a server that fails, and stops when it is told to', async () => {
    const { baseUrl } = await standIn(({ key }) => (key ? { status: 500, body: {} } : undefined));
    await expect(playNight({ baseUrl, seed: 3, until })).rejects.toThrow('500');
    await expect(playNight({ baseUrl, seed: 3, until, signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow(
      'stop',
    );
  });

  it('waits at each hour until the service has done its own work, and finds what it raised', async () => {
    const { seen, baseUrl } = await standIn();
    await playNight({ baseUrl, seed: 3, until: onSunday('20:40') });
    const waited = seen.filter(({ body }) => body.catchUp === true).map(({ body }) => instant(String(body.now)));
    expect(waited).toContain(onSunday('20:06'));
    for (const at of waited) {
      const index = seen.findIndex(({ body }) => body.catchUp === true && instant(String(body.now)) === at);
      expect(commandsOf(seen.slice(0, index)).every(({ now }) => instant(String(now)) <= at)).toBe(true);
      expect(commandsOf(seen.slice(index)).every(({ now }) => instant(String(now)) > at)).toBe(true);
    }
    expect(seen.filter(({ url, key }) => key && /^\/api\/alerts\//.test(url)).map(({ url }) => url)).toEqual([
      '/api/alerts/a/acknowledge',
    ]);
  });

  it('goes on under the id that the service gave a referral', async () => {
    const { seen, baseUrl } = await standIn(({ url }) =>
      url === '/api/referrals' ? { status: 201, body: { subject: '01a48d00-0000-7000-8000-000000000111' } } : undefined,
    );
    await playNight({ baseUrl, seed: 3, until: onSunday('17:00') });
    const about = seen.filter(({ url }) => url.includes('01a48d00-0000-7000-8000-000000000111'));
    expect(about[0]?.url).toBe('/api/cases/01a48d00-0000-7000-8000-000000000111/take-case');
  });

  it('waits for a server that is not there yet, but not for ever', async () => {
    const client = openClient({ baseUrl: 'http://127.0.0.1:1', patienceMs: 250 });
    await expect(client.get('/api/demo/clock')).rejects.toThrow('did not answer');
  });
});

describe('the player of a demo', () => {
  it('sends everything up to the instant of the pictures, sets the clock going, and goes on in real time', async () => {
    const next = planNight({ seed: 3 }).find(({ at }) => at > BOARD)?.at ?? BOARD;
    const reading = { now: '2027-03-27T18:30:00Z', organisation: 'tidewell' };
    const stop = new AbortController();
    const { seen, baseUrl } = await standIn(({ url, body, now }) => {
      if (now && instant(now) >= next) stop.abort();
      if (!url.startsWith('/api/demo/clock')) return undefined;
      // The clock is read again after it was set: here it stands a moment before the next action.
      if (body.now) reading.now = new Date(next - 200).toISOString();
      return { status: 200, body: reading };
    });
    const playing = runPlayer({ VIGIL_PLAYER_URL: baseUrl, VIGIL_PLAYER_SEED: '3' }, stop.signal);
    await expect(playing).rejects.toThrow();
    const clockSet = seen.findIndex(({ body }) => body.rate === 1);
    expect(seen[clockSet]?.body).toEqual({ organisation: 'tidewell', now: new Date(BOARD).toISOString(), rate: 1 });
    const before = commandsOf(seen.slice(0, clockSet));
    expect(before).toHaveLength(planNight({ seed: 3 }).filter(({ at }) => at <= BOARD).length);
    expect(commandsOf(seen.slice(clockSet)).map(({ now }) => instant(String(now)))[0]).toBe(next);
  });
});
