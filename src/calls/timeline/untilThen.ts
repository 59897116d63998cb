import { showDate, showNhsNumber } from '#shared';
import type { Person } from '../caseStore.ts';
import { withWhom } from '../codes.ts';

/** What a case said of its patient until it was changed: of everything that differs, what stood before. A car was sent by it, and a number rung. */
export function untilThen(was: Person, then: Person | undefined): string {
  const isHidden = was.addressRestricted || then?.addressRestricted === true;
  const differing = parts.filter(([, part]) => then === undefined || part(was) !== part(then));
  const words = differing.map(([name, part]) =>
    isHidden && addresses.has(name) ? 'at another address (restricted)' : `${name} ${part(was) ?? 'not known'}`,
  );
  return words.length === 0 ? 'as now' : [...new Set(words)].join('; ');
}

/** Read by whoever may read the story, and it says nobody's address that is kept back from any of them. */
const addresses: ReadonlySet<string> = new Set(['at', 'home']);

const parts: readonly (readonly [string, (person: Person) => string | undefined])[] = [
  ['the patient', ({ patientName }) => patientName],
  ['born', ({ dateOfBirth }) => dateOfBirth && showDate(dateOfBirth)],
  ['sex', ({ sex }) => sex],
  ['NHS number', ({ nhsNumber }) => nhsNumber && showNhsNumber(nhsNumber)],
  ['rung back on', ({ ringBack }) => ringBack],
  ['at', ({ whereNow }) => whereNow],
  ['home', ({ homeAddress }) => homeAddress],
  ['with them:', (person) => person.withWhom && withWhom[person.withWhom].toLowerCase()],
  ['caller', ({ callerName }) => callerName],
  ['who is', ({ callerRelation }) => callerRelation],
  ['practice', ({ practice }) => practice],
  ['address', ({ addressRestricted }) => (addressRestricted ? 'restricted' : 'not restricted')],
];
