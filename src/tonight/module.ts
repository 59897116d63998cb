import type { Context } from '#api';
import { inScope } from '#database';
import { everyTenant } from '#people';
import { hours, plus } from '#shared';
import type { Module } from '../modules.ts';
import { actionRoutes } from './actionRoutes.tsx';
import { alertPageRoutes } from './alertPageRoutes.tsx';
import { alertRoutes } from './alertRoutes.ts';
import { forgetCensusRuns } from './alertStore.ts';
import { boardRoutes } from './boardRoutes.tsx';
import { sceneReaders } from './boardScene.ts';
import { levelRoutes } from './levelRoutes.tsx';
import { onRoutes } from './onRoutes.tsx';
import type { Given } from './reading.ts';
import { sheetMaker } from './sheetFollower.ts';
import { sheetRoutes } from './sheetRoutes.tsx';
import { shiftLogRoutes } from './shiftLogRoutes.tsx';
import { openWatch, WATCH_MS } from './watchFollower.ts';

/** The control-room board, the wall, what is wrong tonight and what its people do about it. */
export function tonightModule(givenTo: (context: Context) => Given): Module {
  return {
    commands: () => [],
    routes(app, context) {
      const given = givenTo(context);
      const readerOf = sceneReaders(context, given);
      boardRoutes(app, context, given);
      alertRoutes(app, context);
      alertPageRoutes(app, context);
      shiftLogRoutes(app, context);
      onRoutes(app, context, readerOf);
      levelRoutes(app, { context, given, readerOf });
      actionRoutes(app, { context, given, readerOf });
      sheetRoutes(app, context, sheetMaker(context, given, readerOf));
    },
    jobs(context) {
      const given = givenTo(context);
      const watch = openWatch(context, given, sceneReaders(context, given));
      return [
        { name: 'watch every service', everyMs: WATCH_MS, run: watch.run },
        {
          name: 'forget old runs of the census',
          everyMs: hours(1),
          run: async () =>
            inScope(context.db, { tenants: await everyTenant(context.db) }, (tx) =>
              forgetCensusRuns(tx, plus(context.machineNow(), -hours(7 * 24))),
            ),
        },
      ];
    },
  };
}
