import { sql } from 'kysely';
import { z } from 'zod';
import { choice, dayText, idOf, type Role, streamId, type TableCommand, text, ticked, whole } from '#api';
import { accessRow, type Tx } from '#database';
import {
  type Instant,
  localDate,
  NotFound,
  newId,
  nhsNumberProblem,
  ok,
  type Problem,
  parseNhsNumber,
  type Result,
  refused,
} from '#shared';
import { entryProblem, reviewDate, type SpecialNote } from './note.ts';
import { endNote, type NewVersion, noteById, writeNote, writeVersion } from './noteStore.ts';
import { declineReasons, endReasons, noteKinds } from './noteWords.ts';
import { requestById, settle } from './requestStore.ts';
import { type Speaker, spokenFor, spokenForThing } from './spokenStore.ts';

export const practiceRoles: readonly Role[] = ['practice-manager'];
type Described<Body extends z.ZodObject> = Omit<TableCommand<Body>, 'face'>;

const common = {
  id: streamId('a new id'),
  service: text('the short name of the service', 60).optional(),
};
const said = {
  kinds: z
    .array(choice(noteKinds, 'what kind of note it is'), { error: 'Give the kinds as a list.' })
    .max(6)
    .default([]),
  text: text('what the service has to know', 4_000),
  entry: text('how to get in', 500).optional(),
  owner: text('who at the practice answers for it', 100),
  reviewBy: dayText('the date of its next review'),
};

export const writeBody = z.strictObject({
  ...common,
  practice: text('the practice’s code', 20).optional(),
  patientName: text('the patient’s name', 120),
  dateOfBirth: dayText('the date of birth'),
  nhsNumber: text('the NHS number', 20).optional(),
  keepUnverified: ticked('keep it as unverified').optional(),
  ...said,
  request: idOf('what was asked for').optional(),
});

export const writeSpecialNote: Described<typeof writeBody> = {
  name: 'write-special-note',
  module: 'practices',
  path: '/practice/notes',
  roles: practiceRoles,
  summary:
    'A practice tells the service what it has to know of a patient, with a person who answers for it and a review date.',
  body: writeBody,
  async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
    const speaker = { tenant, account: actor.account, at: now };
    const { practice, isOpen } = await spokenFor(tx, speaker, body.practice);
    if (!isOpen)
      return refused({ field: 'practice', code: 'practice-closed', message: `${practice.name} has closed for good.` });
    const patient = patientOf(body, now);
    if (!patient.ok) return patient;
    const version = versionOf(body, now);
    if (!version.ok) return version;
    const request = body.request ? await requestById(tx, { tenant, id: body.request }) : undefined;
    if (body.request) await spokenForThing(tx, speaker, request?.practice);
    const note = { tenant, id: body.id, practice: practice.id, patient: patient.value, said: version.value };
    await writeNote(tx, note, writtenBy(speaker));
    if (request) await settle(tx, { tenant, how: 'written', request: request.id }, writtenBy(speaker));
    await changed(tx, speaker, 'write-special-note', body.id);
    return ok(undefined);
  },
};

const seen = { note: idOf('the note'), from: whole('the version that you read', 1, 100_000) };

export const reviseBody = z.strictObject({ ...common, ...seen, ...said });

export const reviseSpecialNote: Described<typeof reviseBody> = {
  name: 'revise-special-note',
  module: 'practices',
  path: '/practice/notes/revise',
  roles: practiceRoles,
  summary: 'Writes a note anew. What stood there before is kept and can be read.',
  body: reviseBody,
  async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
    const speaker = { tenant, account: actor.account, at: now };
    const note = await ownNote(tx, speaker, body);
    if (!note.ok) return note;
    const version = versionOf(body, now);
    if (!version.ok) return version;
    await oneMore(tx, speaker, note.value, version.value);
    await settle(tx, { tenant, how: 'written', note: note.value.id }, writtenBy(speaker));
    return ok(undefined);
  },
};

export const reviewBody = z.strictObject({ ...common, ...seen, reviewBy: said.reviewBy, owner: said.owner.optional() });

export const reviewSpecialNote: Described<typeof reviewBody> = {
  name: 'review-special-note',
  module: 'practices',
  path: '/practice/notes/review',
  roles: practiceRoles,
  summary:
    'The practice has looked at a note: it is still true, until the next review. The same words, as a version of their own.',
  body: reviewBody,
  async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
    const speaker = { tenant, account: actor.account, at: now };
    const note = await ownNote(tx, speaker, body);
    if (!note.ok) return note;
    const review = reviewDate(body.reviewBy, now);
    if (!review.ok) return review;
    const { kinds, body: words, entry, owner } = note.value.latest;
    const again = {
      kinds,
      body: words,
      owner: body.owner ?? owner,
      reviewBy: review.value,
      ...(entry ? { entry } : {}),
    };
    await oneMore(tx, speaker, note.value, again);
    await settle(tx, { tenant, how: 'still-true', note: note.value.id }, writtenBy(speaker));
    return ok(undefined);
  },
};

export const withdrawBody = z.strictObject({
  ...common,
  note: seen.note,
  reason: choice(endReasons, 'why it is withdrawn'),
  explanation: text('more, if it helps', 1_000).optional(),
});

export const withdrawSpecialNote: Described<typeof withdrawBody> = {
  name: 'withdraw-special-note',
  module: 'practices',
  path: '/practice/notes/withdraw',
  roles: practiceRoles,
  summary:
    'Takes a note out of use, with the reason. It is kept with every version, and shown to nobody who rings the patient back.',
  body: withdrawBody,
  async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
    const speaker = { tenant, account: actor.account, at: now };
    const note = await ownNote(tx, speaker, body);
    if (!note.ok) return note;
    const { reason, explanation } = body;
    const ending = { tenant, note: note.value.id, reason, ...(explanation ? { explanation } : {}) };
    await endNote(tx, ending, writtenBy(speaker));
    await settle(tx, { tenant, how: 'withdrawn', note: note.value.id }, writtenBy(speaker));
    await changed(tx, speaker, 'withdraw-special-note', note.value.id);
    return ok(undefined);
  },
};

export const declineBody = z.strictObject({
  ...common,
  request: idOf('what was asked for'),
  reason: choice(declineReasons, 'why no note is written'),
});

export const declineNoteRequest: Described<typeof declineBody> = {
  name: 'decline-note-request',
  module: 'practices',
  path: '/practice/notes/decline',
  roles: practiceRoles,
  summary: 'The practice was asked for a note and writes none, with the reason.',
  body: declineBody,
  async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
    const speaker = { tenant, account: actor.account, at: now };
    const request = await requestById(tx, { tenant, id: body.request });
    await spokenForThing(tx, speaker, request?.practice);
    if (request?.kind !== 'third-contact') {
      const message = 'Somebody found this note untrue. Write it anew, say that it is still true, or withdraw it.';
      return refused({ field: 'request', code: 'not-declinable', message });
    }
    await settle(tx, { tenant, how: 'declined', reason: body.reason, request: request.id }, writtenBy(speaker));
    return ok(undefined);
  },
};

/** A note of the speaker's practice that is in force and stands as the speaker read it. NotFound where it is another's. */
async function ownNote(tx: Tx, speaker: Speaker, asked: { note: string; from?: number }): Promise<Result<SpecialNote>> {
  const note = await noteById(tx, { tenant: speaker.tenant, id: asked.note });
  await spokenForThing(tx, speaker, note?.practice);
  if (!note) throw new NotFound('there is no such note');
  if (note.ended)
    return refused({ field: 'note', code: 'withdrawn', message: 'This note was withdrawn. Write a new one.' });
  if (asked.from !== undefined && asked.from !== note.latest.version) {
    const message = `Somebody wrote version ${note.latest.version} meanwhile. Read it, then write yours.`;
    return refused({ field: 'from', code: 'changed-meanwhile', message });
  }
  return ok(note);
}

async function oneMore(tx: Tx, speaker: Speaker, { id, latest }: SpecialNote, said: NewVersion): Promise<void> {
  const { tenant } = speaker;
  await writeVersion(tx, { tenant, note: id, version: latest.version + 1, said }, writtenBy(speaker));
  await changed(tx, speaker, 'revise-special-note', id);
}

function writtenBy({ account, at }: Speaker) {
  return { id: newId(), at, by: account };
}

/** Patient data was changed: who, and about which note. */
function changed(tx: Tx, { tenant, account, at }: Speaker, action: string, subject: string) {
  return sql`${accessRow({ tenant, at, actor: account, action, subject })}`.execute(tx);
}

type Identity = Pick<z.output<typeof writeBody>, 'patientName' | 'dateOfBirth' | 'nhsNumber' | 'keepUnverified'>;

function patientOf(
  { patientName, dateOfBirth, nhsNumber, keepUnverified }: Identity,
  now: Instant,
): Result<SpecialNote['patient']> {
  if (dateOfBirth > localDate(now) || dateOfBirth < '1880-01-01')
    return refused({
      field: 'dateOfBirth',
      code: 'date-of-birth',
      message: 'Give a date of birth that lies in the past.',
    });
  if (nhsNumber === undefined) return ok({ name: patientName, dateOfBirth, nhsNumberVerified: false });
  const parsed = parseNhsNumber(nhsNumber);
  const problem: Problem | undefined = parsed.ok && keepUnverified ? undefined : nhsNumberProblem(nhsNumber);
  if (!parsed.ok || problem) return refused({ ...(problem as Problem), field: 'nhsNumber' });
  return ok({
    name: patientName,
    dateOfBirth,
    nhsNumber: parsed.value.number,
    nhsNumberVerified: parsed.value.verified,
  });
}

type Said = Pick<z.output<typeof reviseBody>, 'kinds' | 'text' | 'entry' | 'owner' | 'reviewBy'>;

function versionOf({ kinds, text: body, entry, owner, reviewBy }: Said, now: Instant): Result<NewVersion> {
  const review = reviewDate(reviewBy, now);
  const problem = entryProblem({ kinds, ...(entry ? { entry } : {}) });
  if (!review.ok || problem) return refused(...(problem ? [problem] : []), ...(review.ok ? [] : review.problems));
  return ok({ kinds: [...new Set(kinds)], body, owner, reviewBy: review.value, ...(entry ? { entry } : {}) });
}
