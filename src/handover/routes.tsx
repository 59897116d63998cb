import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import {
  actorOf,
  buttonsAt,
  type Context,
  type FormFace,
  frameFor,
  liveRegion,
  roles,
  serviceFor,
  tableCommandRoutes,
} from '#api';
import { caseNumbersOf, loadCase, openWork, seesPatients } from '#calls';
import { inScope, recordAccess, type StoredEvent, type Tx } from '#database';
import { type Actor, namesOf, namesWithin, type Role, rolesIn, type Service, tenantsWith } from '#people';
import { practiceIdsOf, practicesOf, practicesSpokenFor } from '#practices';
import {
  type Instant,
  NotFound,
  newId,
  type Problem,
  parseUuid,
  showDay,
  showTime,
  uuidTime,
  uuidv7FromKey,
} from '#shared';
import { fragmentMessage, renderPage, sourceWords, type TimelineEntry, type Values } from '#web';
import { lettersOf, lettersToLookAt } from './bounces/bounceStore.ts';
import { lookAtLetter } from './bounces/lookedCommand.ts';
import { droppedChannels } from './channelStore.ts';
import type { RecordedMessageEvent } from './events.ts';
import { nightAt } from './ledger.ts';
import { lastRuns, ledgerNow } from './ledgerStore.ts';
import type { Message } from './message.ts';
import { messagesOf, PAGE, unsentOf } from './messageListStore.ts';
import { messageLifecycle, owners, practiceRoles } from './messageSteps.ts';
import { type Body, bodyOf, loadMessage, messageRowOf, wordsAbout } from './messageStore.ts';
import { LedgerPage } from './pages/ledger.tsx';
import { MessagePage } from './pages/message.tsx';
import { inGroups, MessagesPage, MessagesTile, shortList } from './pages/messages.tsx';
import { messageWhat } from './told.ts';

/** Everybody of the service and its commissioner; a practice has pages of its own. */
const staff: readonly Role[] = roles.filter((role) => role !== 'telephony' && role !== 'practice-manager');

export function messageRoutes(app: FastifyInstance, context: Context): void {
  const forStaff = { config: { who: staff } };
  app.get('/messages', forStaff, (request, reply) => listPage(context, request, reply));
  app.get('/messages/live', forStaff, (request, reply) => liveList(context, request, reply));
  app.get('/api/messages', forStaff, async (request) => {
    const { lines, unsent, dropped, older, skip } = await listOf(context, request);
    return { messages: lines, unsent, dropped, older, ...(older > 0 ? { next: skip + PAGE } : {}) };
  });
  app.get('/api/messages/letters', { config: { who: owners } }, async (request) => {
    const { tenant } = serviceIn(context, request);
    return { letters: await inScope(context.db, { tenants: [tenant] }, (tx) => lettersOf(tx, tenant)) };
  });
  tableCommandRoutes(app, context, {
    ...lookAtLetter,
    face: {
      next: () => '/messages',
      again: (request, reply, { problems }) => listPage(context, request, reply, problems),
    },
  });
  app.get('/messages/ledger', forStaff, (request, reply) => ledgerPage(context, request, reply));
  app.get('/messages/:stream', forStaff, (request, reply) => messagePage(context, request, reply));
  app.get('/api/messages/:stream', { config: { who: [...staff, ...practiceRoles] } }, async (request) => {
    const seen = await inMessage(context, request);
    return { ...seen.line, practice: seen.practiceName ?? null, content: seen.content ?? null };
  });
}

/** Where a form about a message goes: back to the page of whoever sent it. */
export function againFor(context: Context, own: FormFace['again']): FormFace['again'] {
  return (request, reply, refusal) => {
    const { command, problems, values } = refusal;
    if (messageLifecycle.steps[command as 'read-message']?.roles === practiceRoles) return own(request, reply, refusal);
    return messagePage(context, request, reply, { chosen: command, problems, values: values as Values });
  };
}

async function listOf(context: Context, request: FastifyRequest) {
  const service = serviceIn(context, request);
  const { tenant, id } = service;
  const now = context.clocks.now(tenant);
  return inScope(context.db, { tenants: [tenant] }, async (tx) => {
    const names = await practiceNames(tx, tenant);
    const skip = skipOf(request);
    const { lines, more: older } = await messagesOf(tx, { tenant, service: id }, { skip });
    const work = new Map((await openWork(tx, { tenant, service: id })).map((one) => [one.message, one]));
    const people = await namesWithin(
      tx,
      [...work.values()].flatMap(({ takenBy }) => takenBy ?? []),
    );
    const numbers = await numbersOf(tx, tenant, lines);
    const listed = lines.map((line) => {
      const { takenBy } = work.get(line.id) ?? {};
      return {
        ...line,
        number: numbers.get(line.case) ?? '',
        ...(line.practice === undefined ? {} : { practiceName: names.get(line.practice) }),
        ...(takenBy === undefined ? {} : { owner: people.get(takenBy) ?? 'somebody' }),
      };
    });
    const dropped = (await droppedChannels(tx, { tenant, now })).map((one) => ({
      ...one,
      name: names.get(one.practice) ?? '',
    }));
    return {
      service,
      now,
      lines: inGroups(listed, now),
      ...{ older, skip },
      unsent: await unsentOf(tx, { tenant, service: id, now }),
      dropped,
      letters: await lettersToLookAt(tx, tenant),
    };
  });
}

/** How many of those that are dealt with are passed over: whole pages of them. */
function skipOf(request: FastifyRequest): number {
  const { skip = '' } = request.query as { skip?: string };
  return /^\d{1,7}$/.test(String(skip)) ? Number(skip) : 0;
}

/** Of what has been sent, as many as a page can be looked through. */
const MOST_SENT = 25;

async function listPage(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  problems: readonly Problem[] = [],
) {
  const { service, props } = await listShown(context, request, () => newId());
  const frame = frameFor(context, request, service);
  return html(reply, <MessagesPage {...props} frame={frame} problems={problems} />);
}

async function listShown(context: Context, request: FastifyRequest, keyFor: (letter: string) => string) {
  const { service, lines: all, older, skip, ...rest } = await listOf(context, request);
  const isWhole = (request.query as { show?: string }).show === 'all' || skip > 0;
  const lines = isWhole ? all : shortList(all, rest.now, MOST_SENT);
  const more = isWhole ? older : all.length - lines.length + older;
  const next = isWhole ? skip + PAGE : 0;
  const mayLook = rolesIn(actorOf(request), service.tenant).some((role) => owners.includes(role));
  const age = { ms: 0, asAt: rest.now };
  return { service, props: { ...rest, lines, more, next, mayLook, age, keyFor, query: queryOf(request) } };
}

/** The list for as long as somebody looks at it. Nobody is named in it, so that no view of a patient is written down. */
function liveList(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const { tenant } = serviceIn(context, request);
  // One key a form for as long as the stream lasts: each is pressed once, and what has not changed stays as it is.
  const seed = newId();
  const keyFor = (letter: string) => uuidv7FromKey(uuidTime(seed) as Instant, `${seed} ${letter}`);
  const draw = async () => {
    const { props } = await listShown(context, request, keyFor);
    return [fragmentMessage('messages', renderToString(<MessagesTile {...props} />))];
  };
  return liveRegion(context, request, reply, { tenant, roles: staff, draw });
}

async function ledgerPage(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const service = serviceIn(context, request);
  const { tenant } = service;
  const now = context.clocks.now(tenant);
  const night = nightAt(now);
  const about = { tenant, service: service.id };
  const [tonight, runs] = await inScope(context.db, { tenants: [tenant] }, async (tx) => [
    await ledgerNow(tx, { ...about, night }),
    await lastRuns(tx, about),
  ]);
  const frame = frameFor(context, request, service);
  return html(
    reply,
    <LedgerPage frame={frame} query={queryOf(request)} now={now} tonight={{ ...tonight, night }} runs={runs} />,
  );
}

/** What its state allows and would be refused all the same is not offered. */
function isOffered(name: string, { state, practice, wentWrong }: Message): boolean {
  if (name === 'tell-wrong-recipient') return wentWrong === true;
  return name !== 'retry-message' || state !== 'due' || practice !== undefined;
}

type Refused = { chosen: string; problems: readonly Problem[]; values: Values };

async function messagePage(context: Context, request: FastifyRequest, reply: FastifyReply, refused?: Refused) {
  const { tenant, service, message, events, now, line, number, practiceName, content, words, practices } =
    await inMessage(context, request);
  const mine = rolesIn(actorOf(request), tenant);
  const isSeen = mine.some((role) => seesPatients.includes(role));
  const names = await namesOf(context.db, [
    ...events.map((event) => event.recordedBy),
    ...words.map((one) => one.writtenBy),
  ]);
  const nameOf = (account: string) => names.get(account) ?? 'Vigil';
  const buttons = buttonsAt(messageLifecycle, message.state, mine).filter(
    ({ name }) => messageLifecycle.steps[name as 'retry-message'].roles === owners && isOffered(name, message),
  );
  const props = {
    ...{ line, number, now, buttons, practices, ...refused },
    ...(practiceName === undefined ? {} : { practiceName }),
    ...(content ? { content } : {}),
    entries: events.map((event) => entryOf(event, nameOf)),
    words: isSeen
      ? words.map(({ kind, body, writtenBy, writtenAt }) => ({
          kind,
          body,
          who: nameOf(writtenBy),
          when: moment(writtenAt),
        }))
      : [],
  };
  return html(reply, <MessagePage {...props} frame={frameFor(context, request, service)} newKey={newId} />);
}

/** A message and what it says, for whoever may see who the patient is; with the record that they looked. NotFound for another practice's. */
async function inMessage(context: Context, request: FastifyRequest) {
  const actor = actorOf(request);
  const id = parseUuid((request.params as { stream: string }).stream);
  if (!id.ok) throw new NotFound('there is no such message');
  const tenants = tenantsWith(actor, [...staff, ...practiceRoles]);
  return inScope(context.db, { tenants }, async (tx) => {
    for (const tenant of tenants) {
      const loaded = await loadMessage(tx, tenant, id.value);
      const line = loaded && (await messageRowOf(tx, tenant, id.value));
      if (!loaded || !line) continue;
      const now = context.clocks.now(tenant);
      const { message, events } = loaded;
      const all = await practicesOf(tx, tenant);
      const mine = rolesIn(actor, tenant);
      const sees =
        mine.some((role) => seesPatients.includes(role)) || (await isOwn(tx, { tenant, actor, message, now }));
      if (!sees && !mine.some((role) => staff.includes(role))) throw new NotFound('there is no such message');
      const body = sees ? await bodyNow(tx, tenant, message) : undefined;
      await recordAccess(tx, {
        ...{ tenant, at: now, actor: actor.account, session: actor.session, subject: id.value },
        action: body ? 'view-message' : 'view-message-without-identity',
      });
      const loadedCase = await loadCase(tx, tenant, message.case);
      const practice = all.find((one) => one.id === message.practice);
      return {
        ...{ tenant, message, events, now, line },
        service: context.directory.serviceById(message.service),
        number: loadedCase?.state.number ?? '',
        ...(practice ? { practiceName: practice.name } : {}),
        ...(body ? { content: body.content } : {}),
        words: await wordsAbout(tx, tenant, message.id),
        practices: all
          .filter(({ closedOn }) => closedOn === undefined)
          .map(({ code, name }) => ({ value: code, words: `${name} (${code})` })),
      };
    }
    throw new NotFound('there is no such message');
  });
}

function bodyNow(tx: Tx, tenant: number, { id, body }: Message): Promise<Body | undefined> {
  return body === undefined ? Promise.resolve(undefined) : bodyOf(tx, { tenant, message: id, version: body });
}

async function isOwn(
  tx: Tx,
  { tenant, actor, message, now }: { tenant: number; actor: Actor; message: Message; now: Instant },
) {
  if (!rolesIn(actor, tenant).some((role) => practiceRoles.includes(role))) return false;
  const mine = (await practicesSpokenFor(tx, { tenant, account: actor.account, at: now })).flatMap(practiceIdsOf);
  return message.practice !== undefined && mine.includes(message.practice);
}

function entryOf(event: StoredEvent, nameOf: (account: string) => string): TimelineEntry {
  const { version, occurredAt, recordedAt, recordedBy, source } = event;
  return {
    key: String(version),
    happened: moment(occurredAt),
    written: recordedAt - occurredAt < 60_000 ? 'at once' : moment(recordedAt),
    what: messageWhat(event as unknown as RecordedMessageEvent),
    who: nameOf(recordedBy),
    source: sourceWords(source),
  };
}

const moment = (at: Instant) => `${showDay(at)} ${showTime(at)}`;

async function practiceNames(tx: Tx, tenant: number): Promise<Map<number, string>> {
  return new Map((await practicesOf(tx, tenant)).map(({ id, name }) => [id, name]));
}

async function numbersOf(tx: Tx, tenant: number, lines: readonly { case: string }[]): Promise<Map<string, string>> {
  return caseNumbersOf(
    tx,
    tenant,
    lines.map((line) => line.case),
  );
}

function serviceIn(context: Context, request: FastifyRequest): Service {
  const service = serviceFor(context, request, (request.query as { service?: string }).service);
  if (!service) throw new NotFound('there is no such service');
  return service;
}

function queryOf(request: FastifyRequest): string {
  const { service } = request.query as { service?: string };
  return service === undefined ? '' : `?service=${encodeURIComponent(service)}`;
}

export function html(reply: FastifyReply, page: Parameters<typeof renderPage>[0]) {
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
  return renderPage(page);
}
