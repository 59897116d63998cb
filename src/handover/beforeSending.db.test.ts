import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWork } from '#calls';
import { inScope } from '#database';
import { hours, minutes, plus } from '#shared';
import type { Carried } from './channels/channel.ts';
import { aMorning, asksForAction, easterSunday, type Morning, note } from './handover.testing.ts';
import { sendDue } from './postFollower.ts';

let here: Morning;
beforeAll(async () => {
  here = await aMorning();
});
afterAll(() => here.close());

const right = { patientName: 'Right Person', ringBack: '01632 960113', whereNow: '5 Tallow Row, ZZ1 1AA' };
const puts = (about: string, more: object = {}) =>
  here.dana.send(`/api/cases/${about}/replace-patient`, {
    ...right,
    ...{ reason: 'wrong-patient', explanation: 'Two of one name.', ...more },
  });
const sentOf = async (id: string, folder?: string) =>
  (await here.files(folder)).filter((name) => name.startsWith(id) && name.endsWith('.txt'));
const exceptionsOf = async (message: string) => {
  const service = here.context.directory.serviceBySlug('tidewell')!.id;
  const open = await inScope(here.db, { tenants: [here.tenant] }, (tx) =>
    openWork(tx, { tenant: here.tenant, service }),
  );
  return open.filter((work) => work.message === message);
};

it('carries nothing of the wrong patient where it was put right after the message was queued and nobody has read the log yet', async () => {
  const at = easterSunday('20:00');
  here.setNow(at);
  await here.practice({ code: 'Z99060', name: 'Right Persons Surgery', channelAddress: 'right-persons' });
  const about = await here.closes({ patientName: 'Wrong Person' });
  await here.round();
  const { id } = await here.message(about);
  here.setNow(plus(at, hours(2)));
  expect((await puts(about, { practice: 'Right Persons Surgery' })).statusCode).toBe(200);
  // The sender is quicker than the reader of the log.
  await sendDue(here.context, here.channels);
  await sendDue(here.context, here.channels);
  expect(await sentOf(id)).toEqual([]);
  expect(await here.message(about)).toMatchObject({ state: 'queued', body: 1, attempts: 0 });
  await here.round();
  expect(await sentOf(id)).toEqual([]);
  expect(await sentOf(id, 'right-persons')).toEqual([`${id}.v2.txt`]);
  expect(await here.file(`${id}.v2.txt`, 'right-persons')).not.toContain('Wrong Person');
});

it('waits for the note that was added after it was queued, and carries that', async () => {
  const at = easterSunday('20:10');
  here.setNow(at);
  const about = await here.closes({ patientName: 'Later Note' });
  await here.round();
  const { id } = await here.message(about);
  here.setNow(plus(at, hours(2)));
  await here.nurse.send(`/api/cases/${about}/write-note`, { note: asksForAction, why: 'The blood result came.' });
  await sendDue(here.context, here.channels);
  expect(await sentOf(id)).toEqual([]);
  await here.round(plus(at, hours(4)));
  expect(await sentOf(id)).toEqual([`${id}.v2.txt`]);
});

it('says anew what the case does not say any more: an address that was restricted since goes into no message', async () => {
  const at = easterSunday('20:20');
  here.setNow(at);
  const about = await here.closes({ patientName: 'Hidden Since', whereNow: '9 Secret Mews' }, note);
  await here.round();
  const { id } = await here.message(about);
  await inScope(here.db, { tenants: [here.tenant] }, (_, client) =>
    client.query('update case_person set address_restricted = true where "case" = $1', [about]),
  );
  here.setNow(plus(at, hours(2)));
  await sendDue(here.context, here.channels);
  expect(await sentOf(id)).toEqual([]);
  expect(await here.message(about)).toMatchObject({ state: 'queued', body: 2 });
  await sendDue(here.context, here.channels);
  expect(await sentOf(id)).toEqual([`${id}.v2.txt`]);
  expect(await here.file(`${id}.v2.txt`)).not.toContain('Secret Mews');
});

it('has somebody ring where it was put right while the message was at its channel, and it may have gone out', async () => {
  const at = easterSunday('20:30');
  here.setNow(at);
  await here.practice({ code: 'Z99061', name: 'Caught Between', channel: 'smtp', channelAddress: 'a@b.invalid' });
  const about = await here.closes({ patientName: 'Wrong Between', practice: 'Caught Between' });
  await here.round();
  const { id } = await here.message(about);
  here.channels.smtp = {
    async send(): Promise<Carried> {
      await puts(about);
      await here.followed();
      return { ok: true };
    },
  };
  here.setNow(plus(at, hours(2)));
  await sendDue(here.context, here.channels);
  expect(await here.message(about)).toMatchObject({ state: 'given-back', rejected: 'wrong-patient', wentWrong: true });
  await here.round(plus(at, hours(2) + minutes(1)));
  expect(await exceptionsOf(id)).toHaveLength(1);
});
