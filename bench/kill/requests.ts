import { randomUUID } from 'node:crypto';
import { newId, type Random } from '#shared';
import { onePatient } from '../support/patient.ts';
import type { Sent } from './ledger.ts';

export type Doctor = { account: string; token: string };
export type Asked = Sent & { again: 'once' | 'after' | 'at-once' };

/** What a doctor asks for, one after another: patients taken through, repeat calls to cases that all share, and nonsense to refuse. */
export function* requestsOf(
  doctor: Doctor,
  about: { service: string; shared: readonly string[]; random: Random },
): Generator<Asked> {
  const { service, shared, random } = about;
  const of = (sent: Omit<Sent, 'key' | 'account'>, again: Asked['again'] = 'once'): Asked => ({
    ...sent,
    key: randomUUID(),
    account: doctor.account,
    again,
  });
  for (;;) {
    const stream = newId();
    for (const step of onePatient(service, stream)) {
      if (random.next() < 0.1) yield of(refusedAt(stream, service));
      if (random.next() < 0.2) {
        const common = random.pick(shared);
        yield of({ command: 'note-repeat', path: `/api/cases/${common}/note-repeat`, stream: common, body: {} });
      }
      const chance = random.next();
      yield of({ ...step, stream }, chance < 0.05 ? 'after' : chance < 0.1 ? 'at-once' : 'once');
    }
  }
}

/** Something that is always refused: a new case without a number to ring back, or a start where nothing was opened. */
function refusedAt(stream: string, service: string): Omit<Sent, 'key' | 'account'> {
  const [open] = onePatient(service, newId());
  return {
    command: 'open-case',
    path: '/api/cases',
    stream: String(open?.body.id),
    body: { ...open?.body, ringBack: 'none', complaint: `refused beside ${stream}` },
  };
}

/** The cases that all doctors share. */
export function sharedCases(doctor: Doctor, service: string, count: number): Asked[] {
  return Array.from({ length: count }, () => {
    const stream = newId();
    const [open] = onePatient(service, stream);
    return {
      command: 'open-case',
      path: '/api/cases',
      body: open?.body ?? {},
      stream,
      key: randomUUID(),
      account: doctor.account,
      again: 'once',
    };
  });
}
