import type { Tx } from '#database';
import { hours, type Instant, uuidv7FromKey } from '#shared';
import { type CaseState, isOpen, timeOf } from '../case.ts';
import { caseLine } from '../caseListStore.ts';
import { beginPassIn } from '../pass/passStore.ts';
import { readDisposition } from './dispositions/index.ts';
import { asksOf } from './frame.ts';
import { runOut } from './referralStore.ts';

type About = { tenant: number; case: Exclude<CaseState, { state: 'none' }>; now: Instant };

/** What was not seen to within a day was seen to otherwise. */
const REMEMBERED = hours(24);

/** A referral whose disposition is an ambulance is passed to 999 as it is received: nobody has to notice it. */
export async function passToAmbulance(tx: Tx, { tenant, case: state, now }: About): Promise<void> {
  if (!isOpen(state) || state.entryRoute !== 'nhs-111') return;
  const line = await caseLine(tx, tenant, state.id);
  const at = timeOf(state, 'CaseOpened');
  if (!line?.dx || at === undefined || now - at > REMEMBERED) return;
  if (!asksOf(readDisposition(line.dx, at), at).passTo999) return;
  await beginPassIn(tx, { tenant, id: passId(state.id, at), case: state.id, service: state.service, at, now });
}

/** Sent to us to validate, and nobody has begun when its time runs out: the ambulance goes, as first decided (standards 9.4). */
export async function releaseUnvalidated(tx: Tx, tenant: number, now: Instant): Promise<void> {
  for (const { id, service, dx, dueBy } of await runOut(tx, tenant, now)) {
    const family = readDisposition(dx, dueBy).known?.family;
    if (family !== 'validation' || now - dueBy > REMEMBERED) continue;
    await beginPassIn(tx, { tenant, id: passId(id, dueBy), case: id, service, at: dueBy, now });
  }
}

function passId(id: string, at: Instant): string {
  return uuidv7FromKey(at, `pass:${id}`);
}
