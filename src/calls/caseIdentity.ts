import { z } from 'zod';
import { choice, dayText, text, ticked, whole } from '#api';
import {
  type Instant,
  localDate,
  nhsNumberProblem,
  ok,
  type Problem,
  parseNhsNumber,
  type Result,
  refused,
} from '#shared';
import { sexes, withWhom } from './codes.ts';
import type { PersonWrite } from './writes.ts';

/** Who the patient is, as it is asked for wherever it is asked: on opening a case, and on putting right a wrong one. */
export const identity = z.strictObject({
  patientName: text('the patient’s name'),
  dateOfBirth: dayText('the date of birth').optional(),
  sex: choice(sexes, 'the patient’s sex').optional(),
  nhsNumber: text('the NHS number', 20).optional(),
  keepUnverified: ticked('that the NHS number is kept as unverified').optional(),
  callerName: text('the caller’s name').optional(),
  callerRelation: text('who the caller is to the patient', 60).optional(),
  ringBack: text('the number to ring back', 30),
  whereNow: text('where the patient is now', 300),
  homeAddress: text('the home address', 300).optional(),
  withWhom: choice(withWhom, 'with whom the patient is').optional(),
  addressRestricted: ticked('that the address is restricted').optional(),
  practice: text('the registered practice', 120).optional(),
});

/** From the directory of practices: whom the message after this case goes to. */
export const practiceId = whole('the practice', 1, 2_147_483_647);

export function practiceProblem(practice: number | undefined, facts: { practiceKnown?: boolean }): Problem | undefined {
  if (practice === undefined || facts.practiceKnown !== false) return undefined;
  const message = 'There is no such practice in the directory. Choose it again, or write its name.';
  return { field: 'practiceId', code: 'practice-unknown', message };
}

/** The rows that follow, or everything that is wrong with what was typed. */
export function identityOf(asked: z.output<typeof identity>, now: Instant): Result<PersonWrite> {
  const nhs = nhsNumberOf(asked);
  const ringBack = phoneDigits(asked.ringBack);
  const problems: Problem[] = nhs.ok ? [] : [...nhs.problems];
  if (ringBack === undefined) {
    const message = 'Write the number to ring back with 6 to 15 digits, as 020 7946 0123.';
    problems.push({ field: 'ringBack', code: 'phone-invalid', message });
  }
  problems.push(...birthProblems(asked.dateOfBirth, now));
  if (!nhs.ok || ringBack === undefined || problems.length > 0) return refused(...problems);
  const { patientName, dateOfBirth, callerName, callerRelation, whereNow, homeAddress, practice } = asked;
  return ok({
    table: 'person',
    patientName,
    dateOfBirth,
    sex: asked.sex,
    ...nhs.value,
    callerName,
    callerRelation,
    ringBack,
    whereNow,
    homeAddress,
    withWhom: asked.withWhom,
    addressRestricted: asked.addressRestricted === true,
    practice,
  });
}

/** An address that was restricted stays so in the next case: nobody has to remember to say it again. */
export function keptBack(person: PersonWrite, facts: { restrictedAlready?: boolean }): PersonWrite {
  return facts.restrictedAlready ? { ...person, addressRestricted: true } : person;
}

function birthProblems(born: string | undefined, now: Instant): Problem[] {
  const field = 'dateOfBirth';
  if (born === undefined) return [];
  if (born > localDate(now)) {
    return [{ field, code: 'later-than-now', message: 'This date of birth has not come yet. Give the right date.' }];
  }
  if (born >= OLDEST_BIRTH) return [];
  return [{ field, code: 'too-long-ago', message: 'Give the year of birth in four figures.' }];
}

function nhsNumberOf(asked: {
  nhsNumber?: string;
  keepUnverified?: boolean;
}): Result<{ nhsNumber?: string; nhsNumberVerified: boolean }> {
  if (asked.nhsNumber === undefined) return ok({ nhsNumberVerified: false });
  const problem = nhsNumberProblem(asked.nhsNumber);
  const parsed = parseNhsNumber(asked.nhsNumber);
  if (problem && !(parsed.ok && asked.keepUnverified)) return refused({ field: 'nhsNumber', ...problem });
  return parsed.ok ? ok({ nhsNumber: parsed.value.number, nhsNumberVerified: parsed.value.verified }) : parsed;
}

/** A telephone number as digits, +44 as 0, so that equality finds it however it was written. */
export function phoneDigits(text: string): string | undefined {
  if (!/^\+?[\d\s().-]+$/.test(text)) return undefined;
  const digits = text.replace(/^\s*\+44\s*(\(0\))?/, '0').replace(/\D/g, '');
  return digits.length >= 6 && digits.length <= 15 ? digits : undefined;
}

// Nobody alive was born before; a year typed in two figures was.
const OLDEST_BIRTH = '1890-01-01';
