import type { Module } from '../modules.ts';
import { directoryRoutes } from './directoryRoutes.tsx';

/** The practices whose patients the service sees: the directory, their special notes and their concerns. */
export const practicesModule: Module = {
  commands: () => [],
  routes(app, context) {
    directoryRoutes(app, context);
  },
};
