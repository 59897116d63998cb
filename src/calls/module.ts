import type { Context, Faced, FormFace } from '#api';
import type { Module } from '../modules.ts';
import { callCommands } from './callCommands.ts';
import { caseCommands } from './caseCommands.ts';
import { callStage, caseStage } from './commands.ts';
import { formBody } from './formBody.ts';
import { callsRoutes, pagesAgain } from './routes.tsx';

function commands(context: Context): Faced[] {
  const again = pagesAgain(context);
  const ofCalls = callStage();
  const ofCases = caseStage({ placesOf: context.directory.placesOf, strict: false });
  const callFace: FormFace = {
    body: (_, form, now) => formBody(form, now),
    next: (command, subject) => (command === 'answer-call' ? `/cases/new?call=${subject}` : '/calls'),
    again: (request, reply) => again.call(request, reply),
  };
  const caseFace: FormFace = {
    body: (_, form, now) => formBody(form, now),
    next: (_, subject) => `/cases/${subject}`,
    again: (request, reply, { command, stream, problems, values }) => {
      const shown = values as Record<string, string>;
      if (command === 'open-case')
        return again.openCase(request, reply, { id: stream, call: shown.call, problems, values: shown });
      return again.case(request, reply, { stream, chosen: command, problems, values: shown });
    },
  };
  return [
    ...callCommands.map((command) => ({ command, stage: ofCalls, face: callFace })),
    ...caseCommands.map((command) => ({ command, stage: ofCases, face: caseFace })),
  ] as Faced[];
}

export const callsModule: Module = { commands, routes: callsRoutes };
