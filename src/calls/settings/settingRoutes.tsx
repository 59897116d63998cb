import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, type Context, type FormFace, filled, frameFor, serviceFor, tableCommandRoutes } from '#api';
import { inScope } from '#database';
import { namesOf, type Role, roles, rolesIn } from '#people';
import { NotFound, newId, type Problem, toIso } from '#shared';
import { joinDates, readTime, renderPage, type Values } from '#web';
import { contactPolicy } from '../contact/policy.ts';
import { leaseSetting } from '../lease/lease.ts';
import { inForce } from './edition.ts';
import { RulesPage } from './pages/rules.tsx';
import { setContactPolicy, setLease, settingRoles } from './settingCommands.ts';
import { type CallSettings, readSettings, type WrittenEdition } from './settingStore.ts';
import { contactValuesOf, leaseValuesOf, type SettingKind, settingKinds } from './values.ts';

/** Whoever works under these rules may read them; a visitor of a demo too, who sees no names. */
const readers: readonly Role[] = roles.filter((role) => !['telephony', 'practice-manager'].includes(role));

/** The rules of the call-backs: what they are, since when and why, and the forms that change them. */
export function settingRoutes(app: FastifyInstance, context: Context): void {
  const forReaders = { config: { who: readers } };
  app.get('/call-backs/rules', forReaders, (request, reply) => rulesPage(context, request, reply));
  app.get('/api/call-backs/rules', forReaders, async (request) => {
    const { now, settings, service } = await rulesOf(context, request);
    return {
      service: service.slug,
      inForce: Object.fromEntries(kinds.map((kind) => [kind, valueAt(settings, kind, now)])),
      editions: settings.editions.map(({ id, kind, from, value, reason, by, at }) => ({
        ...{ id, kind, from: toIso(from), ...value, reason, writtenAt: toIso(at), writtenBy: by },
      })),
    };
  });
  const face: FormFace = {
    body: (_, form) => bodyOf(form),
    next: () => '/call-backs/rules',
    again: (request, reply, { command, problems, values }) =>
      rulesPage(context, request, reply, {
        change: changed(command, values as Values),
        problems,
        values: values as Values,
      }),
  };
  tableCommandRoutes(app, context, { ...setContactPolicy, face });
  tableCommandRoutes(app, context, { ...setLease, face });
}

const kinds = Object.keys(settingKinds) as SettingKind[];

/** What is in force: the service's own, else ours. */
export function valueAt({ editions }: CallSettings, kind: SettingKind, at: Parameters<typeof inForce>[1]) {
  const ours = {
    'contact-urgent': contactValuesOf(contactPolicy.urgent),
    'contact-other': contactValuesOf(contactPolicy.other),
    lease: leaseValuesOf(leaseSetting),
  } as const;
  const own = editions.filter((one) => one.kind === kind);
  return inForce<WrittenEdition['value']>(own, at, ours[kind]);
}

/** A day and a time of day are one time; neither: from now on. */
function bodyOf({ fromTime = '', welfareCheck, ...form }: Record<string, string>): Record<string, unknown> {
  const rest: Record<string, string> = welfareCheck === 'true' ? { ...form, welfareCheck } : form;
  const joined = joinDates(rest, ['fromDay']);
  if (!joined.ok) return { ...filled(withoutDay(rest)), from: 'a day that is none' };
  const { fromDay, ...body } = joined.value as Record<string, string>;
  if (!fromDay && !fromTime) return filled(body);
  return { ...filled(body), from: `${fromDay ?? ''}T${readTime(fromTime || '00:00') ?? fromTime}` };
}

function withoutDay(form: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(form).filter(([name]) => !name.startsWith('fromDay')));
}

/** Which form a refused one was. */
function changed(command: string, { grade }: Values): SettingKind {
  if (command === 'set-lease') return 'lease';
  return grade === 'urgent' ? 'contact-urgent' : 'contact-other';
}

type Refused = { change: SettingKind; problems: readonly Problem[]; values: Values };

async function rulesOf(context: Context, request: FastifyRequest, asked?: string) {
  const service = serviceFor(context, request, (request.query as { service?: string }).service ?? asked);
  if (!service) throw new NotFound('there is no such service');
  const { tenant, id } = service;
  const now = context.clocks.now(tenant);
  const mine = rolesIn(actorOf(request), tenant);
  const settings = await inScope(context.db, { tenants: [tenant] }, (tx) => readSettings(tx, { tenant, service: id }));
  return { service, now, mine, settings };
}

async function rulesPage(context: Context, request: FastifyRequest, reply: FastifyReply, refused?: Refused) {
  const { service, now, mine, settings } = await rulesOf(context, request, refused?.values.service);
  const seesNames = mine.some((role) => role !== 'visitor');
  const names = seesNames
    ? await namesOf(
        context.db,
        settings.editions.map(({ by }) => by),
      )
    : new Map<string, string>();
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
  return renderPage(
    <RulesPage
      frame={frameFor(context, request, service)}
      service={service.slug}
      now={now}
      settings={settings}
      mayChange={mine.some((role) => settingRoles.includes(role))}
      change={refused?.change ?? kinds.find((kind) => kind === (request.query as { change?: string }).change)}
      nameOf={(account) => names.get(account)}
      id={newId()}
      problems={refused?.problems}
      values={refused?.values}
    />,
  );
}
