import { z } from 'zod';
import { choice, dayText, idOf, outside, streamId, text, ticked, time, whenItHappened } from '#api';
import {
  hours,
  localDate,
  nhsNumberProblem,
  ok,
  type Problem,
  parseNhsNumber,
  type Result,
  refused,
  toIso,
  uuidv7FromKey,
} from '#shared';
import { type CaseFacts, caseCommand, occurredAt } from './caseCommand.ts';
import { entryRoutes, priorities } from './codes.ts';
import type { PersonWrite } from './writes.ts';

const body = z.strictObject({
  id: streamId('the new case’s id'),
  service: text('the short name of the service', 60).optional(),
  /** Only where another system has numbered it already; else the service counts. */
  number: text('the number of the case', 10)
    .regex(/^\d{4}-\d{3,5}$/, 'Write the number of the case as 2803-131, or leave it out.')
    .optional(),
  call: idOf('the call that it came by').optional(),
  entryRoute: choice(entryRoutes, 'how it came').default('telephone'),
  answeredAt: time('when a person answered, or the patient arrived').optional(),
  priority: choice(priorities, 'a first priority'),
  patientName: text('the patient’s name'),
  dateOfBirth: dayText('the date of birth').optional(),
  nhsNumber: text('the NHS number', 20).optional(),
  keepUnverified: ticked('that the NHS number is kept as unverified').optional(),
  callerName: text('the caller’s name').optional(),
  callerRelation: text('who the caller is to the patient', 60).optional(),
  ringBack: text('the number to ring back', 30),
  whereNow: text('where the patient is now', 300),
  practice: text('the registered practice', 120).optional(),
  complaint: text('what is wrong', 4000),
  occurredAt,
});
type Body = z.output<typeof body>;

export const openCase = caseCommand('open-case', {
  summary:
    'Opens a case from an answered call or by another route, with a first priority. The assessment clock runs from when a person answered.',
  needs: ['call', 'number'],
  body,
  decide(_, asked, facts) {
    const at = whenItHappened(asked.occurredAt, { now: facts.now, after: 'it began' });
    const answered = answeredAt(asked, facts);
    const person = personOf(asked, facts);
    const problems = [at, answered, person].flatMap((part) => (part.ok ? [] : part.problems));
    if (!at.ok || !answered.ok || !person.ok) return refused(...problems);
    const early = outside(
      at.value,
      { now: facts.now, notBefore: answered.value, after: 'the call was answered' },
      'occurredAt',
    );
    if (early) return refused(early);
    const number = asked.number ?? facts.number;
    if (facts.service === undefined || number === undefined) return refused(noService);
    if (facts.numberTaken) return refused(numberTaken);
    const { id, call, entryRoute, priority } = asked;
    const data = {
      service: facts.service,
      ...(call === undefined ? {} : { call }),
      answeredAt: toIso(answered.value),
      entryRoute,
      priority,
      number,
    };
    const complaint = uuidv7FromKey(facts.now, `${id}:0:complaint`);
    return ok({
      events: [{ type: 'CaseOpened', occurredAt: at.value, data }],
      writes: [person.value, { table: 'text', id: complaint, subject: id, kind: 'complaint', body: asked.complaint }],
    });
  },
});

/** From the call, where there is one; what was typed only where no call says it (1.4: answered by a person, not presented). */
function answeredAt(asked: Body, facts: CaseFacts) {
  if (asked.call !== undefined) return answeredByCall(asked, facts);
  if (asked.answeredAt === undefined && asked.entryRoute === 'telephone') {
    const message = 'Say which call it came by, or when the telephone was answered.';
    return refused({ field: 'answeredAt', code: 'missing', message });
  }
  const said = asked.answeredAt ?? asked.occurredAt ?? facts.now;
  if (said < facts.now - LATEST_ENTRY_MS) return refused(tooLongAgo);
  const problem = outside(said, { now: facts.now, after: '' }, 'answeredAt');
  return problem ? refused(problem) : ok(said);
}

function answeredByCall(asked: Body, { call }: CaseFacts) {
  const no = (code: string, message: string, field = 'call') => refused({ field, code, message });
  if (!call) return no('call-unknown', 'There is no such call. Open the call again from its list.');
  if (call.answeredAt === undefined)
    return no('call-not-answered', 'Nobody has answered this call yet. Answer it first.');
  if (call.case !== undefined) return no('call-has-case', 'A case was opened from this call already. Open that case.');
  if (asked.answeredAt !== undefined && asked.answeredAt !== call.answeredAt) {
    return no(
      'answered-by-call',
      'The call says when it was answered. Leave this out, or correct the call.',
      'answeredAt',
    );
  }
  return ok(call.answeredAt);
}

function personOf(asked: Body, facts: CaseFacts): Result<PersonWrite> {
  const nhs = nhsNumberOf(asked);
  const ringBack = phoneDigits(asked.ringBack);
  const problems: Problem[] = nhs.ok ? [] : [...nhs.problems];
  if (ringBack === undefined) {
    const message = 'Write the number to ring back with 6 to 15 digits, as 020 7946 0123.';
    problems.push({ field: 'ringBack', code: 'phone-invalid', message });
  }
  if (asked.dateOfBirth !== undefined && asked.dateOfBirth > localDate(facts.now)) {
    problems.push({
      field: 'dateOfBirth',
      code: 'later-than-now',
      message: 'This date of birth has not come yet. Give the right date.',
    });
  }
  if (asked.dateOfBirth !== undefined && asked.dateOfBirth < OLDEST_BIRTH) {
    problems.push({ field: 'dateOfBirth', code: 'too-long-ago', message: 'Give the year of birth in four figures.' });
  }
  if (!nhs.ok || ringBack === undefined || problems.length > 0) return refused(...problems);
  const { patientName, dateOfBirth, callerName, callerRelation, whereNow, practice } = asked;
  return ok({
    table: 'person',
    patientName,
    dateOfBirth,
    ...nhs.value,
    callerName,
    callerRelation,
    ringBack,
    whereNow,
    practice,
  });
}

function nhsNumberOf(asked: Body): Result<{ nhsNumber?: string; nhsNumberVerified: boolean }> {
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

/** Ours, a setting to be: a case is not opened into a month whose figures are out. Paper is entered within a day. */
const LATEST_ENTRY_MS = hours(24);
const tooLongAgo = {
  field: 'answeredAt',
  code: 'too-long-ago',
  message: 'Give a time within the last 24 hours: a case cannot be opened further back.',
};
const numberTaken = { field: 'number', code: 'number-taken', message: 'Another case has this number. Leave it out.' };
const noService = { field: 'service', code: 'service-missing', message: 'Give the short name of the service.' };
