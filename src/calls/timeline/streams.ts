import type { StoredEvent, Tx } from '#database';
import type { NameOfPlace, StreamTeller } from '#standards';
import { passesOf } from '../pass/passStore.ts';
import { passTeller } from '../pass/told.ts';
import { placedFor } from '../placed/placedStore.ts';
import { placedTeller } from '../placed/told.ts';
import { callsAbout } from '../taking/takenStore.ts';
import { callTeller } from '../told.ts';
import { workTeller } from '../work/told.ts';
import { workOf } from '../work/workStore.ts';

/** A kind of stream that belongs to a case, told by whoever writes it. The composition hands those of modules that stand above this one. */
export type CaseStream = {
  teller: Pick<StreamTeller, 'what' | 'reasons'>;
  streamsOf(tx: Tx, about: { tenant: number; case: string; call?: string }): Promise<readonly string[]>;
};

/** The streams of this module that stand beside a case: its call and those in which they rang back, its passes to 999, the calls to the patient, the work that was owed to the patient. */
export const ownStreams: readonly CaseStream[] = [
  {
    teller: callTeller,
    async streamsOf(tx, { tenant, case: id, call }) {
      return [...new Set([...(call === undefined ? [] : [call]), ...(await callsAbout(tx, tenant, id))])];
    },
  },
  {
    teller: passTeller,
    streamsOf: async (tx, { tenant, case: id }) => (await passesOf(tx, tenant, id)).map((pass) => pass.id),
  },
  {
    teller: placedTeller,
    streamsOf: async (tx, { tenant, case: id }) => (await placedFor(tx, tenant, id)).map((call) => call.id),
  },
  {
    teller: workTeller,
    streamsOf: async (tx, { tenant, case: id }) => (await workOf(tx, tenant, { case: id })).map((work) => work.id),
  },
];

/** What happened, with the reason that was given for it where the words do not hold it. */
export function whatAndWhy(teller: CaseStream['teller'], event: StoredEvent, place: NameOfPlace): string {
  const what = teller.what(event, place);
  const reason = teller.reasons[String(event.reason ?? event.data.reason ?? '')];
  return reason && !what.toLowerCase().includes(reason.toLowerCase()) ? `${what}: ${lower(reason)}` : what;
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
