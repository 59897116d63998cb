import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { buttonsAt, type Context, type FormFace, isNewFollowing, liveRegion, runCommand, serviceFor } from '#api';
import { recordAccess } from '#database';
import { rolesIn } from '#people';
import { concernsOf, notesSummary, type OwnPage, ownPage, practiceIdsOf, practicesSpokenFor } from '#practices';
import { instant, NotFound, newId, type Problem, parseUuid, showDay, showTime, uuidv7FromKey } from '#shared';
import { fragmentMessage, type Values } from '#web';
import { droppedChannels } from './channelStore.ts';
import { messageStage } from './commands.ts';
import { earlierMessages, messagesOfPractice } from './messageListStore.ts';
import { messageLifecycle, practiceRoles } from './messageSteps.ts';
import { bodyOf, messageRowOf } from './messageStore.ts';
import { lastClosed } from './messageWords.ts';
import { OwnMessagePage } from './pages/ownMessage.tsx';
import {
  EarlierPage,
  LostPanel,
  type OwnLine,
  PatientsFacts,
  type PatientsProps,
  PatientsTile,
  PracticePage,
} from './pages/practice.tsx';
import { readMessage } from './practiceSide.ts';
import { html } from './routes.tsx';

/** A practice's own pages: its patients since it closed, and each message. */
export function ownMessageRoutes(app: FastifyInstance, context: Context): void {
  const forPractice = { config: { who: practiceRoles } };
  app.get('/practice', forPractice, (request, reply) => patientsPage(context, request, reply));
  app.get('/practice/live', forPractice, (request, reply) => livePatients(context, request, reply));
  app.get('/api/practice/messages', forPractice, (request) =>
    ownPage(context, request, practiceAsked(request), async (page) => {
      const { tx, tenant, spoken, at, actor } = page;
      const practices = practiceIdsOf(spoken);
      const lines = await messagesOfPractice(tx, { tenant, practices, since: lastClosed(at) });
      await recordAccess(tx, { tenant, at, actor: actor.account, session: actor.session, action: 'list-own-messages' });
      return { messages: lines };
    }),
  );
  app.get('/practice/messages', forPractice, (request, reply) => earlierPage(context, request, reply));
  app.get('/practice/messages/:stream', forPractice, (request, reply) => messagePage(context, request, reply));
}

const practiceAsked = (request: FastifyRequest) => (request.query as { practice?: string }).practice;

function patientsPage(context: Context, request: FastifyRequest, reply: FastifyReply) {
  return ownPage(context, request, practiceAsked(request), async (page) => {
    const { tx, tenant, spoken, at, actor, frame } = page;
    const shown = await patientsShown(page);
    const notes = await notesSummary(tx, { tenant, spoken, at });
    const concerns = await concernsOf(tx, { tenant, practices: practiceIdsOf(spoken), limit: 50 });
    await recordAccess(tx, { tenant, at, actor: actor.account, session: actor.session, action: 'view-own-patients' });
    const about = aboutOf(shown.lines, (request.query as { about?: string }).about);
    const raise = { id: newId(), practice: spoken.practice.code, ...(about ? { about } : {}) };
    return html(reply, <PracticePage {...shown} {...{ frame, notes, concerns, raise, since: lastClosed(at) }} />);
  });
}

/** As many as can be looked through, and one more to know whether there are any. */
const EARLIER = 50;

/** Every message that the practice ever had, the latest first: nothing is out of reach because it is old. */
function earlierPage(context: Context, request: FastifyRequest, reply: FastifyReply) {
  return ownPage(context, request, practiceAsked(request), async (page) => {
    const { tx, tenant, spoken, at, actor, frame, practices } = page;
    const asked = parseUuid((request.query as { before?: string }).before ?? '');
    const before = asked.ok ? asked.value : undefined;
    const found = await earlierMessages(tx, { tenant, practices: practiceIdsOf(spoken), before, limit: EARLIER + 1 });
    const lines = found.slice(0, EARLIER);
    const detail = { cases: lines.map((line) => line.case) };
    const access = { tenant, at, actor: actor.account, session: actor.session, detail };
    await recordAccess(tx, { ...access, action: 'view-earlier-messages' });
    const more = found.length > EARLIER ? lines.at(-1)?.id : undefined;
    const props = { frame, practices, lines, now: at, isFirst: before === undefined, ...(more ? { more } : {}) };
    return html(reply, <EarlierPage {...props} />);
  });
}

async function patientsShown({ tx, tenant, spoken, at, practices }: OwnPage): Promise<PatientsProps> {
  const ids = practiceIdsOf(spoken);
  const lines = await messagesOfPractice(tx, { tenant, practices: ids, since: lastClosed(at) });
  const dropped = (await droppedChannels(tx, { tenant, now: at })).find(({ practice }) => ids.includes(practice));
  return { practices, now: at, age: { ms: 0, asAt: at }, lines, ...(dropped ? { dropped } : {}) };
}

/** The list for as long as somebody looks at it: that they follow it is written down, and again when a patient comes onto it. */
function livePatients(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const service = serviceFor(context, request);
  if (!service) throw new NotFound('there is no such service');
  const { tenant } = service;
  const isPolled = (request.query as { poll?: string }).poll !== undefined;
  let shownBefore: string | undefined;
  const isToRecord = (what: string) => {
    const isNew = isPolled ? isNewFollowing(context, request, what) : what !== shownBefore;
    shownBefore = what;
    return isNew;
  };
  const draw = () =>
    ownPage(context, request, practiceAsked(request), async (page) => {
      const { tx, at, actor, spoken } = page;
      const props = await patientsShown(page);
      if (isToRecord(`${spoken.practice.code} ${props.lines.map(({ id }) => id).join(' ')}`)) {
        const action = 'follow-own-patients';
        await recordAccess(tx, { tenant, at, actor: actor.account, session: actor.session, action });
      }
      return [
        fragmentMessage('own-facts', renderToString(<PatientsFacts {...props} />)),
        fragmentMessage('own-lost', renderToString(<LostPanel {...props} />)),
        fragmentMessage('own-patients', renderToString(<PatientsTile {...props} />)),
      ];
    });
  return liveRegion(context, request, reply, { tenant, roles: practiceRoles, draw });
}

/** "Edith Sorrel, Sun 28 Mar 20:02": whom a concern is about, where it was raised from a message. */
function aboutOf(lines: readonly OwnLine[], id: string | undefined) {
  const line = lines.find((one) => one.id === id);
  if (!line?.content) return undefined;
  const called = instant(line.content.calledAt);
  return { words: `${line.content.patient.name}, ${showDay(called)} ${showTime(called)}`, case: line.case };
}

type Refused = { problems: readonly Problem[]; values: Values };

/** Opening a message is reading it: the event and the access record say who and when. */
async function messagePage(context: Context, request: FastifyRequest, reply: FastifyReply, refused?: Refused) {
  const id = parseUuid((request.params as { stream: string }).stream);
  if (!id.ok) throw new NotFound('there is no such message');
  const seen = await readOne(context, request, id.value);
  if (seen.isUnread && !refused) {
    const { actor, at, line } = seen;
    const key = uuidv7FromKey(line.consultedAt, `read ${id.value} ${line.body} ${actor.account}`);
    const stage = messageStage({ serviceName: () => '' });
    const asked = { stream: id.value, body: {}, actor, key, source: 'page' as const, now: () => at };
    const answer = await runCommand(context.db, { command: readMessage, stage } as never, asked);
    if (answer.kind === 'done') context.waker.touch();
    return messagePage(context, request, reply, { problems: [], values: {} });
  }
  const { frame, line, content, at: now, may } = seen;
  const isGivingBack = (request.query as { do?: string }).do === 'reject';
  const props = { frame, line, content, now, may, isGivingBack, ...refused };
  return html(reply, <OwnMessagePage {...props} newKey={newId} />);
}

function readOne(context: Context, request: FastifyRequest, id: string) {
  return ownPage(context, request, undefined, async ({ tx, tenant, at, actor, frame, speaker }) => {
    const mine = (await practicesSpokenFor(tx, speaker)).flatMap(practiceIdsOf);
    const line = await messageRowOf(tx, tenant, id);
    const isOurs = line?.practice !== undefined && mine.includes(line.practice);
    const body =
      isOurs && line.body !== undefined ? await bodyOf(tx, { tenant, message: id, version: line.body }) : undefined;
    if (!line || !body) throw new NotFound('there is no such message for you');
    await recordAccess(tx, {
      ...{ tenant, at, actor: actor.account, session: actor.session, subject: id },
      action: 'view-own-message',
    });
    const roles = rolesIn(actor, tenant);
    const may = buttonsAt(messageLifecycle, line.state, roles).map(({ name }) => name);
    return { tenant, at, actor, frame, line, content: body.content, may, isUnread: may.includes('read-message') };
  });
}

/** The message again, with what is wrong with what was said of it. */
export function ownAgain(context: Context): FormFace['again'] {
  return (request, reply, { problems, values }) =>
    messagePage(context, request, reply, { problems, values: values as Values });
}
