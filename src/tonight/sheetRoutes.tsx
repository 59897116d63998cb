import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Context, tableCommandRoutes } from '#api';
import { inScope } from '#database';
import { NotFound, newId, type Problem, parseUuid } from '#shared';
import type { Values } from '#web';
import { deskOf, html, namerOf } from './desk.ts';
import { leads, writers } from './leads.ts';
import { HandoverPage } from './pages/handover.tsx';
import { SheetPage } from './pages/sheetPage.tsx';
import { countersignHandover, signHandover } from './sheetCommands.ts';
import type { SheetMaker } from './sheetFollower.ts';
import { lastSheets, sheetById } from './sheetStore.ts';

type Refused = { problems: readonly Problem[]; values: Values };

/** The sheet of this moment, the sheets that were signed, and both signatures. For those who work the night. */
export function sheetRoutes(app: FastifyInstance, context: Context, make: SheetMaker): void {
  const config = { who: [...writers] };
  app.get('/tonight/handover', { config }, (request, reply) => nowPage({ context, make }, request, reply));
  app.get('/tonight/handover/:sheet', { config }, (request, reply) => {
    const { sheet } = request.params as { sheet: string };
    return signedPage(context, request, reply, { sheet });
  });
  tableCommandRoutes(app, context, {
    ...signHandover(context, make),
    face: {
      next: (_, subject) => `/tonight/handover/${subject}`,
      again: (request, reply, { problems, values }) =>
        nowPage({ context, make }, request, reply, { problems, values: values as Values }),
    },
  });
  tableCommandRoutes(app, context, {
    ...countersignHandover,
    face: {
      next: () => '/tonight/handover',
      again: (request, reply, { problems, values }) => {
        const shown = values as Values;
        return signedPage(context, request, reply, { sheet: shown.sheet ?? '', refused: { problems, values: shown } });
      },
    },
  });
}

async function nowPage(
  { context, make }: { context: Context; make: SheetMaker },
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: Refused,
) {
  const desk = deskOf(context, request, refused?.values.service);
  const { service, now, where, actor } = desk;
  const { body, sheets } = await inScope(context.db, { tenants: [where.tenant] }, async (tx) => ({
    body: await make(tx, { service, now, outgoing: actor.account, remarks: '' }),
    sheets: await lastSheets(tx, where),
  }));
  const name = await namerOf(
    context,
    desk,
    sheets.flatMap(({ signatures }) => signatures.map(({ by }) => by)),
  );
  const common = { frame: desk.frame, service: service.slug, body, sheets, name, mayLead: desk.is(leads), id: newId() };
  return html(reply, <HandoverPage {...common} problems={refused?.problems ?? []} values={refused?.values ?? {}} />);
}

type Looked = { sheet: string; refused?: Refused };

async function signedPage(context: Context, request: FastifyRequest, reply: FastifyReply, { sheet, refused }: Looked) {
  const desk = deskOf(context, request, refused?.values.service);
  const id = parseUuid(sheet);
  if (!id.ok) throw new NotFound('there is no such handover sheet');
  const found = await inScope(context.db, { tenants: [desk.where.tenant] }, (tx) =>
    sheetById(tx, desk.where.tenant, id.value),
  );
  if (!found || found.service !== desk.where.service) throw new NotFound('there is no such handover sheet');
  const name = await namerOf(
    context,
    desk,
    found.signatures.map(({ by }) => by),
  );
  const own = found.signatures.some(({ by }) => by === desk.actor.account);
  const maySign = desk.is(leads) && !own && found.signatures.length < 2;
  const common = {
    frame: desk.frame,
    service: desk.service.slug,
    sheet: found,
    name,
    maySign,
    isOwn: own,
    id: newId(),
  };
  return html(reply, <SheetPage {...common} problems={refused?.problems ?? []} values={refused?.values ?? {}} />);
}
