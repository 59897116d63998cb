import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { type Context, liveRegion, tableCommandRoutes } from '#api';
import { inScope } from '#database';
import { peopleWithRoles } from '#people';
import { newId, type Problem, plus } from '#shared';
import { fragmentMessage, type Values } from '#web';
import { NIGHT_MS } from './boardScene.ts';
import { deskOf, html, namerOf } from './desk.ts';
import { staff, writers } from './leads.ts';
import { LogPage, type LogProps, LogTile } from './pages/log.tsx';
import { type LogKind, logKinds } from './rules/log.ts';
import { writeLine } from './shiftLogCommands.ts';
import { logSince } from './shiftLogStore.ts';

export function shiftLogRoutes(app: FastifyInstance, context: Context): void {
  app.get('/tonight/log', { config: { who: staff } }, (request, reply) => logPage(context, request, reply));
  app.get('/tonight/log/live', { config: { who: staff } }, (request, reply) => {
    const { tenant } = deskOf(context, request).where;
    const draw = async () => [
      fragmentMessage('log', renderToString(<LogTile {...(await logShown(context, request))} />)),
    ];
    return liveRegion(context, request, reply, { tenant, roles: staff, draw });
  });
  tableCommandRoutes(app, context, {
    ...writeLine(context.directory),
    face: {
      next: () => '/tonight/log',
      again: (request, reply, { problems, values }) =>
        logPage(context, request, reply, { problems, values: values as Values }),
    },
  });
}

type Refused = { problems: readonly Problem[]; values: Values };
type Asked = {
  kind?: string;
  by?: string;
  nights?: string;
  person?: string;
  shift?: string;
  place?: string;
  corrects?: string;
};

async function logPage(context: Context, request: FastifyRequest, reply: FastifyReply, refused?: Refused) {
  return html(reply, <LogPage {...(await logShown(context, request, refused))} />);
}

async function logShown(context: Context, request: FastifyRequest, refused?: Refused): Promise<LogProps> {
  const asked = request.query as Asked;
  const desk = deskOf(context, request, refused?.values.service);
  const nights = asked.nights === '7' ? 7 : 1;
  const since = plus(desk.now, -(NIGHT_MS + (nights - 1) * 24 * 3_600_000));
  const { lines, colleagues } = await inScope(context.db, { tenants: [desk.where.tenant] }, async (tx) => ({
    lines: await logSince(tx, { ...desk.where, since }),
    colleagues: desk.is(writers) ? await peopleWithRoles(tx, desk.where.tenant, writers) : [],
  }));
  const name = await namerOf(context, desk, [...lines.flatMap(({ by, person }) => [by, person])]);
  const kind = asked.kind !== undefined && asked.kind in logKinds ? (asked.kind as LogKind) : undefined;
  const shown = lines.filter(
    (line) => (!kind || line.kind === kind) && (!asked.by || line.by === asked.by || line.person === asked.by),
  );
  const filled = Object.fromEntries(
    (['kind', 'person', 'shift', 'place', 'corrects'] as const).flatMap((key) =>
      asked[key] ? [[key, asked[key]]] : [],
    ),
  );
  const corrected = lines.find(({ id }) => id === (refused?.values.corrects ?? asked.corrects));
  const query = new URLSearchParams({
    ...{ service: desk.service.slug, ...(kind ? { kind } : {}) },
    ...{ ...(asked.by ? { by: asked.by } : {}), nights: String(nights) },
  });
  return {
    frame: desk.frame,
    age: { ms: 0, asAt: desk.now },
    service: desk.service.slug,
    query: `?${query}`,
    lines: [...shown].reverse(),
    inAll: lines.length,
    filter: { ...(kind ? { kind } : {}), ...(asked.by ? { by: asked.by } : {}), nights },
    people: colleagues,
    who: colleagues.filter(({ account }) => lines.some(({ by, person }) => by === account || person === account)),
    places: desk.places.filter(({ kind: of }) => of !== 'elsewhere'),
    name,
    seesWords: desk.seesNames,
    mayWrite: desk.is(writers),
    id: newId(),
    ...(corrected ? { corrected } : {}),
    problems: refused?.problems ?? [],
    values: refused?.values ?? filled,
  };
}
