import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWork } from '#calls';
import { inScope } from '#database';
import { atLocal, hours, minutes, newId, plus } from '#shared';
import { clocksOf } from '#standards';
import { asOwner } from '../database/testing.ts';
import { droppedChannels } from './channelStore.ts';
import type { Carried } from './channels/channel.ts';
import { aMorning, asksForAction, easterSunday, type Morning, note } from './handover.testing.ts';
import { isBalanced } from './ledger.ts';
import { ledgerNow } from './ledgerStore.ts';

let here: Morning;
beforeAll(async () => {
  here = await aMorning();
});
afterAll(() => here.close());

const inTenant = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(here.db, { tenants: [here.tenant] }, work);
const service = () => here.context.directory.serviceBySlug('tidewell')!.id;
const clockOf = async (message: string) =>
  (await inTenant((tx) => clocksOf(tx, here.tenant, message))).map(({ outcome, dueAt, reason }) => ({
    outcome,
    dueAt,
    reason,
  }));
const exceptionsOf = async (message: string) =>
  (await inTenant((tx) => openWork(tx, { tenant: here.tenant, service: service() }))).filter(
    (work) => work.message === message,
  );
const tuesday = atLocal('2027-03-30', '08:00');

describe('a closed case', () => {
  it('sends its practice one message, exactly the note, once the note has settled', async () => {
    here.setNow(easterSunday('20:00'));
    const about = await here.closes({ patientName: 'Owen Latch' }, asksForAction);
    await here.round();
    const waiting = await here.message(about);
    expect(waiting).toMatchObject({ state: 'queued', body: 1, forPractice: 'action', sendAt: easterSunday('21:00') });
    expect(await clockOf(waiting.id)).toEqual([{ outcome: 'open', dueAt: tuesday, reason: null }]);
    await here.round(easterSunday('20:59'));
    expect(await here.files()).toEqual([]);
    await here.round(easterSunday('21:00'));
    expect(await here.files()).toEqual([`${waiting.id}.v1.json`, `${waiting.id}.v1.txt`]);
    const text = await here.file(`${waiting.id}.v1.txt`);
    expect(text.slice(0, 60)).toMatch(/^ACTION FOR YOU\nStop the ramipril and check bloods this week/);
    for (const words of [
      note.complaint,
      note.impression,
      note.safetyNet,
      note.plan,
      'Owen Latch',
      'None known (asked)',
    ])
      expect(text).toContain(words);
    const { content } = JSON.parse(await here.file(`${waiting.id}.v1.json`));
    expect(content).toMatchObject({ version: 1, forPractice: 'action', patient: { name: 'Owen Latch', age: 41 } });
    expect(await clockOf(waiting.id)).toMatchObject([{ outcome: 'met' }]);
    expect(await here.message(about)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('is owed one message, however often the log is read', async () => {
    const about = await here.closes({ patientName: 'Twice Read' });
    await here.round();
    const first = await here.message(about);
    await here.db.app.query("update follower set xid = '0', position = 0 where name = 'messages'");
    await here.round();
    expect((await here.message(about)).version).toBe(first.version);
  });

  it('sends a later note whole, as the next version', async () => {
    here.setNow(easterSunday('20:10'));
    const about = await here.closes({ patientName: 'Ada Added' });
    await here.round(easterSunday('23:30'));
    const [before, added] = [await here.message(about), { ...asksForAction, plan: 'See own GP on Tuesday.' }];
    expect(before).toMatchObject({ state: 'sent', body: 1 });
    const answer = await here.nurse.send(`/api/cases/${about}/write-note`, {
      note: added,
      why: 'The blood result came.',
    });
    expect([answer.statusCode, answer.body]).toEqual([200, answer.body]);
    await here.round(plus(easterSunday('23:30'), hours(4)));
    const later = await here.message(about);
    expect(later).toMatchObject({ state: 'sent', body: 2, forPractice: 'action' });
    const text = await here.file(`${later.id}.v2.txt`);
    for (const words of [
      'The blood result came.',
      'See own GP on Tuesday.',
      note.complaint,
      'it takes the place of the one before',
    ])
      expect(text).toContain(words);
    // NQR 2 was met by the first: a later version is no second message.
    expect(await clockOf(later.id)).toMatchObject([{ outcome: 'met' }]);
  });

  it('sends what was noted before it had settled as one message', async () => {
    here.setNow(easterSunday('20:20'));
    const about = await here.closes({ patientName: 'Only One' });
    await here.round();
    await here.nurse.send(`/api/cases/${about}/write-note`, { note: { ...note, plan: 'Changed.' }, why: 'A slip.' });
    await here.round();
    expect(await here.message(about)).toMatchObject({ state: 'queued', body: 2 });
    await here.round(plus(easterSunday('20:20'), hours(4)));
    const { id } = await here.message(about);
    expect((await here.files()).filter((name) => name.startsWith(id))).toEqual([`${id}.v2.json`, `${id}.v2.txt`]);
  });
});

describe('a channel that fails', () => {
  it('is tried again and again, becomes an exception with an owner, and shows within the hour', async () => {
    here.setNow(easterSunday('21:00'));
    await here.practice({ code: 'Z99010', name: 'Gone Away Surgery', channelAddress: 'gone-away' });
    await writeFile(join(here.root, 'gone-away'), 'no folder');
    const about = await here.closes({ patientName: 'Samuel Pike', practice: 'Gone Away Surgery' }, asksForAction);
    await here.round();
    const first = plus(easterSunday('21:00'), hours(1));
    let at = first;
    await here.round(at);
    expect(await here.message(about)).toMatchObject({ state: 'queued', attempts: 1, failure: 'folder-missing' });
    for (const wait of [1, 2, 5]) {
      at = plus(at, minutes(wait));
      await here.round(at);
    }
    const failed = await here.message(about);
    expect(failed).toMatchObject({ state: 'failed', attempts: 4 });
    expect(failed.sendAt).toBe(plus(at, minutes(15)));
    expect(await exceptionsOf(failed.id)).toMatchObject([{ kind: 'message-exception', case: { id: about } }]);
    const dropped = (now: typeof at) => inTenant((tx) => droppedChannels(tx, { tenant: here.tenant, now }));
    expect(await dropped(at)).toEqual([]);
    expect(await dropped(plus(first, minutes(30)))).toMatchObject([{ failures: 4, since: first }]);

    await rm(join(here.root, 'gone-away'));
    await here.round(plus(at, minutes(15)));
    expect(await here.message(about)).toMatchObject({ state: 'sent', attempts: 5 });
    expect(await dropped(plus(at, hours(2)))).toEqual([]);
    expect(await exceptionsOf(failed.id)).toEqual([]);
  });

  it('is not tried again by itself where its address is refused', async () => {
    here.setNow(easterSunday('21:10'));
    await here.practice({
      code: 'Z99011',
      name: 'Wrong Address Surgery',
      channel: 'smtp',
      channelAddress: 'a@b.invalid',
    });
    const about = await here.closes({ patientName: 'Wrong Address', practice: 'Wrong Address Surgery' });
    await here.round();
    here.channels.smtp = { send: async (): Promise<Carried> => ({ ok: false, code: 'address-refused' }) };
    await here.round(plus(easterSunday('21:10'), hours(3)));
    const message = await here.message(about);
    expect(message).toMatchObject({ state: 'failed', attempts: 1, failure: 'address-refused' });
    expect(message.sendAt).toBeUndefined();
    expect(await exceptionsOf(message.id)).toHaveLength(1);
  });

  it('is not asked twice at once for one message, and after a crash is asked again under the same key', async () => {
    here.setNow(easterSunday('21:20'));
    await here.practice({ code: 'Z99012', name: 'Slow Surgery', channel: 'smtp', channelAddress: 'slow@b.invalid' });
    const about = await here.closes({ patientName: 'Slow Sent', practice: 'Slow Surgery' });
    await here.round();
    const keys: string[] = [];
    let crash = true;
    here.channels.smtp = {
      async send({ key }: { key: string }): Promise<Carried> {
        keys.push(key);
        if (crash) throw new Error('the server died before it wrote down what came of it');
        return { ok: true };
      },
    } as never;
    const { sendDue } = await import('./postFollower.ts');
    here.setNow(plus(easterSunday('21:20'), hours(3)));
    await Promise.all([sendDue(here.context, here.channels), sendDue(here.context, here.channels)]);
    expect(keys).toHaveLength(1);
    crash = false;
    // Nobody knows whether it went out, so nobody asks again at once: only when whoever held it has had its two minutes.
    await sendDue(here.context, here.channels);
    expect(keys).toHaveLength(1);
    await claimsRunOut();
    await Promise.all([sendDue(here.context, here.channels), sendDue(here.context, here.channels)]);
    expect(new Set(keys).size).toBe(1);
    expect(keys).toHaveLength(2);
    expect(await here.message(about)).toMatchObject({ state: 'sent', attempts: 1 });
    await sendDue(here.context, here.channels);
    expect(keys).toHaveLength(2);
  });

  it('is asked once more, and once only, for what somebody sends again', async () => {
    const at = easterSunday('21:23');
    here.setNow(at);
    await here.practice({ code: 'Z99014', name: 'Once More', channel: 'smtp', channelAddress: 'more@b.invalid' });
    const about = await here.closes({ patientName: 'Sent Again', practice: 'Once More' });
    const keys: string[] = [];
    here.channels.smtp = {
      async send({ key }: { key: string }): Promise<Carried> {
        keys.push(key);
        return { ok: true };
      },
    } as never;
    await here.round();
    await here.round(plus(at, hours(2)));
    const { id } = await here.message(about);
    expect((await here.dana.send(`/api/messages/${id}/retry`)).statusCode).toBe(200);
    for (let round = 0; round < 3; round++) await here.round();
    expect(keys.filter((key) => key.startsWith(id))).toEqual([`${id}.v1`, `${id}.v1`]);
    expect(await here.message(about)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('is not asked for what somebody else has taken over while it was slow, nor by whoever comes after while that one sends', async () => {
    const at = easterSunday('21:25');
    here.setNow(at);
    await here.practice({ code: 'Z99013', name: 'Long Queue', channel: 'smtp', channelAddress: 'queue@b.invalid' });
    for (const patientName of ['First In Line', 'Second In Line'])
      await here.closes({ patientName, practice: 'Long Queue' });
    await here.round();
    const keys: string[] = [];
    const { sendDue } = await import('./postFollower.ts');
    here.channels.smtp = {
      async send({ key }: { key: string }): Promise<Carried> {
        keys.push(key);
        if (keys.length === 1) {
          // So slow that its claims have run out: another sender takes both, and does not get through before this one is back.
          await claimsRunOut();
          await sendDue(here.context, here.channels);
        }
        return { ok: true };
      },
    } as never;
    here.setNow(plus(at, hours(3)));
    await sendDue(here.context, here.channels);
    const times = [...new Set(keys)].map((key) => keys.filter((each) => each === key).length);
    // The first was at its channel as its claim ran out, which nobody can take back; the second was only waiting its turn.
    expect(times).toEqual([2, 1]);
  });
});

/** As if two minutes had passed: whoever held a message may have died. */
async function claimsRunOut(): Promise<void> {
  await asOwner(here.db, (owner) =>
    owner.query(
      "update message_now set claimed_until = clock_timestamp() - interval '1 second' where claimed_until is not null",
    ),
  );
}

describe('who it goes to', () => {
  it('is nobody where no practice is known: an exception with an owner, late when it is due, and never silently met', async () => {
    here.setNow(easterSunday('21:30'));
    const about = await here.closes({ patientName: 'Nobody Known', practice: 'Far Away Surgery' });
    await here.round();
    const message = await here.message(about);
    expect(message).toMatchObject({ state: 'due' });
    expect(await exceptionsOf(message.id)).toHaveLength(1);
    expect(await clockOf(message.id)).toMatchObject([{ outcome: 'open', dueAt: tuesday }]);
    const settle = (body: object) => here.dana.send(`/api/messages/${message.id}/settle`, body);
    expect((await settle({ how: 'no-practice', explanation: 'Visitor from abroad, gave a letter.' })).statusCode).toBe(
      200,
    );
    await here.round();
    expect(await clockOf(message.id)).toMatchObject([{ outcome: 'unmeasurable', reason: 'no-practice' }]);
    expect(await exceptionsOf(message.id)).toEqual([]);
  });

  it('is the practice that took the patients, where theirs has closed for good', async () => {
    here.setNow(easterSunday('21:40'));
    await here.practice({ code: 'Z99020', name: 'Old Quay Surgery', channelAddress: 'old-quay' });
    const administrator = await here.as('y.castell');
    const close = { id: newId(), code: 'Z99020', on: '2027-03-01', successor: 'Z99001', sure: 'Z99020' };
    expect((await administrator.send('/api/practices/close', close)).statusCode).toBe(201);
    const about = await here.closes({ patientName: 'Moved Over', practice: 'Old Quay Surgery' });
    await here.round(plus(easterSunday('21:40'), hours(3)));
    const { id } = await here.message(about);
    expect(await here.file(`${id}.v1.txt`)).toContain('To Hollin Row Surgery (Z99001)');
    expect(await here.files('old-quay')).toEqual([]);
  });

  it('is nobody where it closed for good and nobody took its patients', async () => {
    here.setNow(easterSunday('21:45'));
    await here.practice({ code: 'Z99021', name: 'Last Light Surgery', channelAddress: 'last-light' });
    const administrator = await here.as('y.castell');
    await administrator.send('/api/practices/close', { id: newId(), code: 'Z99021', on: '2027-03-01', sure: 'Z99021' });
    const about = await here.closes({ patientName: 'Left Alone', practice: 'Last Light Surgery' });
    await here.round();
    const message = await here.message(about);
    expect(message.state).toBe('due');
    expect(await exceptionsOf(message.id)).toHaveLength(1);
    const reroute = (body: object) => here.dana.send(`/api/messages/${message.id}/reroute`, body);
    const unknown = await reroute({ practice: 'someone@mail.example', reason: 'registered-elsewhere' });
    expect([unknown.statusCode, unknown.json().problems[0].code]).toEqual([422, 'practice-unknown']);
    expect((await reroute({ practice: 'Z99001', reason: 'practice-closed' })).statusCode).toBe(200);
    await here.round();
    expect(await here.message(about)).toMatchObject({ state: 'sent' });
    expect((await here.files()).some((name) => name.startsWith(message.id))).toBe(true);
  });

  it('learns neither where a patient with a restricted address is nor their number', async () => {
    here.setNow(easterSunday('21:50'));
    const hidden = {
      patientName: 'Rosa Hidden',
      addressRestricted: true,
      whereNow: '9 Secret Mews',
      ringBack: '01632 960666',
    };
    const about = await here.closes(hidden);
    await here.round(plus(easterSunday('21:50'), hours(3)));
    const { id } = await here.message(about);
    const both = (await here.file(`${id}.v1.txt`)) + (await here.file(`${id}.v1.json`));
    expect(both).toContain('Rosa Hidden');
    expect(both).toContain('restricted');
    expect(both).not.toMatch(/Secret Mews|960666/);
  });
});

describe('the practice', () => {
  it('receives by a receipt of its system, reads, and is done', async () => {
    here.setNow(easterSunday('22:00'));
    const about = await here.closes({ patientName: 'Edith Sorrel' });
    await here.round(plus(easterSunday('22:00'), hours(3)));
    const { id } = await here.message(about);
    await mkdir(join(here.root, 'hollin-row', 'receipts'), { recursive: true });
    await writeFile(join(here.root, 'hollin-row', 'receipts', `${id}.v1`), '');
    await here.round();
    expect(await here.message(about)).toMatchObject({ state: 'received' });
    expect((await here.carys.send(`/api/messages/${id}/read`)).statusCode).toBe(200);
    expect((await here.carys.send(`/api/messages/${id}/done`)).statusCode).toBe(200);
    expect(await here.message(about)).toMatchObject({ state: 'acted' });
  });

  it('gives back what is not theirs: its clock runs on, somebody owns it, and it goes to another', async () => {
    here.setNow(easterSunday('22:05'));
    const about = await here.closes({ patientName: 'Not Theirs' });
    await here.round(plus(easterSunday('22:05'), hours(3)));
    const { id } = await here.message(about);
    expect(await clockOf(id)).toMatchObject([{ outcome: 'met' }]);
    here.setNow(atLocal('2027-03-30', '08:20'));
    const back = await here.carys.send(`/api/messages/${id}/reject`, {
      reason: 'not-ours',
      explanation: 'Left us in 2024.',
    });
    expect(back.statusCode).toBe(200);
    await here.round();
    expect(await clockOf(id)).toMatchObject([
      { outcome: 'excluded', reason: 'given-back' },
      { outcome: 'open', dueAt: tuesday },
    ]);
    expect(await exceptionsOf(id)).toHaveLength(1);
    await here.practice({ code: 'Z99030', name: 'Right Surgery', channelAddress: 'right' });
    await here.dana.send(`/api/messages/${id}/reroute`, { practice: 'Right Surgery', reason: 'registered-elsewhere' });
    await here.round();
    expect(await here.files('right')).toEqual([`${id}.v2.json`, `${id}.v2.txt`]);
    expect(await clockOf(id)).toMatchObject([{ outcome: 'excluded' }, { outcome: 'missed' }]);
  });

  it('neither reads nor answers a message of another practice', async () => {
    here.setNow(easterSunday('22:10'));
    await here.practice({ code: 'Z99040', name: 'Another Surgery', channelAddress: 'another' });
    const about = await here.closes({ patientName: 'Someone Elses', practice: 'Another Surgery' });
    await here.round(plus(easterSunday('22:10'), hours(3)));
    const { id, version } = await here.message(about);
    for (const what of ['receive', 'read', 'done', 'reject']) {
      const answer = await here.carys.send(
        `/api/messages/${id}/${what}`,
        what === 'reject' ? { reason: 'not-ours' } : {},
      );
      expect([what, answer.statusCode]).toEqual([what, 404]);
    }
    expect((await here.message(about)).version).toBe(version);
  });

  it('is reminded of what asks for action and nobody has read, and then somebody here is to ring', async () => {
    here.setNow(easterSunday('22:15'));
    const about = await here.closes({ patientName: 'Unread Still' }, asksForAction);
    await here.round(plus(easterSunday('22:15'), hours(3)));
    const { id } = await here.message(about);
    await here.round(atLocal('2027-03-30', '12:00'));
    expect((await here.files()).some((name) => name === `${id}.v1-reminder-1.txt`)).toBe(true);
    expect(await here.file(`${id}.v1-reminder-1.txt`)).not.toContain('Unread');
    expect(await exceptionsOf(id)).toEqual([]);
    await here.round(atLocal('2027-03-31', '08:00'));
    expect(await exceptionsOf(id)).toHaveLength(1);
    // Read is not done: what it asks is still to be done.
    await here.carys.send(`/api/messages/${id}/read`);
    await here.round();
    expect(await exceptionsOf(id)).toHaveLength(1);
    await here.carys.send(`/api/messages/${id}/done`);
    await here.round();
    expect(await exceptionsOf(id)).toEqual([]);
  });
});

describe('a case about another patient', () => {
  it('is said anew when the case was about another patient, and somebody rings whoever had the first', async () => {
    here.setNow(easterSunday('22:20'));
    const about = await here.closes({ patientName: 'Wrong Person' });
    await here.round(plus(easterSunday('22:20'), hours(2)));
    const { id } = await here.message(about);
    await here.practice({ code: 'Z99050', name: 'Right Persons Surgery', channelAddress: 'right-persons' });
    const right = { patientName: 'Right Person', ringBack: '01632 960113', whereNow: '5 Tallow Row, ZZ1 1AA' };
    const body = {
      ...right,
      practice: 'Right Persons Surgery',
      reason: 'wrong-patient',
      explanation: 'Two of one name.',
    };
    const answer = await here.dana.send(`/api/cases/${about}/replace-patient`, body);
    expect([answer.statusCode, answer.body]).toEqual([200, answer.body]);
    await here.round();
    await here.round();
    expect(await here.message(about)).toMatchObject({ state: 'sent', body: 2 });
    const text = await here.file(`${id}.v2.txt`, 'right-persons');
    expect(text).toContain('Right Person');
    expect(text).not.toContain('Wrong Person');
    expect(await exceptionsOf(id)).toHaveLength(1);
  });

  it('sends nothing of the wrong one where it had not gone out, and nothing at all while no practice is known', async () => {
    here.setNow(easterSunday('22:25'));
    const about = await here.closes({ patientName: 'Wrong Unsent' });
    await here.round();
    const right = { patientName: 'Right Unknown', ringBack: '01632 960113', whereNow: '5 Tallow Row, ZZ1 1AA' };
    const body = { ...right, reason: 'wrong-patient', explanation: 'Two of one name.' };
    expect((await here.dana.send(`/api/cases/${about}/replace-patient`, body)).statusCode).toBe(200);
    await here.round();
    await here.round(plus(easterSunday('22:25'), hours(4)));
    const message = await here.message(about);
    expect(message).toMatchObject({ state: 'given-back', rejected: 'wrong-patient' });
    expect((await here.files()).filter((name) => name.startsWith(message.id))).toEqual([]);
    expect(await exceptionsOf(message.id)).toHaveLength(1);
  });
});

describe('its doors', () => {
  it('has no door by which anybody could say that something was sent', async () => {
    here.setNow(easterSunday('22:30'));
    const about = await here.closes();
    await here.round();
    const { id } = await here.message(about);
    for (const what of [
      'record-sent',
      'record-failure',
      'record-receipt',
      'queue-message',
      'recall-message',
      'chase-message',
    ])
      expect([
        what,
        (await here.dana.send(`/api/messages/${id}/${what}`, { version: 1, attempt: 1 })).statusCode,
      ]).toEqual([what, 404]);
    expect((await here.dana.send('/api/messages', { id: newId(), case: id })).statusCode).toBe(404);
  });
});

describe('the ledger', () => {
  it('comes out: every closed case is acknowledged or is listed', async () => {
    const about = { tenant: here.tenant, service: service(), night: '2027-03-28' };
    const ledger = await inTenant((tx) => ledgerNow(tx, about));
    expect(ledger.closed).toBeGreaterThan(10);
    expect(ledger.differences).toEqual([]);
    expect(isBalanced(ledger)).toBe(true);
    const { rows } = await inTenant((_, client) =>
      client.query(
        'select night::text, closed, json_array_length(differences) as differences from message_ledger order by run_at',
      ),
    );
    expect(rows).toContainEqual(expect.objectContaining({ night: '2027-03-28', differences: 0 }));
  });

  it('lists a closed case that owes no message, and a message whose case is not closed', async () => {
    here.setNow(atLocal('2027-04-02', '20:00'));
    const lost = await here.closes({ patientName: 'Lost One' });
    const ledger = await inTenant((tx) =>
      ledgerNow(tx, { tenant: here.tenant, service: service(), night: '2027-04-02' }),
    );
    expect(ledger.differences).toMatchObject([{ what: 'no-message', case: lost }]);
    expect(isBalanced(ledger)).toBe(false);
  });
});
