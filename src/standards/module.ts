import type { Module } from '../modules.ts';
import { standardsRoutes } from './routes.tsx';
import type { StreamTeller } from './teller.ts';

/** Figures and their clocks. `tellers` say in words what the streams of other modules hold. */
export function standardsModule(tellers: readonly StreamTeller[]): Module {
  return { commands: () => [], routes: (app, context) => standardsRoutes(app, context, tellers) };
}
