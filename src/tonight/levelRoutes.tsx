import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Context, type FormFace, tableCommandRoutes } from '#api';
import { inScope } from '#database';
import { hours, newId, type Problem, plus } from '#shared';
import type { Values } from '#web';
import { NIGHT_MS, type ReaderOf } from './boardScene.ts';
import { deskOf, html, namerOf } from './desk.ts';
import { leads, staff } from './leads.ts';
import { endOverride, overrideLevel, tickItem } from './levelCommands.ts';
import { levelsSince, ticksSince } from './levelStore.ts';
import { LevelPage } from './pages/level.tsx';
import type { Given } from './reading.ts';
import { cardWith } from './rules/cards.ts';
import { pressureFacts } from './rules/facts.ts';
import { standingAt } from './rules/pressure.ts';

export function levelRoutes(app: FastifyInstance, around: Around): void {
  const { context } = around;
  app.get('/tonight/level', { config: { who: staff } }, (request, reply) => levelPage(around, request, reply));
  const face: FormFace = {
    next: () => '/tonight/level',
    again: (request, reply, { problems, values }) =>
      levelPage(around, request, reply, { problems, values: values as Values }),
  };
  tableCommandRoutes(app, context, { ...overrideLevel, face });
  tableCommandRoutes(app, context, { ...endOverride, face });
  tableCommandRoutes(app, context, { ...tickItem, face });
}

type Around = { context: Context; given: Pick<Given, 'turnedAway'>; readerOf: ReaderOf };
type Refused = { problems: readonly Problem[]; values: Values };

async function levelPage(
  { context, given, readerOf }: Around,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: Refused,
) {
  const desk = deskOf(context, request, refused?.values.service);
  const { where, now } = desk;
  const { rows, ticks, scene } = await inScope(context.db, { tenants: [where.tenant] }, async (tx) => ({
    rows: await levelsSince(tx, { ...where, since: plus(now, -hours(24)) }),
    ticks: await ticksSince(tx, { ...where, since: plus(now, -NIGHT_MS) }),
    scene: await readerOf(desk.service).scene(tx, now),
  }));
  const facts = pressureFacts(scene);
  const standing = standingAt(rows, facts);
  const name = await namerOf(context, desk, [...rows.map(({ by }) => by), ...ticks.map(({ by }) => by)]);
  return html(
    reply,
    <LevelPage
      frame={desk.frame}
      service={desk.service.slug}
      standing={standing}
      facts={facts}
      cards={([1, 2, 3, 4] as const).map((level) => ({ level, lines: cardWith(level, ticks) }))}
      history={[...rows].reverse()}
      name={name}
      seesWords={desk.seesNames}
      mayLead={desk.is(leads)}
      turnedAway={given.turnedAway?.(now)}
      newId={newId}
      problems={refused?.problems ?? []}
      values={refused?.values ?? {}}
    />,
  );
}
