import type { FastifyInstance } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { type Context, liveRegion } from '#api';
import { inScope } from '#database';
import { plus, toIso } from '#shared';
import { fragmentMessage } from '#web';
import { acknowledgers } from './acknowledge.ts';
import { openAlerts, pastAlerts, type StoredAlert } from './alertStore.ts';
import { NIGHT_MS } from './boardScene.ts';
import { type Desk, deskOf, html, namerOf } from './desk.ts';
import { staff } from './leads.ts';
import { AlertsPage, AlertsTile } from './pages/alerts.tsx';
import { inGravity } from './rules/alerts.ts';

/** Every alert that is open, and those of the night that are over. */
export function alertPageRoutes(app: FastifyInstance, context: Context): void {
  app.get('/api/alerts', { config: { who: staff } }, async (request) => {
    const desk = deskOf(context, request);
    const all = await alertsOf(context, desk);
    return { alerts: [...all.open, ...all.past].map((alert) => asData(alert, desk)) };
  });
  app.get('/tonight/alerts', { config: { who: staff } }, async (request, reply) => {
    const desk = deskOf(context, request);
    const query = `?service=${encodeURIComponent(desk.service.slug)}`;
    return html(reply, <AlertsPage {...(await shownAt(context, desk))} frame={desk.frame} query={query} />);
  });
  app.get('/tonight/alerts/live', { config: { who: staff } }, (request, reply) => {
    const { tenant } = deskOf(context, request).where;
    const draw = async () => {
      const props = await shownAt(context, deskOf(context, request));
      return [fragmentMessage('alerts', renderToString(<AlertsTile {...props} />))];
    };
    return liveRegion(context, request, reply, { tenant, roles: staff, draw });
  });
}

async function shownAt(context: Context, desk: Desk) {
  const { open, past } = await alertsOf(context, desk);
  const accounts = [...open, ...past].flatMap(({ acknowledged, detail }) => [
    acknowledged?.by,
    typeof detail.by === 'string' ? detail.by : undefined,
  ]);
  const { now, seesNames: names } = desk;
  const age = { ms: 0, asAt: now };
  const name = await namerOf(context, desk, accounts);
  return { open, past, name, now, names, age, mayAcknowledge: desk.is(acknowledgers) };
}

function alertsOf({ db }: Pick<Context, 'db'>, { where: { tenant, service }, now }: Desk) {
  return inScope(db, { tenants: [tenant] }, async (tx) => ({
    open: inGravity(await openAlerts(tx, tenant, service)),
    past: await pastAlerts(tx, { tenant, service, since: plus(now, -NIGHT_MS) }),
  }));
}

/** For whoever carries alerts to a pager: codes, ids and times, and the number of the case that it is about. */
function asData(alert: StoredAlert, { places, seesNames }: Desk) {
  const { id, kind, subject, detail, raisedAt, saidAt, rings, acknowledged, clearedAt } = alert;
  const place = places.find((one) => one.id === detail.place)?.slug;
  return {
    ...{ id, kind, subject, raisedAt: toIso(raisedAt), saidAt: toIso(saidAt), rings },
    ...(typeof detail.number === 'string' && detail.number !== '' ? { number: detail.number } : {}),
    ...(place === undefined ? {} : { place }),
    ...(acknowledged ? { acknowledgedAt: toIso(acknowledged.at) } : {}),
    ...(acknowledged && seesNames ? { acknowledgedBy: acknowledged.by } : {}),
    ...(clearedAt === undefined ? {} : { clearedAt: toIso(clearedAt) }),
  };
}
