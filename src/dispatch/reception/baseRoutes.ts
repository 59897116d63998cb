import type { FastifyRequest } from 'fastify';
import { type FormFace, filled, serviceFor } from '#api';
import { addDays, atLocal, type Instant, localDate, NotFound, withOffset } from '#shared';
import { readTime } from '#web';
import { watchBase } from '../base/baseDoors.ts';
import type { DispatchContext } from '../context.ts';

/** The base that an address names, in the service that the asker sees; NotFound for one that is not theirs. */
export function baseNamed(context: DispatchContext, request: FastifyRequest, slug: string) {
  const asked = (request.query as { service?: string } | undefined)?.service;
  const said = (request.body as { service?: string } | null | undefined)?.service;
  const service = serviceFor(context, request, asked ?? said);
  const place =
    service && context.directory.placesOf(service.id).find((one) => one.slug === slug && one.kind === 'base');
  if (!service || !place) throw new NotFound('there is no such base');
  return { service, place };
}

/** A base is asked for by its short name; its record is begun where there is none. */
export function baseStreamOf(context: DispatchContext) {
  return async (request: FastifyRequest): Promise<string> => {
    const { service, place } = baseNamed(context, request, (request.params as { stream: string }).stream);
    const { tenant } = service;
    const now = context.clocks.now(tenant);
    return watchBase(context, { tenant, service: service.id, place: place.id, now }, context.notices);
  };
}

/** Forms say themselves where to go back to: the base's own page. */
export function baseFace(again: FormFace['again']): FormFace {
  return {
    body(_, form, now) {
      const typed = readTime(form.until ?? '');
      return { ...filled(form), ...(typed ? { until: withOffset(nextTimeOfDay(typed, now)) } : {}) };
    },
    next: () => '/bases',
    again,
  };
}

/** The next time that a clock will say this: a base that opens again at 08:00 does so tomorrow, when it is later than that. */
function nextTimeOfDay(time: string, now: Instant): Instant {
  const today = atLocal(localDate(now), time);
  return today > now ? today : atLocal(addDays(localDate(now), 1), time);
}
