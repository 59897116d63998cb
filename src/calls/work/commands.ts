import type { Stage } from '#api';
import { rolesOf } from '#people';
import { ok } from '#shared';
import type { WorkKindOf } from './workCommands.ts';
import { foldWork, workClockRows, workRow, workTextRow } from './workStore.ts';

/** Where load, decide and append meet for work items. */
export function workStage(): Stage<WorkKindOf> {
  return {
    fold: foldWork,
    async facts(tx, { needs, body, setting }) {
      if (!needs.includes('person') || typeof body.by !== 'string') return {};
      return { personKnown: (await rolesOf(tx, setting.tenant, body.by)).length > 0 };
    },
    serviceOf: (state) => (state.state === 'none' ? undefined : state.service),
    patientData: false,
    async rows({ setting, before, after, state, decision }, tx) {
      const { tenant, stream, now, account } = setting;
      const clocks = await workClockRows(tx, { tenant, stream, before, after });
      const texts = (decision.writes ?? []).map((write) => workTextRow(tenant, write, { by: account, at: now }));
      return ok([workRow(tenant, state), ...clocks, ...texts]);
    },
  };
}
