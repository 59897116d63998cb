import type { EventOf, Happened } from '#api';

/** Where the life-threatening condition was met with: on the telephone (NQR 9a) or at a base (NQR 10a). */
export const passSettings = { telephone: 'On the telephone', base: 'At a base' } as const;

/** Why 999 was not needed after all. Only a clinician says so. */
export const standDownReasons = {
  'pressed-by-mistake': 'It was pressed by mistake',
  'not-life-threatening': 'A clinician has assessed it: not life-threatening',
  'ambulance-there': 'An ambulance is with the patient already',
  'passed-already': 'It was passed already, under another entry',
} as const;

export type PassSetting = keyof typeof passSettings;
export type StandDownReason = keyof typeof standDownReasons;

/** Ids, codes and times only. What is told to 999 and what 999 said has a table of its own. */
export type PassEvents = {
  PassNeeded: { service: number; case?: string; call?: string; place?: number; at: PassSetting };
  /** Said afterwards, for a pass that was begun with neither case nor call: the case, or the id of words to that effect. */
  PassNamed: { case?: string; words?: string };
  /** 999 has taken it: only now is it passed. */
  PassConfirmed: Record<string, never>;
  PassStoodDown: { reason: StandDownReason };
  TimeCorrected: Record<string, never>;
};

export type PassEvent = EventOf<PassEvents>;
export type RecordedPassEvent = Happened<PassEvent>;

export const passEventTypes = [
  'PassNeeded',
  'PassNamed',
  'PassConfirmed',
  'PassStoodDown',
  'TimeCorrected',
] as const satisfies readonly (keyof PassEvents)[];
