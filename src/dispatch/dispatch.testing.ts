import { newId } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../test/support/app.ts';

/** The whole product with the people of the made-up service, for what a base's door does to everything else. */
export type Evening = RunningApp & {
  dana: Person;
  theo: Person;
  nurse: Person;
  doctor: Person;
  /** A case that is to be booked at a base, or to be visited; its id. */
  toBook(name: string, about?: { place?: 'base' | 'visit'; urgency?: string }): Promise<string>;
  /** Sends a JSON command and gives its status and the codes of its problems. */
  tells(who: Person, url: string, body?: object): Promise<{ status: number; codes: string[]; messages: string[] }>;
};

export async function anEvening(): Promise<Evening> {
  const running = await aRunningApp();
  const [dana, theo, nurse, doctor] = await Promise.all(
    ['d.okafor', 't.brandreth', 'n.osei', 'a.rourke'].map((signIn) => running.as(signIn)),
  );
  if (!dana || !theo || !nurse || !doctor) throw new Error('somebody is not on');
  const tells: Evening['tells'] = async (who, url, body = {}) => {
    const answer = await who.send(url, body);
    const problems = (answer.json().problems ?? []) as { code: string; message: string }[];
    return {
      status: answer.statusCode,
      codes: problems.map(({ code }) => code),
      messages: problems.map(({ message }) => message),
    };
  };
  const must = async (who: Person, url: string, body?: object) => {
    const told = await tells(who, url, body);
    if (told.status >= 300) throw new Error(`${url}: ${told.status} ${told.messages.join(' ')}`);
  };
  return {
    ...running,
    dana,
    theo,
    nurse,
    doctor,
    tells,
    async toBook(name, { place = 'base', urgency = 'urgent' } = {}) {
      const id = newId();
      await must(dana, '/api/cases', {
        ...{ id, entryRoute: 'health-professional', priority: 'other', patientName: name },
        ...{ ringBack: '01632 960112', whereNow: '4 Tallow Row, ZZ1 1AA', complaint: 'A rash' },
      });
      await must(nurse, `/api/cases/${id}/start-assessment`);
      await must(nurse, `/api/cases/${id}/finish-assessment`, { place, urgency });
      return id;
    },
  };
}
