import type { Faced, FormFace, Setting, Stage } from '#api';
import type { Tx } from '#database';
import { ok } from '#shared';
import { phoneDigits } from '../caseIdentity.ts';
import { type PlacedFacts, type PlacedKind, placedCommands } from './placedCommands.ts';
import { foldPlaced, openCasesRung, placedRow } from './placedStore.ts';

/** Where load, decide and append meet for calls to patients. They have no clock: what is timed is the patient's wait. */
export function placedStage(): Stage<PlacedKind> {
  return {
    fold: foldPlaced,
    facts: (tx, { needs, body, setting }) =>
      needs.includes('rung') ? rungFacts(tx, body, setting) : Promise.resolve({}),
    serviceOf: (state) => (state.state === 'none' ? undefined : state.service),
    patientData: false,
    rows: async ({ setting, state }) => ok([placedRow(setting.tenant, state)]),
  };
}

async function rungFacts(
  tx: Tx,
  { case: id, number }: Record<string, unknown>,
  { tenant, service }: Setting,
): Promise<Partial<PlacedFacts>> {
  if (service === undefined) return {};
  const digits = typeof number === 'string' ? phoneDigits(number) : undefined;
  const whom = { ...(typeof id === 'string' ? { case: id } : {}), ...(digits === undefined ? {} : { digits }) };
  return { rung: await openCasesRung(tx, { tenant, service, ...whom }) };
}

/** The telephone system has no page: a form of its own would be refused on the page of the case. */
export function placedFaces(): Faced[] {
  const face: FormFace = {
    next: () => '/calls',
    async again(_, reply, { problems }) {
      reply.type('text/plain; charset=utf-8');
      return problems.map(({ message }) => message).join('\n');
    },
  };
  const stage = placedStage();
  return placedCommands.map((command) => ({ command, stage, face })) as Faced[];
}
