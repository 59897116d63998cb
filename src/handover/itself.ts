import type { Actor } from '#people';

/** Who sends, records and chases: nobody presses anything. */
export const MESSENGER = '01900000-0000-7000-8000-0000000f0130';

export function messenger(tenant: number): Actor {
  return { account: MESSENGER, name: 'Vigil', grants: [{ tenant, role: 'shift-lead' }], by: 'token' };
}
