import { noticesNow } from '#publishing';
import type { Module } from '../modules.ts';
import { alertRoutes } from './alertRoutes.ts';
import { boardRoutes } from './boardRoutes.tsx';

/** The control-room board, the wall and what is wrong tonight. */
export const tonightModule: Module = {
  commands: () => [],
  routes(app, context) {
    boardRoutes(app, context, noticesNow);
    alertRoutes(app, context);
  },
};
