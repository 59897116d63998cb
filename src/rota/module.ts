import type { Context, Faced, FormFace } from '#api';
import { rolesOf } from '#people';
import type { Module } from '../modules.ts';
import { shiftStage } from './commands.ts';
import { formBody } from './formBody.ts';
import { againFor, rotaRoutes } from './routes.tsx';
import { shiftCommands } from './shiftCommands.ts';

function commands(context: Context): Faced[] {
  const stage = shiftStage({ placesOf: context.directory.placesOf, rolesOf });
  const face: FormFace = { body: formBody, next: (_, subject) => `/shifts/${subject}`, again: againFor(context) };
  return shiftCommands.map((command) => ({ command, stage, face })) as Faced[];
}

export const rotaModule: Module = { commands, routes: rotaRoutes };
