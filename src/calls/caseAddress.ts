import type { Role } from '#people';
import type { Person } from './caseStore.ts';

/** Those who must get there, or send somebody there. Whoever has the case is one of them. */
const needsAddress: readonly Role[] = ['visiting-doctor', 'driver', 'shift-lead', 'medical-director'];

export const RESTRICTED =
  'Restricted: shown to whoever has the case, the visiting doctor, the driver and the shift lead';

/** A patient as somebody may see them: a restricted address is for those alone who need it. */
export function withAddressFor(person: Person, about: { roles: readonly Role[]; isHolder: boolean }): Person {
  const needs = about.isHolder || about.roles.some((role) => needsAddress.includes(role));
  if (!person.addressRestricted || needs) return person;
  return { ...person, whereNow: RESTRICTED, homeAddress: undefined };
}
