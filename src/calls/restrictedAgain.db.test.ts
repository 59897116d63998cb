import { afterAll, beforeAll, expect, it } from 'vitest';
import { minutes, newId, plus, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../test/support/app.ts';
import { RESTRICTED } from './caseAddress.ts';
import { aReferral } from './referral/examples.ts';

let vigil: RunningApp;
let advisor: Person;
let nurse: Person;
let line: Person;
beforeAll(async () => {
  vigil = await aRunningApp();
  [advisor, nurse, line] = await Promise.all([vigil.as('m.quill'), vigil.as('p.iyer'), vigil.as('telephone-system')]);
});
afterAll(() => vigil.close());

async function opens(about: Record<string, unknown>): Promise<string> {
  vigil.setNow(plus(vigil.now(), minutes(5)));
  const answer = await advisor.send('/api/cases', {
    id: newId(),
    answeredAt: toIso(plus(vigil.now(), -minutes(1))),
    priority: 'other',
    ringBack: '01632 960 441',
    whereNow: '7 Hidden Row',
    complaint: 'Earache',
    ...about,
  });
  expect([answer.statusCode, answer.body]).toEqual([201, answer.body]);
  return answer.json().subject;
}
const shown = async (id: string) => (await nurse.get(`/cases/${id}`)).body;
const patient = { patientName: 'Kept Back', dateOfBirth: '1988-05-04', nhsNumber: '999 000 0018' };

it('an address that was restricted stays so in the next case, by whichever way and under whichever name they come', async () => {
  await opens({ ...patient, addressRestricted: true });
  const again = [
    await opens(patient),
    await opens({ ...patient, nhsNumber: undefined }),
    await opens({ ...patient, patientName: 'Maiden Name' }),
  ];
  for (const id of again) {
    expect(await shown(id)).toContain(RESTRICTED);
    expect(await shown(id)).not.toContain('7 Hidden Row');
  }
  const sent = await line.send('/api/referrals', {
    ...aReferral({ reference: 'kept-back', triagedAt: toIso(plus(vigil.now(), -minutes(2))) }),
    ...patient,
    whereNow: '7 Hidden Row',
  });
  expect([sent.statusCode, sent.body]).toEqual([201, sent.body]);
  expect(await shown(sent.json().subject)).not.toContain('7 Hidden Row');
});

it('nobody else’s is kept back, and putting the patient right is what opens it again', async () => {
  const other = await opens({ patientName: 'Kept Back', dateOfBirth: '1951-01-01' });
  expect(await shown(other)).toContain('7 Hidden Row');
  const wrong = await opens(patient);
  const lead = await vigil.as('d.okafor');
  const righted = await lead.send(`/api/cases/${wrong}/replace-patient`, {
    ...{ ...patient, ringBack: '01632 960 441', whereNow: '7 Hidden Row' },
    ...{ reason: 'merged-record', explanation: 'They said that it may be shown again.' },
  });
  expect([righted.statusCode, righted.body]).toEqual([200, righted.body]);
  expect(await shown(wrong)).toContain('7 Hidden Row');
  expect(await shown(await opens(patient))).toContain('7 Hidden Row');
});
