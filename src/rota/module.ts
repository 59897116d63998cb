import type { Context, Faced, FormFace } from '#api';
import type { Module } from '../modules.ts';
import { shiftStage } from './commands.ts';
import { againFor, rotaRoutes } from './routes.tsx';
import { shiftCommands } from './shiftCommands.ts';

function commands(context: Context): Faced[] {
  const stage = shiftStage({ placesOf: context.directory.placesOf });
  const face: FormFace = { next: (_, subject) => `/shifts/${subject}`, again: againFor(context) };
  return shiftCommands.map((command) => ({ command, stage, face })) as Faced[];
}

export const rotaModule: Module = { commands, routes: rotaRoutes };
