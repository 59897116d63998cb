import type { FastifyInstance } from 'fastify';
import type { Context, Faced, PassSource } from '#api';
import { type CaseStream, callTeller, caseTeller, passTeller, stuckLeases, workTeller } from '#calls';
import { baseStates, crewAnswering, movesToDo, shutBasesOf, watchBase } from '#dispatch';
import { droppedChannels, messageOfCase, messageTeller, unsentByPractice, unsentOf } from '#handover';
import { practicesOf } from '#practices';
import { noticeRows, noticesNow } from '#publishing';
import { shiftTeller } from '#rota';
import { plus } from '#shared';
import { type Given, logSickness } from '#tonight';
import { acting } from './acting.ts';
import { callsModule } from './calls/module.ts';
import { casesKnown } from './casesKnown.ts';
import { dispatchModule } from './dispatch/module.ts';
import { deskAgain } from './dispatch/reception/deskAgain.ts';
import { handoverModule } from './handover/module.ts';
import { practicesModule } from './practices/module.ts';
import { publishingModule } from './publishing/module.ts';
import { rotaModule } from './rota/module.ts';
import type { Job } from './server/jobs.ts';
import { standardsModule } from './standards/module.ts';
import { tonightModule } from './tonight/module.ts';

/** What each module brings to the server: commands with their faces, pages, and what it does by itself. */
export type Module = {
  commands(context: Context): readonly Faced[];
  routes(app: FastifyInstance, context: Context): void;
  jobs?(context: Context): Job[];
  /** The passes to 999 that stand on every staff page. */
  passes?: PassSource;
};

const shutBases = shutBasesOf(noticesNow);
const doors = { notices: noticesNow, noticeRows, shutBases };

/** What the control room is handed by those whom it may not ask otherwise. */
const tonightGiven = (context: Context): Given => ({
  notices: noticesNow,
  act: acting(context, () => modules.flatMap((module) => module.commands(context))),
  doors: async (tx, about) => ({ bases: await baseStates(tx, about), moves: await movesToDo(tx, about) }),
  shutBase: (_, base) => watchBase(context, base, noticesNow),
  stuckLeases: async (tx, about) =>
    (await stuckLeases(tx, about)).map(({ case: id, number, account, steppedAt }) => ({
      ...{ case: id, number, by: account, since: steppedAt },
    })),
  turnedAway(now) {
    const spell = context.shed?.standing().spell;
    // The spell is of the machine's clock, a board of the organisation's.
    return spell && { reports: spell.report, boards: spell.board, since: plus(now, spell.from - context.machineNow()) };
  },
  async messages(tx, about) {
    const { unsent, failed, oldest } = await unsentOf(tx, about);
    return {
      ...{ unsent, failed, dropped: await droppedChannels(tx, about) },
      ...(oldest ? { oldest: oldest.consultedAt } : {}),
      ...(oldest?.dueAt === undefined ? {} : { due: oldest.dueAt }),
    };
  },
  async unsentTo(tx, about) {
    const owed = await unsentByPractice(tx, about);
    const names = new Map(
      (owed.length === 0 ? [] : await practicesOf(tx, about.tenant)).map(({ id, name }) => [id, name]),
    );
    return owed.map(({ practice, ...rest }) => {
      const name = practice === undefined ? undefined : names.get(practice);
      return { ...rest, ...(name === undefined ? {} : { practice: name }) };
    });
  },
});

/** The message to the practice, on the timeline of its case. */
const messages: CaseStream = {
  teller: messageTeller,
  async streamsOf(tx, { tenant, case: id }) {
    const message = await messageOfCase(tx, tenant, id);
    return message === undefined ? [] : [message];
  },
};

export const modules: readonly Module[] = [
  standardsModule([callTeller, caseTeller, passTeller, workTeller, shiftTeller, messageTeller]),
  practicesModule(casesKnown),
  callsModule(shutBases, [messages], {
    crewOf: crewAnswering,
    deskAgain: (context, ...sent) => deskAgain({ ...context, ...doors }, ...sent),
  }),
  rotaModule(logSickness),
  dispatchModule(doors),
  handoverModule,
  tonightModule(tonightGiven),
  publishingModule,
];
