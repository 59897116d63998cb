import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, type Context, type FormFace, frameFor, roles, serviceFor } from '#api';
import { type Role, rolesIn, tenantsWith } from '#people';
import { NotFound, newId, type Problem, parseUuid } from '#shared';
import { renderPage, type Values } from '#web';
import { viewNight } from './coverView.ts';
import { problemsAsTyped, timesInWords } from './formBody.ts';
import { askedNight } from './night.ts';
import { CoverPage } from './pages/cover.tsx';
import { ShiftPage } from './pages/shift.tsx';
import { shiftLifecycle } from './shiftSteps.ts';
import { viewShift, withNames } from './shiftView.ts';

/** Everybody who works in the service, and in a demo the visitor, who sees no names. */
const staff: readonly Role[] = roles.filter((role) => role !== 'telephony');

/** Pages of cover. */
export function rotaRoutes(app: FastifyInstance, context: Context): void {
  const forStaff = { config: { who: staff } };
  app.get('/cover', forStaff, (request, reply) => coverPage(context, request, reply));
  app.get('/shifts/:stream', forStaff, async (request, reply) => {
    const { stream } = request.params as { stream: string };
    return shiftPage(context, request, reply, { stream, chosen: (request.query as { do?: string }).do });
  });
}

/** The page that a form of a shift came from, with what is wrong and what was typed. */
export function againFor(context: Context): FormFace['again'] {
  return async (request, reply, { command, stream, problems, values }) => {
    const typed = values as Record<string, string>;
    if (command !== 'require-shift')
      return shiftPage(context, request, reply, {
        stream,
        chosen: command,
        problems: timesInWords(problems),
        values: typed,
      });
    return coverPage(context, request, reply, {
      id: stream,
      problems: problemsAsTyped(problems, typed),
      values: typed,
    });
  };
}

type Refused = { problems: readonly Problem[]; values: Record<string, string> };

async function coverPage(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: Refused & { id: string },
) {
  const asked = request.query as { service?: string; date?: string };
  const service = serviceFor(context, request, refused?.values.service ?? asked.service);
  if (!service) throw new NotFound('there is no such service');
  const actor = actorOf(request);
  const mine = rolesIn(actor, service.tenant);
  const mayRequire = shiftLifecycle.steps['require-shift'].roles.some((role) => mine.includes(role));
  const date = askedNight(asked.date, context.clocks.now(service.tenant));
  const night = await viewNight(context, actor, { service, date });
  return html(
    reply,
    <CoverPage
      frame={frameFor(context, request, service)}
      night={night}
      service={service.slug}
      require={
        mayRequire
          ? {
              id: refused?.id || newId(),
              formKey: newId(),
              problems: refused?.problems,
              values: refused?.values,
            }
          : undefined
      }
    />,
  );
}

type Looked = { stream: string; chosen?: string; problems?: readonly Problem[]; values?: Values };

async function shiftPage(context: Context, request: FastifyRequest, reply: FastifyReply, { stream, ...rest }: Looked) {
  const id = parseUuid(stream);
  if (!id.ok) throw new NotFound('there is no such shift');
  const actor = actorOf(request);
  const { service, ...view } = await viewShift(context, actor, { tenants: tenantsWith(actor, staff), id: id.value });
  const its = context.directory.serviceById(service);
  return html(
    reply,
    <ShiftPage
      {...view}
      frame={frameFor(context, request, its)}
      slug={its?.slug ?? ''}
      chosen={rest.chosen}
      newKey={newId}
      problems={rest.problems && (await withNames(context, rest.problems))}
      values={rest.values}
    />,
  );
}

function html(reply: FastifyReply, page: Parameters<typeof renderPage>[0]) {
  reply.type('text/html; charset=utf-8');
  return renderPage(page);
}
