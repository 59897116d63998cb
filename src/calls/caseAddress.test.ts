import { expect, it } from 'vitest';
import { RESTRICTED, withAddressFor } from './caseAddress.ts';

const person = {
  patientName: 'Ivy Pellworth',
  nhsNumberVerified: false,
  ringBack: '01632960131',
  whereNow: '4 Tallow Row',
  homeAddress: '9 Barge Street',
  addressRestricted: true,
};

it('a restricted address is shown to those alone who must get there', () => {
  const shown = (roles: Parameters<typeof withAddressFor>[1]['roles'], isHolder = false) =>
    withAddressFor(person, { roles, isHolder });
  for (const role of ['receptionist', 'health-advisor', 'triage-nurse', 'privacy-officer'] as const)
    expect(shown([role]), role).toMatchObject({ whereNow: RESTRICTED, homeAddress: undefined });
  for (const role of ['visiting-doctor', 'driver', 'shift-lead'] as const) expect(shown([role]), role).toEqual(person);
  expect(shown(['triage-nurse'], true)).toEqual(person);
  expect(withAddressFor({ ...person, addressRestricted: false }, { roles: [], isHolder: false })).toMatchObject({
    whereNow: '4 Tallow Row',
  });
});
