import type { Context, Faced, FormFace } from '#api';
import { rolesOf } from '#people';
import type { Module } from '../modules.ts';
import { shiftStage } from './commands.ts';
import { formBody } from './formBody.ts';
import { againFor, rotaRoutes } from './routes.tsx';
import { shiftCommands } from './shiftCommands.ts';
import type { LogSickness } from './sicknessCommands.ts';
import { sicknessRoutes } from './sicknessRoutes.tsx';

function commands(context: Context): Faced[] {
  const stage = shiftStage({ placesOf: context.directory.placesOf, rolesOf });
  const face: FormFace = { body: formBody, next: (_, subject) => `/shifts/${subject}`, again: againFor(context) };
  return shiftCommands.map((command) => ({ command, stage, face })) as Faced[];
}

/** The rota. Who rang in sick is written in the shift log, which is not this module's: `log` is handed in. */
export function rotaModule(log?: LogSickness): Module {
  return {
    commands,
    routes(app, context) {
      rotaRoutes(app, context);
      sicknessRoutes(app, context, { commands: commands(context), ...(log ? { log } : {}) });
    },
  };
}
