import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, type Context, type Faced, type FormFace, filled, frameFor, type Stage, serviceFor } from '#api';
import { inScope, recordAccess } from '#database';
import { type Role, rolesIn } from '#people';
import { hours, type Instant, NotFound, newId, type Problem, plus, timeOfDay, withOffset } from '#shared';
import { joinDates, readTime, renderPage, type Values } from '#web';
import type { CaseKind } from '../caseCommand.ts';
import { caseLifecycle } from '../caseSteps.ts';
import { practiceChoices } from '../taking/formRoutes.tsx';
import { nothingFound, type PanelsProps } from '../taking/pages/panels.tsx';
import { referralStage } from './commands.ts';
import { type EntryForm, isEntryForm } from './entryForms.ts';
import { EntryFormPage } from './pages/entryForm.tsx';
import { ReferralsPage } from './pages/referrals.tsx';
import { receiveReferral } from './receiveReferral.ts';
import { recentReferrals } from './referralStore.ts';
import { shownReferral } from './referralView.ts';

const staff: readonly Role[] = [
  'health-advisor',
  'triage-nurse',
  'doctor',
  'visiting-doctor',
  'shift-lead',
  'receptionist',
  'medical-director',
  'administrator',
  'privacy-officer',
];

export function referralRoutes(app: FastifyInstance, context: Context): void {
  app.get('/referrals', { config: { who: staff } }, (request, reply) => referralsPage(context, request, reply));
}

/** Both ways into receiving a referral: the line of NHS 111, and by hand while it is down. */
export function referralFaces(context: Context, cases: Stage<CaseKind>): Faced[] {
  const face: FormFace = {
    body: (_, form, now) => byHand(form, now),
    next: (_, subject) => `/cases/${subject}`,
    again: (request, reply, { problems, values }) =>
      referralsPage(context, request, reply, { problems, values: values as Values }),
  };
  return [{ command: receiveReferral, stage: referralStage(cases), face }] as unknown as Faced[];
}

function byHand(form: Record<string, string>, now: Instant): Record<string, unknown> {
  const joined = joinDates(form, ['dateOfBirth']);
  const fields = filled((joined.ok ? joined.value : { ...form, dateOfBirth: 'no date' }) as Record<string, string>);
  for (const unit of ['day', 'month', 'year']) delete fields[`dateOfBirth-${unit}`];
  const time = readTime(String(fields.triagedAt ?? ''));
  return time ? { ...fields, triagedAt: withOffset(timeOfDay(time, now)) } : fields;
}

type Refused = { problems: readonly Problem[]; values: Values };

async function referralsPage(context: Context, request: FastifyRequest, reply: FastifyReply, refused?: Refused) {
  const service = serviceFor(context, request, (request.query as { service?: string }).service);
  if (!service) throw new NotFound('there is no such service');
  const { tenant, id } = service;
  const actor = actorOf(request);
  const now = context.clocks.now(tenant);
  const lines = await inScope(context.db, { tenants: [tenant] }, async (tx) => {
    const found = await recentReferrals(tx, { tenant, service: id, since: plus(now, -hours(24)) });
    await recordAccess(tx, {
      tenant,
      at: now,
      actor: actor.account,
      session: actor.session,
      action: 'list-referrals',
      detail: { found: found.length },
    });
    return found;
  });
  const mine = rolesIn(actor, tenant);
  const mayReceive = caseLifecycle.steps['receive-referral'].roles.some((role) => mine.includes(role));
  const props = { frame: frameFor(context, request, service), now, mayReceive, newKey: newId, ...refused };
  return html(reply, <ReferralsPage {...props} lines={lines.map(shownReferral)} />);
}

type Entering = { route: EntryForm; id?: string; problems?: readonly Problem[]; values?: Values; panels?: PanelsProps };

/** The form of a way in other than a call; undefined where the address asks for none of them. */
export async function entryPage(context: Context, request: FastifyRequest, reply: FastifyReply, entering: Entering) {
  const service = serviceFor(context, request);
  if (!service) throw new NotFound('there is no such service');
  const bases = context.directory
    .placesOf(service.id)
    .flatMap(({ kind, slug, name }) => (kind === 'base' ? [{ value: slug, words: name }] : []));
  const { place } = request.query as { place?: string };
  const values = { ...(place ? { place } : {}), ...entering.values };
  const { route, id, problems } = entering;
  const frame = frameFor(context, request, service);
  const now = context.clocks.now(service.tenant);
  const panels = entering.panels ?? nothingFound(now);
  const practices = await inScope(context.db, { tenants: [service.tenant] }, (tx) =>
    practiceChoices(tx, service.tenant, now),
  );
  return html(
    reply,
    <EntryFormPage
      {...{ frame, route, bases, practices, problems, values, panels }}
      id={id || newId()}
      newKey={newId}
      isAgain={entering.values !== undefined}
    />,
  );
}

export { isEntryForm };

function html(reply: FastifyReply, page: Parameters<typeof renderPage>[0]) {
  reply.type('text/html; charset=utf-8');
  return renderPage(page);
}
