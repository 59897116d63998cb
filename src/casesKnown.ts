import { loadCase, personOf } from '#calls';
import type { Cases } from '#practices';
import { plus, uuidv7FromKey } from '#shared';
import { textsOf } from './calls/caseStore.ts';
import { earlierContacts } from './calls/taking/contactsStore.ts';

/** What the practices are told of cases, which stand above them: put together here, where every module is known. */
export const casesKnown: Cases = {
  async caseOf(tx, { tenant, case: id }) {
    const loaded = await loadCase(tx, tenant, id);
    const person = loaded && (await personOf(tx, tenant, id));
    if (!loaded || !person) return undefined;
    const { number, entry } = loaded.state;
    const { patientName, dateOfBirth, nhsNumber, nhsNumberVerified, practice: practiceText } = person;
    return {
      number,
      patient: {
        name: patientName,
        nhsNumberVerified,
        ...(dateOfBirth === undefined ? {} : { dateOfBirth }),
        ...(nhsNumber === undefined ? {} : { nhsNumber }),
      },
      ...(entry.practice === undefined ? {} : { practice: entry.practice }),
      ...(practiceText === undefined ? {} : { practiceText }),
    };
  },
  async untrueWords(tx, { tenant, case: id, event, at }) {
    const written = uuidv7FromKey(at, `${id}:${event - 1}:note`);
    return (await textsOf(tx, tenant, id)).find((one) => one.id === written)?.body;
  },
  async contactsOf(tx, { tenant, patient, from, to }) {
    const { name, dateOfBirth, nhsNumber } = patient;
    const asked = { name, ...(dateOfBirth ? { dateOfBirth } : {}), ...(nhsNumber ? { nhsNumber } : {}) };
    const found = await earlierContacts(tx, { tenant, asked, from, to: plus(to, 1), placeName: () => undefined });
    return found.filter(({ sameness }) => sameness === 'same').length;
  },
};
