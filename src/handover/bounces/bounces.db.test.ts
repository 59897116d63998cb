import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWork } from '#calls';
import { inScope } from '#database';
import { atLocal, hours, newId, plus } from '#shared';
import { clocksOf } from '#standards';
import type { Carried } from '../channels/channel.ts';
import { aMorning, easterSunday, type Morning, note } from '../handover.testing.ts';
import { isBalanced } from '../ledger.ts';
import { ledgerNow } from '../ledgerStore.ts';
import { sendDue } from '../postFollower.ts';
import { takeBounces, takeLetter } from './bounceFollower.ts';
import { lettersToLookAt } from './bounceStore.ts';
import { aHolidayReply, aReport, inItsOwnWords } from './examples.ts';
import { MOST_BYTES } from './readBounce.ts';

let here: Morning;
let root: string;
beforeAll(async () => {
  here = await aMorning();
  root = await mkdtemp(join(tmpdir(), 'vigil-bounces-'));
  await mkdir(join(root, 'new'));
  here.channels.smtp = { send: async (): Promise<Carried> => ({ ok: true }) };
});
afterAll(async () => {
  await here.close();
  await rm(root, { recursive: true, force: true });
});

const tuesday = atLocal('2027-03-30', '08:00');
const inTenant = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(here.db, { tenants: [here.tenant] }, work);
const service = () => here.context.directory.serviceBySlug('tidewell')!.id;
const clockOf = (message: string) => inTenant((tx) => clocksOf(tx, here.tenant, message));
const workOf = async (message: string) =>
  (await inTenant((tx) => openWork(tx, { tenant: here.tenant, service: service() }))).filter(
    (work) => work.message === message,
  );
const toLookAt = () => inTenant((tx) => lettersToLookAt(tx, here.tenant));
const words = (page: string) => page.replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, ' ').replace(/\s+/g, ' ');

/** Drops a letter as a mail server does, and has it taken in. */
async function drops(letter: string, file = `new/${newId()}.host`): Promise<void> {
  await writeFile(join(root, file), letter);
  await utimes(join(root, file), new Date(0), new Date(0));
  await takeBounces(here.context, root);
}

let number = 0;
/** A message that a mail server has taken, to a practice of its own. */
async function aSentMessage(patientName: string) {
  number += 1;
  const name = `Mail Surgery ${number}`;
  here.setNow(plus(easterSunday('20:00'), number * 60_000));
  await here.practice({ code: `Z991${number}0`, name, channel: 'smtp', channelAddress: `a${number}@b.invalid` });
  const about = await here.closes({ patientName, practice: name }, note);
  await here.round();
  await here.round(plus(easterSunday('20:00'), hours(2) + number * 60_000));
  const { id, state } = await here.message(about);
  expect(state).toBe('sent');
  return { about, id, name, key: `${id}.v1` };
}

describe('a letter that came back', () => {
  it('is a message that was not sent: an exception with an owner, NQR 2 runs again, and both sides see it', async () => {
    const { about, id, name, key } = await aSentMessage('Came Back');
    expect(await clockOf(id)).toMatchObject([{ outcome: 'met' }]);
    const letter = aReport({ key });
    await drops(letter);
    expect(await here.message(about)).toMatchObject({ state: 'failed', failure: 'address-refused', sentAt: undefined });
    expect(await clockOf(id)).toMatchObject([
      { outcome: 'excluded', reason: 'returned' },
      { outcome: 'open', dueAt: tuesday },
    ]);
    await here.followed();
    expect(await workOf(id)).toMatchObject([{ kind: 'message-exception', case: { id: about } }]);
    const list = words((await here.dana.get('/messages')).body);
    expect(list).toContain('Not received');
    const page = words((await here.dana.get(`/messages/${id}`)).body);
    expect(page).toContain('Came back: its address was refused (5.1.1)');
    const administrator = await here.as('y.castell');
    await administrator.send('/api/practices/members', {
      id: newId(),
      code: `Z991${number}0`,
      post: 'manager',
      signIn: 'c.nunn',
    });
    const own = words((await here.carys.get(`/practice?practice=Z991${number}0`)).body);
    expect(own).toContain('The note for Came Back did not reach you.');
    expect(name).toContain('Mail Surgery');
    // Nothing is lost, and the same file fed again changes nothing.
    expect(await readdir(join(root, 'kept'))).toHaveLength(1);
    const { version } = await here.message(about);
    await drops(letter);
    expect((await here.message(about)).version).toBe(version);
    expect(await readdir(join(root, 'kept'))).toHaveLength(2);
    // Sent again by whoever put it right, it is met again.
    expect((await here.dana.send(`/api/messages/${id}/retry`)).statusCode).toBe(200);
    await here.round();
    expect(await here.message(about)).toMatchObject({ state: 'sent' });
    expect(await clockOf(id)).toMatchObject([{ outcome: 'excluded' }, { outcome: 'met' }]);
    expect(await workOf(id)).toEqual([]);
  });

  it('that somebody still tries is only held up: it is said, and nothing else changes', async () => {
    const { about, id, key } = await aSentMessage('Held Up');
    await drops(aReport({ key, action: 'delayed', status: '4.4.1' }));
    expect(await here.message(about)).toMatchObject({ state: 'sent' });
    expect(await clockOf(id)).toMatchObject([{ outcome: 'met' }]);
    expect(words((await here.dana.get('/messages')).body)).toContain('Held up');
    expect(words((await here.dana.get(`/messages/${id}`)).body)).toContain('goes on trying (4.4.1)');
    await here.followed();
    expect(await workOf(id)).toEqual([]);
  });

  it('after the practice has read it on its page is written down, and nothing more is owed', async () => {
    const { about, id, key } = await aSentMessage('Read Already');
    const administrator = await here.as('y.castell');
    await administrator.send('/api/practices/members', {
      id: newId(),
      code: `Z991${number}0`,
      post: 'manager',
      signIn: 'c.nunn',
    });
    expect((await here.carys.send(`/api/messages/${id}/read`)).statusCode).toBe(200);
    await drops(aReport({ key }));
    expect(await here.message(about)).toMatchObject({ state: 'read' });
    expect(await clockOf(id)).toMatchObject([{ outcome: 'met' }]);
    await here.followed();
    expect(await workOf(id)).toEqual([]);
  });

  it('waits its turn where it is quicker than our own record of the sending', async () => {
    const { about, key } = await aSentMessage('Quick Server');
    const before = await here.message(about);
    expect((await here.dana.send(`/api/messages/${before.id}/retry`)).statusCode).toBe(200);
    const raw = new TextEncoder().encode(aReport({ key, status: '5.2.2' }));
    here.channels.smtp = {
      async send(): Promise<Carried> {
        expect(await takeLetter(here.context, { file: 'quick', raw })).toMatchObject({ outcome: 'not-yet' });
        return { ok: true };
      },
    };
    await sendDue(here.context, here.channels);
    here.channels.smtp = { send: async (): Promise<Carried> => ({ ok: true }) };
    expect(await here.message(about)).toMatchObject({ state: 'sent' });
    expect(await takeLetter(here.context, { file: 'quick', raw })).toMatchObject({ outcome: 'recorded' });
    expect(await here.message(about)).toMatchObject({ state: 'failed', failure: 'mailbox-full' });
  });

  it('about a version that another has overtaken is kept, and takes nothing back', async () => {
    const { about, id } = await aSentMessage('Overtaken');
    const raw = new TextEncoder().encode(aReport({ key: `${id}.v7` }));
    expect(await takeLetter(here.context, { file: 'other', raw })).toMatchObject({ outcome: 'overtaken', message: id });
    expect(await here.message(about)).toMatchObject({ state: 'sent' });
  });

  it('keeps the ledger even: it is open again', async () => {
    const night = { tenant: here.tenant, service: service(), night: '2027-03-28' };
    const ledger = await inTenant((tx) => ledgerNow(tx, night));
    expect(isBalanced(ledger)).toBe(true);
    expect(ledger.open).toContainEqual(expect.objectContaining({ state: 'failed', failure: 'mailbox-full' }));
    expect(words((await here.dana.get('/messages/ledger')).body)).toContain('came back undelivered');
  });
});

describe('what nobody can read or assign', () => {
  it('is shown to a person with the message that it is about, who owns that', async () => {
    const { about, id, key } = await aSentMessage('Own Words');
    await drops(inItsOwnWords(key));
    expect(await here.message(about)).toMatchObject({ state: 'sent' });
    expect(await workOf(id)).toHaveLength(1);
    expect(await toLookAt()).toMatchObject([{ kind: 'unreadable', why: 'no-report', message: id }]);
  });

  it('is kept and listed until somebody says that they have looked', async () => {
    const before = (await toLookAt()).length;
    await drops(aReport({ key: 'someone-elses@mail.example' }), 'unknown.eml');
    await drops(aHolidayReply('nobody'), 'holiday.EML');
    await drops(`Subject: big\r\n\r\n${'x'.repeat(MOST_BYTES)}`, 'new/big');
    const listed = await toLookAt();
    expect(listed).toHaveLength(before + 3);
    expect((await readdir(join(root, 'kept'))).sort()).toEqual(
      expect.arrayContaining(['big', 'holiday.EML', 'unknown.eml']),
    );
    const page = words((await here.dana.get('/messages')).body);
    expect(page).toContain('letters came back that somebody has to look at');
    for (const name of ['unknown.eml', 'holiday.EML', 'big']) expect(page).toContain(name);
    for (const { id } of listed) {
      const done = await here.dana.post('/messages/letters/looked', { id });
      expect([done.statusCode, done.headers.location]).toEqual([303, '/messages']);
    }
    expect(await toLookAt()).toEqual([]);
    expect(words((await here.dana.get('/messages')).body)).not.toContain('somebody has to look at');
    const again = await here.dana.send('/api/messages/letters/looked', { id: listed[0]!.id });
    expect([again.statusCode, again.json().problems[0].code]).toEqual([422, 'letter-unknown']);
    const letters = (await here.dana.get('/api/messages/letters')).json().letters;
    expect(letters.length).toBeGreaterThan(5);
  });

  it('leaves a file alone that is still being written', async () => {
    await writeFile(join(root, 'half.eml'), aReport());
    await takeBounces({ ...here.context, machineNow: () => Date.now() as never }, root);
    expect(await readdir(root)).toContain('half.eml');
    await rm(join(root, 'half.eml'));
  });
});
