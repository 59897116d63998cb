import type { Module } from '../modules.ts';
import { alertRoutes } from './alertRoutes.ts';
import { boardRoutes } from './boardRoutes.tsx';
import type { LatestNotices } from './reading.ts';

const latestNotices: LatestNotices = async () => [];

/** The control-room board, the wall and what is wrong tonight. */
export const tonightModule: Module = {
  commands: () => [],
  routes(app, context) {
    boardRoutes(app, context, latestNotices);
    alertRoutes(app, context);
  },
};
