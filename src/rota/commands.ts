import type { Stage } from '#api';
import type { StoredEvent, Tx } from '#database';
import type { Role } from '#people';
import { ok } from '#shared';
import { clockRows, foldClocks, ruleFor } from '#standards';
import { fits } from './fitting.ts';
import type { CoverKind, ShiftFacts } from './shiftCommand.ts';
import { correctionRow, foldShift, shiftRow } from './shiftStore.ts';

/** Where load, decide and append meet for shifts. */
export type Around = {
  placesOf(service: number): NonNullable<ShiftFacts['places']>;
  /** The roles that an account holds in an organisation; where absent, nobody is refused. */
  rolesOf?(tx: Tx, tenant: number, account: string): Promise<readonly Role[]>;
};

export function shiftStage({ placesOf, rolesOf }: Around): Stage<CoverKind> {
  return {
    fold: foldShift,
    async facts(tx, { needs, body, state, setting }) {
      const facts: Partial<ShiftFacts> = {};
      if (needs.includes('places') && setting.service !== undefined) facts.places = placesOf(setting.service);
      if (needs.includes('person') && rolesOf && state.state !== 'none') {
        const who = typeof body.person === 'string' ? body.person : setting.account;
        const held = await rolesOf(tx, setting.tenant, who);
        facts.personKnown = held.length > 0;
        facts.personFits = fits(state.role, held);
      }
      return facts;
    },
    serviceOf: (state) => (state.state === 'none' ? undefined : state.service),
    patientData: false,
    async rows({ setting, before, after, state, decision }, tx) {
      const { tenant, stream, now, account } = setting;
      const rule = await ruleOfStream(tx, after);
      const clocks = { before: foldClocks(rule, before), after: foldClocks(rule, after) };
      const audits = (decision.writes ?? []).map((write) => correctionRow(tenant, write, { by: account, at: now }));
      return ok([shiftRow(tenant, state), ...clockRows({ tenant, subject: stream, ...clocks }), ...audits]);
    },
  };
}

/** The rule that a stream is measured by is that of its birth. */
function ruleOfStream(tx: Tx, events: readonly StoredEvent[]) {
  const birth = events[0];
  if (!birth || typeof birth.data.service !== 'number') throw new Error('a birth names its service');
  return ruleFor(tx, birth.data.service, birth.occurredAt);
}
