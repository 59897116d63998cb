import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Context, type Faced, frameFor, serviceFor, tableCommandRoutes } from '#api';
import { inScope } from '#database';
import { peopleWithRoles } from '#people';
import { hours, NotFound, newId, type Problem, plus } from '#shared';
import { renderPage, type Values } from '#web';
import { fitting } from './fitting.ts';
import { SickPage } from './pages/sick.tsx';
import { bookingOf, presentIn } from './shift.ts';
import { shiftStatesIn } from './shiftStore.ts';
import { type LogSickness, ringInSick, sicknessRoles } from './sicknessCommands.ts';

/** The call of somebody who is ill: who, for how long, and what they were booked for. */
export function sicknessRoutes(
  app: FastifyInstance,
  context: Context,
  rest: { commands: readonly Faced[]; log?: LogSickness },
) {
  app.get('/cover/sick', { config: { who: sicknessRoles } }, (request, reply) => sickPage(context, request, reply));
  tableCommandRoutes(app, context, {
    ...ringInSick({ context, ...rest }),
    face: {
      next: () => '/cover/sick',
      again: (request, reply, { problems, values }) =>
        sickPage(context, request, reply, { problems, values: values as Values }),
    },
  });
}

type Refused = { problems: readonly Problem[]; values: Values };

async function sickPage(context: Context, request: FastifyRequest, reply: FastifyReply, refused?: Refused) {
  const asked = request.query as { service?: string; person?: string };
  const service = serviceFor(context, request, refused?.values.service ?? asked.service);
  if (!service) throw new NotFound('there is no such service');
  const { tenant, id } = service;
  const now = context.clocks.now(tenant);
  const period = { from: now, to: plus(now, 28 * hours(24)) };
  const { shifts, people } = await inScope(context.db, { tenants: [tenant] }, async (tx) => ({
    shifts: await shiftStatesIn(tx, { tenant, service: id, period }),
    people: await peopleWithRoles(tx, tenant, [...new Set(Object.values(fitting).flat())]),
  }));
  const of = (account: string) =>
    shifts.filter((shift) => bookingOf(shift)?.person === account || presentIn(shift).includes(account));
  const place = (at: number) => context.directory.placeById(at)?.name ?? 'A place that is gone';
  const open = shifts.filter(({ state }) => state === 'unfilled');
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
  return renderPage(
    <SickPage
      frame={frameFor(context, request, service)}
      service={service.slug}
      people={people.map((person) => ({ ...person, shifts: of(person.account) }))}
      open={open.slice(0, 20)}
      place={place}
      id={newId()}
      problems={refused?.problems ?? []}
      values={refused?.values ?? (asked.person ? { person: asked.person } : {})}
    />,
  );
}
