import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#api';
import { openWork } from '#calls';
import { inScope } from '#database';
import { atLocal, hours, minutes, plus } from '#shared';
import type { Carried, Outgoing } from './channels/channel.ts';
import { chase } from './chaseFollower.ts';
import { aMorning, asksForAction, easterSunday, type Morning } from './handover.testing.ts';

let here: Morning;
beforeAll(async () => {
  here = await aMorning();
});
afterAll(() => here.close());

const remindedAt = atLocal('2027-03-30', '12:00');

/** A message that has been sent by mail and asks for action, at the moment when its practice is to be reminded. */
async function anUnread(code: string) {
  here.setNow(easterSunday('20:00'));
  const name = `Surgery ${code}`;
  await here.practice({ code, name, channel: 'smtp', channelAddress: `${code}@b.invalid` });
  const about = await here.closes({ patientName: 'Unread Still', practice: name }, asksForAction);
  const sent: Outgoing[] = [];
  let answers: (() => Carried)[] = [];
  here.channels.smtp = {
    async send(outgoing): Promise<Carried> {
      if (!outgoing.key.startsWith(id)) return { ok: true };
      sent.push(outgoing);
      return answers.shift()?.() ?? { ok: true };
    },
  };
  let id = ' ';
  await here.round();
  id = (await here.message(about)).id;
  await here.round(plus(easterSunday('20:00'), hours(2)));
  expect(await here.message(about)).toMatchObject({ state: 'sent', chased: 0 });
  sent.length = 0;
  here.setNow(remindedAt);
  const will = (...next: (() => Carried)[]) => {
    answers = next;
  };
  return { about, id, sent, will };
}

const thrown = () => {
  throw new Error('the channel broke');
};
const noAnswer = (): Carried => ({ ok: false, code: 'no-answer' });
const exceptionsOf = async (message: string) => {
  const service = here.context.directory.serviceBySlug('tidewell')!.id;
  const open = await inScope(here.db, { tenants: [here.tenant] }, (tx) =>
    openWork(tx, { tenant: here.tenant, service }),
  );
  return open.filter((work) => work.message === message);
};

it('is reminded again after a channel that threw, and the reminder counts only once it is sent', async () => {
  const { about, sent, will, id } = await anUnread('Z99070');
  will(thrown);
  await chase(here.context, here.channels);
  expect(await here.message(about)).toMatchObject({ chased: 0, reminderTries: 1 });
  await chase(here.context, here.channels);
  expect(sent).toHaveLength(1);
  here.setNow(plus(remindedAt, minutes(1)));
  await chase(here.context, here.channels);
  expect(sent.map(({ key }) => key)).toEqual([`${id}.v1-reminder-1`, `${id}.v1-reminder-1`]);
  expect(await here.message(about)).toMatchObject({ chased: 1, reminderTries: 0 });
});

it('is reminded again under the same key by whoever comes after one that died between sending and writing it down', async () => {
  const { about, sent, will, id } = await anUnread('Z99071');
  let isDead = false;
  const db = new Proxy(here.context.db, {
    get(of, name) {
      if (isDead) throw new Error('the server died');
      const part = Reflect.get(of, name);
      return typeof part === 'function' ? part.bind(of) : part;
    },
  });
  will(() => {
    isDead = true;
    return { ok: true };
  });
  const dying: Context = { ...here.context, db };
  await chase(dying, here.channels).catch(() => undefined);
  expect(isDead).toBe(true);
  expect(await here.message(about)).toMatchObject({ chased: 0 });
  await chase(here.context, here.channels);
  await chase(here.context, here.channels);
  expect(sent.map(({ key }) => key)).toEqual([`${id}.v1-reminder-1`, `${id}.v1-reminder-1`]);
  expect(await here.message(about)).toMatchObject({ chased: 1 });
});

it('has somebody here ring where the reminder cannot be sent', async () => {
  const { about, id, will, sent } = await anUnread('Z99072');
  let at = remindedAt;
  for (const wait of [0, 1, 2, 5]) {
    at = plus(at, minutes(wait));
    will(noAnswer);
    await here.round(at);
  }
  expect(sent).toHaveLength(4);
  expect(await here.message(about)).toMatchObject({ chased: 1 });
  expect(await exceptionsOf(id)).toHaveLength(1);
});
