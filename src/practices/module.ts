import type { Module } from '../modules.ts';
import type { Cases } from './cases.ts';
import { concernRoutes } from './concernRoutes.tsx';
import { directoryRoutes } from './directoryRoutes.tsx';
import { followNotes } from './follower.ts';
import { noteRoutes } from './noteRoutes.tsx';

/** The practices whose patients the service sees: the directory, their special notes and their concerns. */
export function practicesModule(cases: Cases): Module {
  return {
    commands: () => [],
    routes(app, context) {
      directoryRoutes(app, context);
      noteRoutes(app, context, cases);
      concernRoutes(app, context, cases);
    },
    jobs: ({ db }) => [{ name: 'special notes', everyMs: 1_000, run: () => followNotes({ db, cases }) }],
  };
}
