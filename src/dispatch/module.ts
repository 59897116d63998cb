import type { Faced } from '#api';
import type { Module } from '../modules.ts';
import { baseCommands } from './base/baseCommands.ts';
import { baseStage } from './base/baseStage.ts';
import type { DispatchContext, Handed } from './context.ts';
import { baseFace, baseStreamOf, receptionRoutes } from './reception/baseRoutes.tsx';

function commands(context: DispatchContext): Faced[] {
  const { directory, noticeRows } = context;
  const stage = baseStage({ placesOf: directory.placesOf, serviceById: directory.serviceById, noticeRows });
  const face = baseFace(async (_, reply) => reply.redirect('/bases', 303));
  const streamOf = baseStreamOf(context);
  return baseCommands.map((command) => ({ command, stage, face, streamOf })) as unknown as Faced[];
}

export function dispatchModule(handed: Handed): Module {
  return {
    commands: (context) => commands({ ...context, ...handed }),
    routes: (app, context) => receptionRoutes(app, { ...context, ...handed }),
  };
}
