import type { FastifyInstance } from 'fastify';
import type { Context } from '#api';
import { inScope } from '#database';
import type { ReaderOf } from './boardScene.ts';
import { deskOf, html, namerOf } from './desk.ts';
import { staff, writers } from './leads.ts';
import { OnPage } from './pages/on.tsx';
import { rollOf } from './tiles/onNow.ts';

/** Who is on now, and who is due on: from arrivals, from what people have done, and from who was rung. */
export function onRoutes(app: FastifyInstance, context: Context, readerOf: ReaderOf): void {
  app.get('/tonight/on', { config: { who: staff } }, async (request, reply) => {
    const desk = deskOf(context, request);
    const reader = readerOf(desk.service);
    const { scene, answered } = await inScope(context.db, { tenants: [desk.where.tenant] }, async (tx) => ({
      scene: await reader.scene(tx, desk.now),
      answered: await reader.answered(tx, desk.now),
    }));
    const roll = rollOf({ ...scene, answered });
    const people = [...roll.on, ...roll.due, ...roll.missing].map(({ person }) => person);
    const name = await namerOf(context, desk, [...people, ...scene.log.map(({ person }) => person)]);
    const slugOf = (id: number) => desk.places.find((place) => place.id === id)?.slug ?? '';
    return html(
      reply,
      <OnPage
        frame={desk.frame}
        roll={roll}
        name={name}
        slugOf={slugOf}
        seesNames={desk.seesNames}
        mayRing={desk.is(writers)}
      />,
    );
  });
}
