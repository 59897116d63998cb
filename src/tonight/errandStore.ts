import { readStream, type Tx } from '#database';
import type { StoredClock } from '#standards';
import { type DueErrand, type Errand, errandOf } from './tiles/errands.ts';

/** Clocks of which the stream is neither a case nor a call nor a shift. */
const MEASURES = /^(pass-999|work|message)/;

/** Who has each pass, work item and message that is due, as the log says it. */
export function createErrandReader() {
  // A message that is due is in nobody's hand: until it is sent nothing about it changes.
  const messages = new Map<string, Errand>();
  return {
    async read(tx: Tx, tenant: number, clocks: readonly StoredClock[]): Promise<DueErrand[]> {
      const errands: DueErrand[] = [];
      const open = clocks.filter(({ measure }) => MEASURES.test(measure));
      for (const { subject, dueAt } of open) {
        if (dueAt === null) continue;
        const errand = messages.get(subject) ?? errandOf(await readStream(tx, tenant, subject));
        if (!errand) continue;
        if (errand.kind === 'message') messages.set(subject, errand);
        errands.push({ ...errand, dueAt });
      }
      if (messages.size > 2 * open.length + 100) messages.clear();
      return errands;
    },
  };
}
export type ErrandReader = ReturnType<typeof createErrandReader>;
