import { z } from 'zod';
import { type Context, idOf, streamId, text } from '#api';
import { ok, type Result, refused } from '#shared';
import { leads } from './leads.ts';
import type { SheetMaker } from './sheetFollower.ts';
import { sheetById, sign, writeSheet } from './sheetStore.ts';
import type { TableCommandOf } from './shiftLogCommands.ts';

const service = text('the short name of the service', 60).optional();
const signBody = z.strictObject({
  id: streamId('the sheet’s id'),
  service,
  remarks: text('what else there is to say', 4000).optional(),
});
const NO_SHEET = {
  field: 'sheet',
  code: 'sheet-unknown',
  message: 'There is no such handover sheet. Open it from the list.',
};

/** Whoever hands over signs what stands there now: from here on it is frozen, with its digest. */
export function signHandover(context: Context, make: SheetMaker): TableCommandOf<typeof signBody> {
  return {
    name: 'sign-handover',
    module: 'tonight',
    path: '/tonight/handover',
    roles: leads,
    summary: 'Freezes the handover sheet as it stands now, with free text, and signs it as the one who hands over.',
    body: signBody,
    async write(tx, { body, tenant, service: id, now, actor }): Promise<Result<void>> {
      const its = context.directory.serviceById(id);
      if (!its) return refused(NO_SHEET);
      const content = await make(tx, { service: its, now, outgoing: actor.account, remarks: body.remarks ?? '' });
      await writeSheet(tx, { tenant, service: id }, { id: body.id, at: now, by: actor.account, body: content });
      return ok(undefined);
    },
  };
}

const counterBody = z.strictObject({
  id: streamId('the signature’s id'),
  service,
  sheet: idOf('the handover sheet'),
  remark: text('what you add', 1000).optional(),
});

/** Whoever takes over signs the same content, as themselves: two names, one digest. */
export const countersignHandover: TableCommandOf<typeof counterBody> = {
  name: 'countersign-handover',
  module: 'tonight',
  path: '/tonight/handover/countersign',
  roles: leads,
  summary: 'Signs a handover sheet as the one who takes over. Nobody signs for both.',
  body: counterBody,
  async write(tx, { body, tenant, service: id, now, actor }): Promise<Result<void>> {
    const sheet = await sheetById(tx, tenant, body.sheet);
    if (!sheet || sheet.service !== id) return refused(NO_SHEET);
    if (sheet.signatures.some(({ as }) => as === 'incoming')) {
      return refused({ code: 'signed-already', message: 'This sheet has both signatures. Nothing needs doing.' });
    }
    if (sheet.signatures.some(({ by }) => by === actor.account)) {
      return refused({ code: 'same-person', message: 'You handed over. Whoever takes over signs as themselves.' });
    }
    if (!sheet.isTrue) {
      return refused({
        code: 'content-changed',
        message: 'This sheet is no longer as it was signed. Make a new one, and tell the administrator.',
      });
    }
    const signing = { tenant, sheet: body.sheet, as: 'incoming' as const, by: actor.account, at: now };
    const remark = body.remark ? { remark: body.remark } : {};
    await sign(tx, { ...signing, digest: Buffer.from(sheet.digest, 'hex'), ...remark });
    return ok(undefined);
  },
};
