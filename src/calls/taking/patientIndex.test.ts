import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { instant, plus, seconds } from '#shared';
import { afterFailure, mayTry, working } from './breaker.ts';
import { NHS_NUMBER, queryOf, readAnswer } from './patientIndex.ts';

const ivy = { name: 'Ivy Pellworth', dateOfBirth: '1945-06-14' };
const patient = (over: object = {}) => ({
  resourceType: 'Patient',
  identifier: [{ system: NHS_NUMBER, value: '9990614024' }],
  name: [{ family: 'Pellworth', given: ['Ivy'] }],
  birthDate: '1945-06-14',
  generalPractitioner: [{ identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'z00001' } }],
  ...over,
});
const bundle = (...all: object[]) => ({ resourceType: 'Bundle', entry: all.map((resource) => ({ resource })) });

describe('what an index says is believed', () => {
  it('where it agrees with what the caller said', () => {
    const found = { kind: 'found', patient: { nhsNumber: '9990614024', practice: 'Z00001' } };
    expect(readAnswer(bundle(patient()), ivy)).toEqual(found);
    expect(readAnswer(bundle(patient()), { ...ivy, nhsNumber: '9990614024' })).toEqual(found);
  });
  it.each([
    ['nobody', bundle(), ivy, 'none'],
    ['somebody of another birth', bundle(patient({ birthDate: '1954-06-14' })), ivy, 'differs'],
    [
      'somebody of another name',
      bundle(patient({ name: [{ family: 'Pike' }] })),
      { ...ivy, nhsNumber: '9990614024' },
      'differs',
    ],
    ['another number than was asked', bundle(patient()), { nhsNumber: '9990000018' }, 'none'],
    [
      'a number whose check digit is wrong',
      bundle(patient({ identifier: [{ system: NHS_NUMBER, value: '9990614025' }] })),
      ivy,
      'none',
    ],
    [
      'two people',
      bundle(patient(), patient({ identifier: [{ system: NHS_NUMBER, value: '9990000018' }] })),
      ivy,
      'several',
    ],
  ])('not %s', (_, answer, asked, kind) => expect(readAnswer(answer, asked)?.kind).toBe(kind));
  it('and never from what is no answer of an index', () => {
    expect(readAnswer({ resourceType: 'OperationOutcome' }, ivy)).toBeUndefined();
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const kind = readAnswer(json, ivy)?.kind;
        return kind === undefined || kind === 'none';
      }),
    );
  });
});

test('an index is asked by NHS number, else by name and birth, and else not at all', () => {
  expect(queryOf({ nhsNumber: '9990614024', ...ivy })).toBe(
    'identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C9990614024',
  );
  expect(queryOf(ivy)).toBe('family=Pellworth&given=Ivy&birthdate=eq1945-06-14');
  expect(queryOf({ name: 'Ivy' })).toBeUndefined();
});

test('after three failures it is left alone for half a minute, and it is down since the first', () => {
  const now = instant('2027-03-28T21:38:00Z');
  const once = afterFailure(working, now);
  expect([mayTry(once, now), once.downSince]).toEqual([true, now]);
  const thrice = afterFailure(afterFailure(once, plus(now, 1)), plus(now, 2));
  expect([mayTry(thrice, plus(now, seconds(29))), mayTry(thrice, plus(now, seconds(31)))]).toEqual([false, true]);
  expect(thrice.downSince).toBe(now);
});
