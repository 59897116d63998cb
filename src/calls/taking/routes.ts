import type { FastifyInstance } from 'fastify';
import type { Context, Registered } from '#api';
import type { Role } from '#people';
import { type EntryPage, formRoutes } from './formRoutes.tsx';
import { listRoutes } from './listRoutes.tsx';
import { openPatientIndex } from './patientIndexClient.ts';
import { saveRoutes } from './saveRoutes.ts';

type Given = { staff: readonly Role[]; named(command: string): Registered; entryPage: EntryPage };

/** From the ringing telephone to the saved case: the list, the form, and what one press of F8 comes to. */
export function takingRoutes(app: FastifyInstance, context: Context, { staff, named, entryPage }: Given): void {
  const index = openPatientIndex(context.patientIndexUrl);
  listRoutes(app, context, { staff, answer: named('answer-call') });
  formRoutes(app, { context, index, entryPage });
  saveRoutes(app, {
    context,
    index,
    entryPage,
    commands: {
      'open-case': named('open-case'),
      'note-repeat': named('note-repeat'),
      'end-call': named('end-call'),
      'need-pass': named('need-pass'),
      'name-pass': named('name-pass'),
    },
  });
}
