import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atLocal, type Instant, newId } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../test/support/app.ts';
import { inScope } from '../database/scope.ts';
import type { Channels } from './channels/channels.ts';
import { folderChannel } from './channels/folderClient.ts';
import { chase, takeReceipts } from './chaseFollower.ts';
import { reckon } from './ledgerFollower.ts';
import { followLog } from './logFollower.ts';
import { loadMessage, messageOfCase } from './messageStore.ts';
import { sendDue } from './postFollower.ts';

export const easterSunday = (time: string) => atLocal('2027-03-28', time);

export const note = {
  complaint: 'Back pain for three days, no red flags.',
  impression: 'Mechanical back pain',
  allergies: { asked: 'none-known' },
  safetyNet: 'Ring again if numb, weak or unable to pass water.',
  plan: 'Paracetamol, keep moving.',
  forPractice: { kind: 'information' },
} as const;
export const asksForAction = {
  ...note,
  forPractice: { kind: 'action', text: 'Stop the ramipril and check bloods this week.' },
};

export type Morning = RunningApp & {
  dana: Person;
  nurse: Person;
  carys: Person;
  root: string;
  channels: { -readonly [C in keyof Channels]: Channels[C] };
  /** A practice in the directory; its id. */
  practice(about?: Record<string, unknown>): Promise<number>;
  /** A patient who is advised and whose case is closed; its id. */
  closes(about?: Record<string, unknown>, written?: object): Promise<string>;
  /** Everything that Vigil does by itself, once, now or at a time. */
  round(at?: Instant): Promise<void>;
  /** Reads the log to its end, and does nothing else. */
  followed(): Promise<void>;
  message(about: string): Promise<NonNullable<Awaited<ReturnType<typeof loadMessage>>>['message']>;
  files(folder?: string): Promise<string[]>;
  file(name: string, folder?: string): Promise<string>;
};

/** A provider on Easter Sunday with a practice that takes its messages from a folder, and its manager. */
export async function aMorning(): Promise<Morning> {
  const running = await aRunningApp();
  // A test sets its own time, earlier than the last one's too: an organisation's clock by itself never goes back.
  const setNow = (at: Instant) => {
    const { clocks, machineNow } = running.context;
    clocks.add(running.tenant, { nowAt: at, setAt: machineNow(), rate: clocks.rate(running.tenant) });
  };
  setNow(easterSunday('20:00'));
  const root = await mkdtemp(join(tmpdir(), 'vigil-messages-'));
  const [dana, nurse, carys, administrator] = await Promise.all(
    ['d.okafor', 'p.iyer', 'c.nunn', 'y.castell'].map((signIn) => running.as(signIn)),
  );
  if (!dana || !nurse || !carys || !administrator) throw new Error('somebody is not on');
  const channels: Morning['channels'] = { folder: folderChannel(root) };
  const must = async (who: Person, url: string, body: object) => {
    const answer = await who.send(url, body);
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
    return answer;
  };
  const inTenant = <T>(work: Parameters<typeof inScope<T>>[2]) =>
    inScope(running.db, { tenants: [running.tenant] }, work);
  // A transaction that is open anywhere on this server holds the log back: other tests have some.
  const followed = async () => {
    for (let tries = 0; tries < 200; tries++) {
      await followLog(running.context);
      const left = await inTenant((_, client) =>
        client.query(
          'select 1 from event, follower where name = $1 and (event.xid, event.position) > (follower.xid, follower.position) limit 1',
          ['messages'],
        ),
      );
      if (left.rows.length === 0) return followLog(running.context);
      await new Promise((soon) => setTimeout(soon, 50));
    }
    throw new Error('the log was not read to its end');
  };
  const practice: Morning['practice'] = async (about = {}) => {
    const code = String(about.code ?? 'Z99001');
    const where = { address: '2 Hollin Row, Tidewell, ZZ1 3HR', telephone: '01632 960500' };
    const how = { channel: 'folder', channelAddress: 'hollin-row' };
    await must(administrator, '/api/practices', {
      id: newId(),
      code,
      name: 'Hollin Row Surgery',
      ...where,
      ...how,
      ...about,
    });
    const found = await inTenant((tx) =>
      tx
        .withTables<{ practice: { id: number; code: string } }>()
        .selectFrom('practice')
        .select('id')
        .where('code', '=', code)
        .executeTakeFirstOrThrow(),
    );
    return found.id;
  };
  await practice();
  await must(administrator, '/api/practices/members', {
    id: newId(),
    code: 'Z99001',
    post: 'manager',
    signIn: 'c.nunn',
  });
  return {
    ...running,
    ...{ setNow, dana, nurse, carys, root, channels, practice, followed },
    async closes(about = {}, written = note) {
      const id = newId();
      const whom = { ringBack: '01632 960112', whereNow: '4 Tallow Row, ZZ1 1AA', complaint: 'Back pain' };
      const how = {
        id,
        entryRoute: 'health-professional',
        priority: 'other',
        dateOfBirth: '1985-06-01',
        practice: 'Hollin Row Surgery',
      };
      await must(dana, '/api/cases', { patientName: 'Owen Latch', ...how, ...whom, ...about });
      await must(nurse, `/api/cases/${id}/start-assessment`, {});
      await must(nurse, `/api/cases/${id}/finish-and-close`, { outcome: 'advice', note: written });
      return id;
    },
    async round(at) {
      if (at !== undefined) setNow(at);
      await followed();
      await takeReceipts(running.context, root);
      await sendDue(running.context, channels);
      await chase(running.context, channels);
      await followed();
      await reckon(running.context);
    },
    message: (about) =>
      inTenant(async (tx) => {
        const id = await messageOfCase(tx, running.tenant, about);
        const loaded = id === undefined ? undefined : await loadMessage(tx, running.tenant, id);
        if (!loaded) throw new Error(`no message about ${about}`);
        return loaded.message;
      }),
    files: (folder = 'hollin-row') =>
      readdir(join(root, folder)).then(
        (names) => names.filter((name) => name !== 'receipts').sort(),
        () => [],
      ),
    file: (name, folder = 'hollin-row') => readFile(join(root, folder, name), 'utf8'),
    async close() {
      await running.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
