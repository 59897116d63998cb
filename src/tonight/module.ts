import { inScope } from '#database';
import { everyTenant } from '#people';
import { noticesNow } from '#publishing';
import { hours, plus } from '#shared';
import type { Module } from '../modules.ts';
import { alertRoutes } from './alertRoutes.ts';
import { forgetCensusRuns } from './alertStore.ts';
import { boardRoutes } from './boardRoutes.tsx';

/** The control-room board, the wall and what is wrong tonight. */
export const tonightModule: Module = {
  commands: () => [],
  routes(app, context) {
    boardRoutes(app, context, noticesNow);
    alertRoutes(app, context);
  },
  jobs: ({ db, machineNow }) => [
    {
      name: 'forget old runs of the census',
      everyMs: hours(1),
      run: async () =>
        inScope(db, { tenants: await everyTenant(db) }, (tx) =>
          forgetCensusRuns(tx, plus(machineNow(), -hours(7 * 24))),
        ),
    },
  ],
};
