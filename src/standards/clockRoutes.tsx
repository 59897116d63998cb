import type { FastifyInstance, FastifyRequest } from 'fastify';
import { actorOf, type Context, frameFor, type Role } from '#api';
import { ensureYear, inScope, readStream, recordAccess, type StoredEvent, sealOf, type Tx } from '#database';
import { type Actor, knowsStaff, namesOf, rolesIn, tenantsWith } from '#people';
import { Forbidden, type Instant, NotFound, newId, parseUuid } from '#shared';
import { renderPage, type StaffFrame } from '#web';
import { explain } from './clock/explain.ts';
import { foldClocks } from './clock/fold.ts';
import { type StoredClock, sameClock } from './clockRow.ts';
import { clocksOf } from './clockStore.ts';
import type { Rule } from './packs/pack.ts';
import { clockEvents } from './pages/clockEvents.tsx';
import { ClockPage, type ClockPageProps } from './pages/clockPage.tsx';
import { clockView, familyOf, isCoverMeasure } from './pages/clockView.ts';
import { ruleFor } from './ruleStore.ts';
import { type StreamTeller, tellerOf } from './teller.ts';

export type ClockDoors = { who: readonly Role[]; tellers: readonly StreamTeller[] };

/** One clock with the events that made it. */
export function clockRoutes(app: FastifyInstance, context: Context, { who, tellers }: ClockDoors): void {
  app.get('/clocks/:subject/:measure/:lap', { config: { who } }, async (request, reply) => {
    const found = await find(context, request, who);
    const props = await opened(context, request, { ...found, tellers });
    reply.type('text/html; charset=utf-8');
    return renderPage(<ClockPage {...props} />);
  });
}

type Asked = { subject: string; measure: string; lap: number };
type Found = { clock: StoredClock; events: StoredEvent[]; rule: Rule };

function askedIn(request: FastifyRequest): Asked {
  const { subject = '', measure = '', lap = '' } = request.params as Record<string, string>;
  const id = parseUuid(subject);
  if (!id.ok || !/^[a-z0-9-]{1,80}$/.test(measure) || !/^\d{1,4}$/.test(lap))
    throw new NotFound('there is no such clock');
  return { subject: id.value, measure, lap: Number(lap) };
}

async function find(context: Context, request: FastifyRequest, who: readonly Role[]): Promise<Found> {
  const { subject, measure, lap } = askedIn(request);
  const tenants = tenantsWith(actorOf(request), who);
  return inScope(context.db, { tenants }, async (tx) => {
    for (const tenant of tenants) {
      const clock = (await clocksOf(tx, tenant, subject)).find((one) => one.measure === measure && one.lap === lap);
      if (!clock) continue;
      const events = await readStream(tx, tenant, subject);
      const [birth] = events;
      if (birth) return { clock, events, rule: await ruleFor(tx, clock.service, birth.occurredAt) };
    }
    throw new NotFound('there is no such clock');
  });
}

async function opened(
  context: Context,
  request: FastifyRequest,
  { clock, events, rule, tellers }: Found & { tellers: readonly StreamTeller[] },
): Promise<ClockPageProps> {
  const actor = actorOf(request);
  const teller = tellerOf(tellers, events[0]);
  const service = context.directory.serviceById(clock.service);
  if (!teller || !service) throw new NotFound('there is no such clock');
  const roles = rolesIn(actor, clock.tenant);
  if (roles.length === 0) throw new Forbidden('your roles do not allow this');
  // All others see what happened and when, not who did it nor what was written to explain it.
  const seesPeople = knowsStaff(roles);
  const asOf = context.clocks.now(clock.tenant);
  if (teller.isPatientData) await ensureYear(context.db, asOf);
  const [seal, explanations] = await inScope(context.db, { tenants: [clock.tenant] }, async (tx) => {
    if (teller.isPatientData) await recordAccess(tx, access(clock, actor, asOf));
    return [
      await sealOf(tx, clock.tenant, clock.subject),
      seesPeople ? await explained(tx, teller, events) : undefined,
    ];
  });
  const names = seesPeople
    ? await namesOf(
        context.db,
        events.map(({ recordedBy }) => recordedBy),
      )
    : undefined;
  const place = (id: number) => context.directory.placeById(id)?.name;
  const beside = clock.startedAt ?? events[0]?.occurredAt ?? asOf;
  const isCover = isCoverMeasure(rule, clock.measure);
  const told = { events, teller, place, beside, isCover, names, explanations, explained: explain(rule, clock, events) };
  return {
    frame: underFigures(frameFor(context, request, service)),
    asOf,
    eventsOf: beside,
    ...clockView({ clock, events, rule, teller, place, asOf, service: service.slug }),
    events: clockEvents(told),
    seal: { isWhole: seal.isWhole, ...(seal.seal ? { at: seal.seal.at, others: seal.seal.rows - 1 } : {}) },
    disagreement: disagreement({ clock, events, rule }),
    correct: correctable(teller, roles) ? correctForm({ clock, events, teller, asOf }) : undefined,
  };
}

/** A clock is opened from the figures: the navigation says so. */
function underFigures(frame: StaffFrame): StaffFrame {
  return { ...frame, nav: frame.nav.map((item) => ({ ...item, isCurrent: item.href.startsWith('/figures') })) };
}

function access({ tenant, subject, measure, lap }: StoredClock, actor: Actor, at: Instant) {
  const { account, session } = actor;
  return { tenant, at, actor: account, session, action: 'open-clock', subject, detail: { measure, lap } };
}

async function explained(tx: Tx, teller: StreamTeller, events: readonly StoredEvent[]) {
  return teller.explanations?.(tx, events);
}

/** What the events say now, folded on the spot; undefined where it is what is stored. */
function disagreement({ clock, events, rule }: Found): string | undefined {
  const same = foldClocks(rule, events).find(({ measure, lap }) => measure === clock.measure && lap === clock.lap);
  if (same && sameClock(same, clock)) return undefined;
  const family = familyOf(rule, clock.measure);
  const other = foldClocks(rule, events).find(({ measure, lap }) => family.has(measure) && lap === clock.lap);
  const says = other ? `${other.measure}, ${other.outcome}` : 'no such clock';
  return `Stored: ${clock.measure}, ${clock.outcome}. Recomputed from the events below: ${says}. “vigil clocks verify” names every such clock.`;
}

function correctable(teller: StreamTeller, roles: readonly Role[]): boolean {
  return teller.correction.roles.some((role) => roles.includes(role));
}

type Correcting = { clock: StoredClock; events: readonly StoredEvent[]; teller: StreamTeller; asOf: Instant };

function correctForm({ clock, events, teller, asOf }: Correcting): ClockPageProps['correct'] {
  const { correction } = teller;
  const stopped = clock.firstThrough ?? clock.through;
  return {
    action: correction.action(clock.subject),
    idempotencyKey: newId(),
    back: `/clocks/${clock.subject}/${clock.measure}/${clock.lap}`,
    asOf,
    steps: correction.steps(events),
    reasons: correction.reasons,
    suggested: stopped,
  };
}
