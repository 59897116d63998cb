import { z } from 'zod';
import { choice, idOf, outside, streamId, text, ticked, time, whenItHappened } from '#api';
import { hours, ok, type Result, refused, toIso, uuidv7FromKey } from '#shared';
import { type CaseFacts, caseCommand, occurredAt, placeNamed, placeSlug } from './caseCommand.ts';
import { identity, identityOf, keptBack, phoneDigits, practiceId, practiceProblem } from './caseIdentity.ts';
import { atLeast, declinedAt, declineOf, declining, notCounted, whichContact } from './caseThird.ts';
import { entryRoutes, priorities } from './codes.ts';
import type { CaseEvents } from './events.ts';
import type { ReferrerWrite, TakenWrite } from './writes.ts';

const language = text('the language, by its code', 12).regex(
  /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/,
  'Choose the language from the list.',
);

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
  ...identity.shape,
  /** From the directory of practices; the text stays for one that is not there. */
  practiceId: practiceId.optional(),
  interpreter: language.optional(),
  dx: text('the disposition code', 12)
    .regex(/^[A-Za-z0-9]+$/, 'Write the disposition as its code, such as Dx05.')
    .optional(),
  referredBy: choice(entryRoutes, 'who referred the patient').optional(),
  dueBy: time('the end of the time that the disposition gives').optional(),
  place: placeSlug('the base that the patient walked into').optional(),
  arrivedAt: time('when the patient came in').optional(),
  referrerName: text('who is ringing').optional(),
  referrerRole: text('their role', 80).optional(),
  referrerOrganisation: text('where they work', 120).optional(),
  referrerNumber: text('the number to ring them', 30).optional(),
  repeat: notCounted,
  ...declining,
  /** An open case of the same patient that this is another matter than; where none is named, the last that we know of. */
  link: idOf('the open case of this patient').optional(),
  /** Another number, where the first does not answer. */
  secondNumber: text('the second number', 30).optional(),
  readBack: ticked('that the number was read back').optional(),
  language: language.optional(),
  complaint: text('what is wrong', 4000),
  occurredAt,
});
type Body = z.output<typeof body>;

export const openCase = caseCommand('open-case', {
  summary:
    'Opens a case from an answered call or by another route, with a first priority. The assessment clock runs from when a person answered. Contacts of 96 hours are counted here, whatever the route: a third is urgent at least, unless somebody who may says why it is not passed on. A case of the patient that is open is linked.',
  needs: ['call', 'number', 'places', 'practice', 'restricted', 'contacts', 'linked'],
  body,
  decide(_, asked, facts) {
    const at = whenItHappened(asked.occurredAt, { now: facts.now, after: 'it began' });
    const answered = answeredAt(asked, facts);
    const person = identityOf(asked, facts.now);
    const beside = besideOf(asked, facts);
    const taken = takenOf(asked);
    const times = whichContact(facts);
    const decline = declineOf(asked, times, facts);
    const link = linkOf(asked, facts);
    const problems = [at, answered, person, beside, taken, decline, link].flatMap((part) =>
      part.ok ? [] : part.problems,
    );
    if (!at.ok || !answered.ok || !person.ok || !beside.ok || !taken.ok || !decline.ok || !link.ok)
      return refused(...problems);
    const early = outside(
      at.value,
      { now: facts.now, notBefore: answered.value, after: 'the call was answered' },
      'occurredAt',
    );
    if (early) return refused(early);
    const number = asked.number ?? facts.number;
    if (facts.service === undefined || number === undefined) return refused(noService);
    if (facts.numberTaken) return refused(numberTaken);
    const { id, call, entryRoute } = asked;
    const priority = atLeast(asked.priority, times, decline.value);
    const data = {
      service: facts.service,
      ...(call === undefined ? {} : { call }),
      answeredAt: toIso(answered.value),
      entryRoute,
      priority,
      number,
      ...beside.value,
      ...(times > 1 ? { repeat: times } : {}),
      ...(priority === asked.priority ? {} : { chosen: asked.priority }),
    };
    const written = (kind: 'complaint' | 'repeat', body: string) =>
      ({ table: 'text', id: uuidv7FromKey(facts.now, `${id}:0:${kind}`), subject: id, kind, body }) as const;
    const linked: CaseEvents['CaseLinked'][] = link.value ? [{ to: link.value, as: 'same-patient' }] : [];
    const declined = decline.value;
    // One append: whoever reads it never finds a third contact that was declined without who said so, or a second case that stands alone.
    return ok({
      events: [
        { type: 'CaseOpened', occurredAt: at.value, data },
        ...declinedAt(at.value, times, declined),
        ...linked.map((to) => ({ type: 'CaseLinked', occurredAt: at.value, data: to }) as const),
      ],
      writes: [
        keptBack(person.value, facts),
        written('complaint', asked.complaint),
        ...(declined?.explanation === undefined ? [] : [written('repeat', declined.explanation)]),
        ...linked.map((to) => ({ table: 'link', ...to }) as const),
        ...taken.value,
        ...referrerOf(asked),
      ],
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
  const said = asked.answeredAt ?? asked.arrivedAt ?? asked.occurredAt ?? facts.now;
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

/** The case that it stands beside: the one that was named, or the last one of this patient that is open. Neither hides the other (H06). */
function linkOf({ link, id }: Body, { contacts = [], linkedIsCase }: CaseFacts): Result<string | undefined> {
  const open = contacts.find((contact) => contact.isOpen && contact.sameness === 'same');
  if (link === undefined) return ok(open?.case);
  if (linkedIsCase === true && link !== id) return ok(link);
  return refused({ field: 'link', code: 'case-unknown', message: 'There is no such case. Choose it from the list.' });
}

/** Who sent them: a row only where somebody was named. An unreadable number is kept as it was said. */
function referrerOf(asked: Body): ReferrerWrite[] {
  const { referrerName, referrerRole: role, referrerOrganisation: organisation, referrerNumber: said } = asked;
  const name = referrerName ?? organisation;
  if (name === undefined) return [];
  const number = said === undefined ? undefined : (phoneDigits(said) ?? said);
  return [{ table: 'referrer', name, role, organisation, number }];
}

/** The second number, the read-back and the language: a row only where something was said. */
function takenOf({ secondNumber: second, readBack, language: spoken }: Body): Result<TakenWrite[]> {
  if (second === undefined && readBack !== true && spoken === undefined) return ok([]);
  const secondNumber = second === undefined ? undefined : phoneDigits(second);
  if (second !== undefined && secondNumber === undefined) {
    const message = 'Write the second number with 6 to 15 digits, as 020 7946 0123, or leave it out.';
    return refused({ field: 'secondNumber', code: 'phone-invalid', message });
  }
  return ok([{ table: 'taken', secondNumber, readBack: readBack === true, language: spoken }]);
}

/** What the opening says beside the patient: checked, and left out of the event where it was not said. */
function besideOf(asked: Body, facts: CaseFacts): Result<Partial<CaseEvents['CaseOpened']>> {
  const place =
    asked.place === undefined ? undefined : placeNamed({ field: 'place', slug: asked.place, kinds: ['base'] }, facts);
  if (place && !place.ok) return place;
  const unknown = practiceProblem(asked.practiceId, facts);
  if (unknown) return refused(unknown);
  // Whoever walks in stands somewhere: without the base they would be in no waiting room (NQR 10).
  if ((asked.arrivedAt !== undefined || asked.entryRoute === 'walk-in') && place === undefined) {
    return refused({ field: 'place', code: 'missing', message: 'Say which base the patient walked into.' });
  }
  const late =
    asked.arrivedAt === undefined ? undefined : outside(asked.arrivedAt, { now: facts.now, after: '' }, 'arrivedAt');
  if (late) return refused(late);
  const { practiceId: practice, interpreter, dx, referredBy, dueBy, arrivedAt } = asked;
  return ok({
    ...(practice === undefined ? {} : { practice }),
    ...(interpreter === undefined ? {} : { interpreter }),
    ...(dx === undefined ? {} : { dx }),
    ...(referredBy === undefined ? {} : { referredBy }),
    ...(dueBy === undefined ? {} : { dueBy: toIso(dueBy) }),
    ...(place === undefined ? {} : { place: place.value.id }),
    ...(arrivedAt === undefined ? {} : { arrivedAt: toIso(arrivedAt) }),
  });
}

/** Ours, a setting to be: a case is not opened into a month whose figures are out. Paper is entered within a day. */
const LATEST_ENTRY_MS = hours(24);
const tooLongAgo = {
  field: 'answeredAt',
  code: 'too-long-ago',
  message: 'Give a time within the last 24 hours: a case cannot be opened further back.',
};
const numberTaken = { field: 'number', code: 'number-taken', message: 'Another case has this number. Leave it out.' };
const noService = { field: 'service', code: 'service-missing', message: 'Give the short name of the service.' };
