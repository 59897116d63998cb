import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, type Context, type Faced, type FormFace, filled, frameFor, type PassSource, serviceFor } from '#api';
import { inScope } from '#database';
import { type Role, tenantsWith } from '#people';
import { type Instant, NotFound, newId, type Problem, parseUuid, timeOfDay, uuidv7, withOffset } from '#shared';
import { PassLines, type PassShown, readTime, renderPage, type Values } from '#web';
import { caseLine } from '../caseListStore.ts';
import { passStage } from './commands.ts';
import { PassPage } from './pages/pass.tsx';
import { passCommands, RUNNING } from './passCommands.ts';
import { passRoles } from './passSteps.ts';
import { openPasses, type PassLine, runningFor, runningPasses } from './passStore.ts';
import { viewPass } from './passView.ts';

/** A visitor of a demo sees that a pass runs, and no identity. */
const onlookers: readonly Role[] = [...passRoles, 'privacy-officer', 'visitor'];

/** What stands on every staff page. */
export const passSource: PassSource = {
  roles: passRoles,
  read: async (tx) => (await runningPasses(tx)).map((line) => ({ ...shown(line), service: line.service })),
};

export function passRoutes(app: FastifyInstance, context: Context): void {
  app.get('/passes/running', { config: { who: passRoles } }, async (request, reply) => {
    const service = serviceFor(context, request, (request.query as { service?: string }).service);
    if (!service) throw new NotFound('there is no such service');
    const { tenant, id } = service;
    const lines = await inScope(context.db, { tenants: [tenant] }, (tx) => openPasses(tx, { tenant, service: id }));
    reply.header('cache-control', 'no-store');
    return html(reply, <PassLines passes={lines.map(shown)} now={context.clocks.now(tenant)} />);
  });
  app.get('/passes/:stream', { config: { who: onlookers } }, async (request, reply) => {
    const { stream } = request.params as { stream: string };
    // The script that sent a press asks where it led, and shows nothing of it.
    if (request.headers.accept === 'application/json') return { href: `/passes/${stream}` };
    return passPage(context, request, reply, { stream });
  });
}

/** Both ways into each command. A press carries no id: one is minted here, so that an old page cannot begin an old pass. */
export function passFaces(context: Context): Faced[] {
  const stage = passStage();
  const face: FormFace = {
    body: (command, form, now) => passBody(command, form, now),
    next: (_, subject) => `/passes/${subject}`,
    async again(request, reply, { command, stream, problems, values }) {
      if (command === 'need-pass' && problems.some(({ code }) => code === RUNNING)) {
        const running = await runningOf(context, request, values as Values);
        // Pressed again for the same patient: there is one clock, and this is where it runs.
        if (running) return reply.redirect(`/passes/${running}`, 303);
      }
      return passPage(context, request, reply, { stream, problems, values: values as Values });
    },
  };
  return passCommands.map((command) => ({ command, stage, face })) as Faced[];
}

async function runningOf(context: Context, request: FastifyRequest, values: Values): Promise<string | undefined> {
  const service = serviceFor(context, request, values.service);
  if (!service) return undefined;
  const { tenant } = service;
  const subject = values.case ?? values.call ?? actorOf(request).account;
  return inScope(context.db, { tenants: [tenant] }, async (tx) => {
    const call = values.case === undefined ? undefined : (await caseLine(tx, tenant, values.case))?.call;
    return (await runningFor(tx, tenant, subject)) ?? (call === undefined ? undefined : runningFor(tx, tenant, call));
  });
}

function passBody(command: string, form: Record<string, string>, now: Instant): Record<string, unknown> {
  const body = filled(form);
  // Of the organisation's own time: a press never waits for the tables of a year that nothing else has begun.
  if (command === 'need-pass') return { id: uuidv7(now, randomBytes(10)), ...body };
  const time = typeof body.occurredAt === 'string' ? readTime(body.occurredAt) : undefined;
  return time ? { ...body, occurredAt: withOffset(timeOfDay(time, now)) } : body;
}

/** For whom, in words that are no name: the case by its number as it is spoken. */
function shown({ id, case: of, call, neededAt, dueAt }: PassLine): PassShown {
  const whom = of ? `case ${of.number.replace(/^\d{4}-/, '')}` : call ? 'a call without a case' : 'nobody named yet';
  return { id, whom, neededAt, dueAt };
}

type Looked = { stream: string; problems?: readonly Problem[]; values?: Values };

async function passPage(context: Context, request: FastifyRequest, reply: FastifyReply, { stream, ...rest }: Looked) {
  const id = parseUuid(stream);
  if (!id.ok) throw new NotFound('there is no such pass to 999');
  const actor = actorOf(request);
  const { service, ...view } = await viewPass(context, { actor, tenants: tenantsWith(actor, onlookers), id: id.value });
  const frame = frameFor(context, request, context.directory.serviceById(service));
  // Its own head says it, larger.
  const passes = frame.passes?.filter((pass) => pass.id !== id.value);
  return html(reply, <PassPage {...view} frame={{ ...frame, passes }} newKey={newId} {...rest} />);
}

function html(reply: FastifyReply, page: Parameters<typeof renderPage>[0]) {
  reply.type('text/html; charset=utf-8');
  return renderPage(page);
}
