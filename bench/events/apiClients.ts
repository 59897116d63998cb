import { randomUUID } from 'node:crypto';
import { HttpLine } from '../support/httpLine.ts';
import type { Staffed } from '../support/organisation.ts';
import { onePatient, type Step } from '../support/patient.ts';
import { measured, type Seen, type Stretch } from './rates.ts';

export type ApiAsk = { port: number; staffed: Staffed; clients: number; stretch: Stretch };

/** So many people at once, each on a connection of their own, each taking one patient after another from the first call to the end. */
export function apiClients({ port, staffed, clients, stretch }: ApiAsk): Promise<Seen> {
  const people = staffed.doctors.slice(0, clients).map((doctor) => {
    const line = new HttpLine(port);
    let steps: Step[] = [];
    return async () => {
      if (steps.length === 0) steps = onePatient(staffed.service);
      const step = steps.shift();
      if (!step) return false;
      const headers = { authorization: `Bearer ${doctor.token}`, 'idempotency-key': randomUUID() };
      const reply = await line.post(step.path, headers, step.body);
      if (reply.status < 300) return true;
      process.stderr.write(`${step.command} was answered ${reply.status}: ${reply.body}\n`);
      steps = [];
      return false;
    };
  });
  return measured(clients, stretch, async (n) => (await people[n]?.()) ?? false);
}
