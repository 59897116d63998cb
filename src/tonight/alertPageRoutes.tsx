import type { FastifyInstance } from 'fastify';
import type { Context } from '#api';
import { inScope } from '#database';
import { plus } from '#shared';
import { acknowledgers } from './acknowledge.ts';
import { openAlerts, pastAlerts } from './alertStore.ts';
import { NIGHT_MS } from './boardScene.ts';
import { deskOf, html, namerOf } from './desk.ts';
import { staff } from './leads.ts';
import { AlertsPage } from './pages/alerts.tsx';
import { inGravity } from './rules/alerts.ts';

/** Every alert that is open, and those of the night that are over. */
export function alertPageRoutes(app: FastifyInstance, context: Context): void {
  app.get('/tonight/alerts', { config: { who: staff } }, async (request, reply) => {
    const desk = deskOf(context, request);
    const { tenant, service } = desk.where;
    const { open, past } = await inScope(context.db, { tenants: [tenant] }, async (tx) => ({
      open: inGravity(await openAlerts(tx, tenant, service)),
      past: await pastAlerts(tx, { tenant, service, since: plus(desk.now, -NIGHT_MS) }),
    }));
    const accounts = [...open, ...past].flatMap(({ acknowledged, detail }) => [
      acknowledged?.by,
      typeof detail.by === 'string' ? detail.by : undefined,
    ]);
    const name = await namerOf(context, desk, accounts);
    const mayAcknowledge = desk.is(acknowledgers);
    return html(
      reply,
      <AlertsPage
        frame={desk.frame}
        open={open}
        past={past}
        name={name}
        names={desk.seesNames}
        mayAcknowledge={mayAcknowledge}
      />,
    );
  });
}
