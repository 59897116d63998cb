import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { contentOf } from '../content.ts';
import { anEpisode } from '../examples.ts';
import { htmlOf, textOf } from '../render.ts';
import type { Outgoing } from './channel.ts';
import { smtpChannel } from './smtpClient.ts';

type Letter = { from: string; to: string[]; text: string; asked: { ret?: string; envid?: string; notify?: string } };
const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** A real server on this machine, which keeps what it is sent. */
async function aServer(
  options: SMTPServerOptions = {},
  refuse?: (to: string) => (Error & { responseCode: number }) | undefined,
) {
  const letters: Letter[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    hideDSN: false,
    logger: false,
    onRcptTo: (address, _, done) => done(refuse?.(address.address)),
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (chunk) => {
        text += String(chunk);
      });
      stream.on('end', () => {
        const { mailFrom, rcptTo, dsn } = session.envelope as typeof session.envelope & {
          dsn?: { ret?: string; envid?: string };
        };
        const [first] = rcptTo as { dsn?: { notify?: string | string[] } }[];
        letters.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          text,
          asked: { ...dsn, notify: String(first?.dsn?.notify ?? '') },
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  opened.push(() => new Promise<void>((closed) => server.close(() => closed())));
  const { port } = server.server.address() as { port: number };
  return { letters, port };
}

const content = contentOf(anEpisode(), {
  message: '01900000-0000-7000-8000-000000000001',
  version: 1,
  service: 'Tidewell Out of Hours',
  practice: { code: 'Z99001', name: 'Hollin Row Surgery' },
});
const outgoing: Outgoing = {
  key: '01900000-0000-7000-8000-000000000001.v1',
  kind: 'message',
  subject: 'Action: a patient of yours, Tidewell Out of Hours case 2803-131',
  text: textOf(content),
  html: htmlOf(content),
  content,
};
const plain = (port: number, withinMs = 5_000) =>
  smtpChannel({ url: `smtp://127.0.0.1:${port}`, from: 'messages@tidewell.example', isPlain: true, withinMs });
const to = 'practice@hollin.example';

describe('secure email', () => {
  it('carries the note once, with an id that stays and a subject that names nobody', async () => {
    const { letters, port } = await aServer();
    expect(await plain(port).send(outgoing, to)).toEqual({ ok: true });
    expect(letters).toMatchObject([{ from: 'messages@tidewell.example', to: [to] }]);
    const [head = '', ...body] = letters[0]!.text.split('\r\n\r\n');
    expect(head).toContain(`Message-ID: <${outgoing.key}@tidewell.example>`);
    expect(head).toContain('Subject: Action: a patient of yours, Tidewell Out of Hours case 2803-131');
    expect(head).not.toContain('Pellworth');
    expect(body.join('\n')).toContain('Ivy Pellworth');
    expect(letters[0]!.text).toContain(`filename=${outgoing.key}.json`);
  });

  it('asks that what comes back names it, goes to whom we say, and brings no note with it', async () => {
    const { letters, port } = await aServer();
    const from = 'messages@tidewell.example';
    const url = `smtp://127.0.0.1:${port}`;
    for (const bouncesTo of ['bounces@tidewell.example', 'bounces+@tidewell.example'])
      expect(await smtpChannel({ url, from, bouncesTo, isPlain: true, withinMs: 5_000 }).send(outgoing, to)).toEqual({
        ok: true,
      });
    expect(letters).toMatchObject([
      { from: 'bounces@tidewell.example', asked: { ret: 'HDRS', envid: outgoing.key, notify: 'FAILURE,DELAY' } },
      { from: `bounces+${outgoing.key}@tidewell.example` },
    ]);
    expect(letters[0]!.text).toContain(`From: ${from}`);
    // A server that knows nothing of that is asked nothing, and takes the letter.
    const old = await aServer({ hideDSN: true } as SMTPServerOptions);
    expect(await plain(old.port).send(outgoing, to)).toEqual({ ok: true });
    expect(old.letters).toMatchObject([{ from }]);
  });

  it('sends nothing where the connection cannot be made secure', async () => {
    const { letters, port } = await aServer();
    const channel = smtpChannel({ url: `smtp://127.0.0.1:${port}`, from: 'a@b.example', withinMs: 5_000 });
    expect(await channel.send(outgoing, to)).toEqual({ ok: false, code: 'tls-failed' });
    expect(letters).toEqual([]);
  });

  it('sends nothing to a server whose certificate nobody vouches for', async () => {
    const { letters, port } = await aServer({ secure: true });
    const channel = smtpChannel({ url: `smtps://127.0.0.1:${port}`, from: 'a@b.example', withinMs: 5_000 });
    expect(await channel.send(outgoing, to)).toEqual({ ok: false, code: 'tls-failed' });
    expect(letters).toEqual([]);
  });

  it('says that our sign-in was refused', async () => {
    const { port } = await aServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (auth, _, done) =>
        auth.password === 'right' ? done(null, { user: 'vigil' }) : done(new Error('no'), undefined as never),
    });
    const as = (secret: string) =>
      smtpChannel({
        url: `smtp://vigil:${secret}@127.0.0.1:${port}`,
        from: 'a@b.example',
        isPlain: true,
        withinMs: 5_000,
      });
    expect(await as('wrong').send(outgoing, to)).toEqual({ ok: false, code: 'sign-in-failed' });
    expect(await as('right').send(outgoing, to)).toEqual({ ok: true });
  });

  it.each([
    [550, 'address-refused'],
    [451, 'refused-for-now'],
  ] as const)('tells a refusal for good from one for now: %i', async (responseCode, code) => {
    const { port } = await aServer({}, () => Object.assign(new Error('refused'), { responseCode }));
    expect(await plain(port).send(outgoing, to)).toEqual({ ok: false, code });
  });

  it('gives up on a server that does not answer within its time, and on one that is not there', async () => {
    const silent: Server = createServer(() => {});
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    opened.push(() => new Promise((closed) => silent.close(closed)));
    expect(await plain(port, 300).send(outgoing, to)).toEqual({ ok: false, code: 'no-answer' });
    expect(await plain(1, 2_000).send(outgoing, to)).toEqual({ ok: false, code: 'connection-refused' });
  });

  it('writes to one address of the directory and to nothing that could be several', async () => {
    const { letters, port } = await aServer();
    for (const wrong of ['a@b.example, c@d.example', 'nobody', 'a@b.example\nBcc: c@d.example'])
      expect(await plain(port).send(outgoing, wrong)).toEqual({ ok: false, code: 'address-refused' });
    expect(letters).toEqual([]);
  });
});
