import type { Faced } from '#api';
import { createShiftReader } from '#rota';
import type { Module } from '../modules.ts';
import { baseCommands } from './base/baseCommands.ts';
import { baseStage } from './base/baseStage.ts';
import type { DispatchContext, Handed } from './context.ts';
import { followMoves } from './moves/movesFollower.ts';
import { createBaseReader } from './reception/baseReader.ts';
import { baseFace, baseStreamOf } from './reception/baseRoutes.ts';
import { personRoutes } from './reception/personRoutes.tsx';
import { baseAgain, receptionRoutes } from './reception/receptionRoutes.tsx';
import { followCrews } from './visits/crewFollower.ts';
import { visitRoutes } from './visits/visitRoutes.tsx';

function commands(context: DispatchContext): Faced[] {
  const { directory, noticeRows, notices } = context;
  const stage = baseStage({ placesOf: directory.placesOf, serviceById: directory.serviceById, noticeRows, notices });
  const face = baseFace(baseAgain(context, createBaseReader(context)));
  const streamOf = baseStreamOf(context);
  return baseCommands.map((command) => ({ command, stage, face, streamOf })) as unknown as Faced[];
}

/** Bases and their desks. What it is handed it may not know otherwise: the public notices, which change with every door. */
export function dispatchModule(handed: Handed): Module {
  return {
    commands: (context) => commands({ ...context, ...handed }),
    routes(app, given) {
      const context = { ...given, ...handed };
      const reader = createBaseReader(context);
      receptionRoutes(app, context, reader);
      personRoutes(app, context, reader);
      visitRoutes(app, context);
    },
    jobs(context) {
      const following = { ...context, shifts: createShiftReader() };
      const crews = { ...context, shifts: createShiftReader() };
      return [
        { name: 'patients of shut bases', everyMs: 1_000, run: () => followMoves(following) },
        { name: 'visits of cars that nobody is in', everyMs: 2_000, run: () => followCrews(crews) },
      ];
    },
  };
}
