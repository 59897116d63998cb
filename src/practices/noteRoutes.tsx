import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Context, type FormFace, filled, type TableCommand, tableCommandRoutes } from '#api';
import { ensureYear, recordAccess } from '#database';
import { namesOf } from '#people';
import { NotFound, newId, parseUuid } from '#shared';
import { joinDates, renderPage, type Values } from '#web';
import type { Cases } from './cases.ts';
import {
  declineNoteRequest,
  practiceRoles,
  reviewSpecialNote,
  reviseSpecialNote,
  withdrawSpecialNote,
  writeSpecialNote,
} from './noteCommands.ts';
import { noteById, versionsOf } from './noteStore.ts';
import { type NoteKind, noteKinds } from './noteWords.ts';
import { type OwnPage, ownPage } from './ownRoutes.ts';
import type { Refused } from './pages/directory.tsx';
import { DeclinePage, NewNotePage, ReviseNotePage } from './pages/noteForm.tsx';
import { NotePage } from './pages/notePage.tsx';
import { NotesPage } from './pages/notes.tsx';
import { openRequests, requestById } from './requestStore.ts';
import { spokenForThing } from './spokenStore.ts';
import { notesSummary } from './summaryStore.ts';
import { type NoteUse, usesOf } from './useStore.ts';

/** A practice's own pages of its special notes, and both ways of writing them. */
/** `cases` tells what somebody wrote who found a note untrue. */
type Around = Context & { cases: Cases };

export function noteRoutes(app: FastifyInstance, house: Context, cases: Cases): void {
  const context: Around = { ...house, cases };
  const forPractice = { config: { who: practiceRoles } };
  app.get('/practice/notes', forPractice, (request, reply) => notesPage(context, request, reply));
  app.get('/practice/notes/new', forPractice, (request, reply) => newPage(context, request, reply, queryOf(request)));
  app.get('/practice/notes/decline', forPractice, (request, reply) =>
    declinePage(context, request, reply, queryOf(request)),
  );
  app.get('/practice/notes/:note', forPractice, (request, reply) => notePage(context, request, reply, noteIn(request)));
  app.get('/practice/notes/:note/anew', forPractice, (request, reply) =>
    anewPage(context, request, reply, noteIn(request)),
  );
  const face: FormFace = {
    next: () => '/practice/notes',
    body: (_, form) => noteForm(form),
    again: (request, reply, { command, problems, values }) => {
      const typed = values as Record<string, string>;
      const refused = { problems, values: typed as Values };
      if (command === 'write-special-note') return newPage(context, request, reply, typed, refused);
      if (command === 'decline-note-request') return declinePage(context, request, reply, typed, refused);
      if (command === 'revise-special-note') return anewPage(context, request, reply, typed.note ?? '', refused);
      return notePage(context, request, reply, typed.note ?? '', { ...refused, command });
    },
  };
  const route = <Body extends z.ZodObject>(command: Omit<TableCommand<Body>, 'face'>) =>
    tableCommandRoutes(app, context, {
      ...command,
      face,
      before: ({ now }) => ensureYear(context.db, now),
    } as TableCommand<Body>);
  route(writeSpecialNote);
  route(reviseSpecialNote);
  route(reviewSpecialNote);
  route(withdrawSpecialNote);
  route(declineNoteRequest);
}

const DATES = ['dateOfBirth', 'reviewBy'];

/** A form's boxes as the body: three boxes are a date, ticked kinds are a list. What cannot be read is left for the schema to refuse. */
export function noteForm(form: Record<string, string>): Record<string, unknown> {
  const typed = { ...form };
  const kinds = (Object.keys(noteKinds) as NoteKind[]).filter((kind) => typed[`kind-${kind}`] === 'yes');
  for (const kind of Object.keys(noteKinds)) delete typed[`kind-${kind}`];
  const unread: Record<string, string> = {};
  for (const name of DATES) {
    const joined = joinDates(typed, [name]);
    if (!joined.ok) unread[name] = 'unreadable';
    else if (joined.value[name] !== undefined) unread[name] = String(joined.value[name]);
    for (const unit of ['day', 'month', 'year']) delete typed[`${name}-${unit}`];
  }
  const body = filled({ ...typed, ...unread });
  return 'text' in typed ? { ...body, ...(kinds.length > 0 ? { kinds } : {}) } : body;
}

type Query = { practice?: string; request?: string };
const queryOf = (request: FastifyRequest) => request.query as Query;
const noteIn = (request: FastifyRequest) => (request.params as { note: string }).note;

function idOr404(text: string | undefined): string {
  const id = parseUuid(text ?? '');
  if (!id.ok) throw new NotFound('there is no such thing');
  return id.value;
}

function html(reply: FastifyReply, page: Parameters<typeof renderPage>[0]) {
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
  return renderPage(page);
}

function looked(page: OwnPage, action: string, subject?: string, detail?: Record<string, unknown>) {
  const { tx, tenant, at, actor } = page;
  const about = { ...(subject ? { subject } : {}), ...(detail ? { detail } : {}) };
  return recordAccess(tx, { tenant, at, actor: actor.account, session: actor.session, action, ...about });
}

function notesPage(context: Context, request: FastifyRequest, reply: FastifyReply) {
  return ownPage(context, request, queryOf(request).practice, async (page) => {
    const { tx, tenant, at, spoken, frame, practices } = page;
    const summary = await notesSummary(tx, { tenant, spoken, at });
    const ids = summary.notes.map(({ id }) => id);
    const lastUse = new Map<string, NoteUse>();
    for (const use of await usesOf(tx, tenant, ids, 2_000)) if (!lastUse.has(use.note)) lastUse.set(use.note, use);
    await looked(page, 'view-special-notes', undefined, { practice: spoken.practice.id });
    return html(reply, <NotesPage {...{ frame, practices, summary, lastUse, now: at }} />);
  });
}

function newPage(context: Context, request: FastifyRequest, reply: FastifyReply, query: Query, refused: Refused = {}) {
  return ownPage(context, request, query.practice, async (page) => {
    const { tx, tenant, speaker, frame } = page;
    const asked = query.request ? await requestById(tx, { tenant, id: idOr404(query.request) }) : undefined;
    const spoken = query.request ? await spokenForThing(tx, speaker, asked?.practice) : page.spoken;
    if (asked) await looked(page, 'view-note-request', asked.case);
    const props = {
      frame,
      id: newId(),
      practice: spoken.practice.code,
      ...(asked ? { request: asked } : {}),
      ...refused,
    };
    return html(reply, <NewNotePage {...props} />);
  });
}

function declinePage(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  query: Query,
  refused: Refused = {},
) {
  return ownPage(context, request, undefined, async (page) => {
    const { tx, tenant, speaker, frame } = page;
    const asked = await requestById(tx, { tenant, id: idOr404(query.request) });
    await spokenForThing(tx, speaker, asked?.practice);
    if (!asked) throw new NotFound('there is no such request');
    await looked(page, 'view-note-request', asked.case);
    return html(reply, <DeclinePage frame={frame} id={newId()} request={asked} {...refused} />);
  });
}

async function ownNote({ tx, tenant, speaker }: OwnPage, id: string) {
  const note = await noteById(tx, { tenant, id: idOr404(id) });
  const spoken = await spokenForThing(tx, speaker, note?.practice);
  if (!note) throw new NotFound('there is no such note');
  return {
    note,
    practice: [spoken.practice, ...spoken.predecessors].find(({ id: own }) => own === note.practice)?.name ?? '',
  };
}

function anewPage(context: Context, request: FastifyRequest, reply: FastifyReply, id: string, refused: Refused = {}) {
  return ownPage(context, request, undefined, async (page) => {
    const { note } = await ownNote(page, id);
    if (note.ended) throw new NotFound('this note was withdrawn');
    await looked(page, 'view-special-note', note.id);
    return html(reply, <ReviseNotePage frame={page.frame} id={newId()} note={note} {...refused} />);
  });
}

type RefusedStep = Refused & { command?: string };

function notePage(context: Around, request: FastifyRequest, reply: FastifyReply, id: string, again: RefusedStep = {}) {
  return ownPage(context, request, undefined, async (page) => {
    const { tx, tenant, frame, at } = page;
    const { note, practice } = await ownNote(page, id);
    const versions = await versionsOf(tx, { tenant, id: note.id });
    const uses = await usesOf(tx, tenant, [note.id]);
    const asked = (await openRequests(tx, tenant, [note.practice])).filter((one) => one.note === note.id);
    const words = new Map<string, string>();
    for (const use of uses.filter(({ what }) => what === 'untrue')) {
      const said = await context.cases.untrueWords(tx, { tenant, ...use });
      if (said) words.set(`${use.case}${use.event}`, said);
    }
    await looked(page, 'view-special-note', note.id);
    const people = [...versions.map(({ writtenBy }) => writtenBy), ...(note.ended ? [note.ended.by] : [])];
    const names = await namesOf(context.db, people);
    const nameOf = (account: string) => names.get(account) ?? 'somebody';
    const { command, ...refused } = again;
    const ids = { review: newId(), withdraw: newId() };
    const props = { frame, note, practice, versions, uses, words, asked, now: at, nameOf, ids, ...refused };
    return html(reply, <NotePage {...props} {...(command ? { refused: command } : {})} />);
  });
}
