import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grantRoles, registerAccount } from '#people';
import { newId, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../../test/support/app.ts';
import { welfareBy } from '../codes.ts';

let running: RunningApp;
let nurse: Person;
beforeAll(async () => {
  running = await aRunningApp();
  const account = await registerAccount(running.db, { signIn: 'nurse', name: 'N. Nurse' });
  const held = ['health-advisor', 'triage-nurse'] as const;
  await grantRoles(
    running.db,
    running.tenant,
    held.map((role) => ({ account, role })),
  );
  nurse = await running.as('nurse');
});
afterAll(() => running.close());

describe('a welfare check', () => {
  it.each(Object.keys(welfareBy))(
    'by %s leaves a page of the case that opens, and takes its next steps',
    async (by) => {
      const id = newId();
      const patient = {
        patientName: 'Ivy Pellworth',
        ringBack: '01632 960131',
        whereNow: '4 Tallow Row',
        answeredAt: toIso(running.now()),
      };
      const opened = await nurse.send('/api/cases', { id, ...patient, complaint: 'Cough', priority: 'urgent' });
      expect([opened.statusCode, opened.body]).toEqual([201, opened.body]);
      const checked = await nurse.send(`/api/cases/${id}/welfare-check`, { by, result: 'safe' });
      expect([checked.statusCode, checked.body]).toEqual([200, checked.body]);
      for (const address of [`/cases/${id}`, `/cases/${id}/timeline`, `/api/cases/${id}/timeline`]) {
        const page = await nurse.get(address);
        expect([address, page.statusCode]).toEqual([address, 200]);
        expect(page.body).toMatch(/Welfare check by/);
      }
      // A form that is refused shows the same page again, with what is wrong.
      expect((await nurse.post(`/cases/${id}/book-base`, {})).statusCode).toBe(422);
    },
  );
});
