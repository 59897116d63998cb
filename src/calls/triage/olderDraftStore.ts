import { inScope, recordAccess } from '#database';
import type { Instant } from '#shared';
import type { CallsContext } from '../routes.tsx';
import { draftsNamed, forgetDraft } from '../taking/draftStore.ts';
import { type CaseInHand, draftsOf } from './caseInHand.ts';
import { formFromNote } from './noteForm.ts';
import { noteFromOf, noteStanding } from './noteWritten.ts';

/** What somebody typed for a version of a note that stands no more, and never kept: box by box. */
export type OlderDraft = { name: string; keptAt: Instant; boxes: readonly (readonly [string, string])[] };

type Whose = { tenant: number; account: string; session?: string; now: Instant };

/** Shown beside what stands and never in its place (H18); without what stands in the same words already. */
export async function olderDrafts(
  { db }: Pick<CallsContext, 'db'>,
  { tenant, account, session, now }: Whose,
  hand: CaseInHand,
): Promise<OlderDraft[]> {
  const stem = draftsOf(hand.line.id);
  const current = `${stem}${noteFromOf(noteStanding(hand.state))}`;
  return inScope(db, { tenants: [tenant], account }, async (tx) => {
    const found = (await draftsNamed(tx, { tenant, account, name: stem })).filter(({ name }) => name !== current);
    const older = found.flatMap(({ name, keptAt, fields }) => {
      const boxes = Object.entries(fields).filter(([box, text]) => isNews(hand, box, text));
      return boxes.length === 0 ? [] : [{ name, keptAt, boxes }];
    });
    const access = { tenant, at: now, actor: account, session, action: 'read-draft' };
    for (const { name } of older) await recordAccess(tx, { ...access, detail: { draft: name } });
    return older;
  });
}

/** Chosen lists are preset; only what somebody wrote, and stands in no version, is worth reading again. */
function isNews({ notes }: CaseInHand, box: string, text: string): boolean {
  if (!box.startsWith('note.') || text.trim() === '' || preset.has(`${box}=${text}`)) return false;
  return !notes.some(({ body }) => formFromNote(body)[box] === text);
}
const preset = new Set(['note.observations.oxygenScale=1']);

export async function putAway(
  { db }: Pick<CallsContext, 'db'>,
  whose: Pick<Whose, 'tenant' | 'account'>,
  name: string,
): Promise<void> {
  await inScope(db, { tenants: [whose.tenant], account: whose.account }, (tx) => forgetDraft(tx, { ...whose, name }));
}
