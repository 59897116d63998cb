import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Context, tableCommandRoutes } from '#api';
import { inScope } from '#database';
import { newId, type Problem, plus } from '#shared';
import type { Values } from '#web';
import { actors, answerAction } from './actionCommands.ts';
import { answersSince } from './answerStore.ts';
import { actionFacts } from './boardActions.ts';
import { NIGHT_MS, type ReaderOf } from './boardScene.ts';
import { type Desk, deskOf, html, namerOf } from './desk.ts';
import { staff } from './leads.ts';
import { ActionsPage } from './pages/actions.tsx';
import { ConfirmPage } from './pages/confirm.tsx';
import type { Given } from './reading.ts';
import { possibleActions, rankedActions } from './rules/actions.ts';

type Around = { context: Context; given: Given; readerOf: ReaderOf };
type Refused = { problems: readonly Problem[]; values: Values };

export function actionRoutes(app: FastifyInstance, around: Around): void {
  app.get('/tonight/actions', { config: { who: staff } }, (request, reply) => actionsPage(around, request, reply));
  app.get('/tonight/actions/confirm', { config: { who: actors } }, (request, reply) => {
    const { action } = request.query as { action?: string };
    return confirmPage(around, request, reply, { action: action ?? '' });
  });
  tableCommandRoutes(app, around.context, {
    ...answerAction(around),
    face: {
      next: () => '/',
      again: (request, reply, { problems, values }) => {
        const shown = values as Values;
        return confirmPage(around, request, reply, {
          action: shown.action ?? '',
          refused: { problems, values: shown },
        });
      },
    },
  });
}

const read = ({ context, given, readerOf }: Around, { where, service, now }: Desk) =>
  inScope(context.db, { tenants: [where.tenant] }, async (tx) => {
    const scene = await readerOf(service).scene(tx, now);
    const answers = await answersSince(tx, { ...where, since: plus(now, -NIGHT_MS) });
    return { facts: await actionFacts(tx, scene, where, given), answers };
  });

async function actionsPage(around: Around, request: FastifyRequest, reply: FastifyReply) {
  const desk = deskOf(around.context, request);
  const { facts, answers } = await read(around, desk);
  const possible = possibleActions(facts);
  const ranked = rankedActions(facts);
  const name = await namerOf(around.context, desk, [
    ...possible.map(({ person }) => person),
    ...answers.map(({ by }) => by),
  ]);
  const props = { facts, ranked, possible, answers: [...answers].reverse(), name, mayAct: desk.is(actors) };
  return html(reply, <ActionsPage frame={desk.frame} seesWords={desk.seesNames} {...props} />);
}

type Asked = { action: string; refused?: Refused };

async function confirmPage(around: Around, request: FastifyRequest, reply: FastifyReply, { action, refused }: Asked) {
  const desk = deskOf(around.context, request, refused?.values.service);
  const { facts } = await read(around, desk);
  const found = possibleActions(facts).find(({ key }) => key === action);
  const name = await namerOf(around.context, desk, [found?.person]);
  const places = desk.places.filter(({ id, kind }) => kind !== 'car' && id !== found?.place);
  return html(
    reply,
    <ConfirmPage
      frame={desk.frame}
      service={desk.service.slug}
      action={found}
      places={places}
      name={name}
      newId={newId}
      problems={refused?.problems ?? []}
      values={refused?.values ?? {}}
    />,
  );
}
