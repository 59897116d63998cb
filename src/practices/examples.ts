import { atLocal } from '#shared';
import type { ShownNote } from './lookUpStore.ts';
import type { Practice } from './practice.ts';

/** A practice in the words of a test. */
export function aPractice(about: Partial<Practice> = {}): Practice {
  return {
    id: 1,
    code: 'Z99001',
    name: 'Hollin Row Surgery',
    address: '2 Hollin Row, Tidewell, ZZ1 3HR',
    telephone: '01632 960500',
    channel: 'folder',
    channelAddress: 'hollin-row',
    ...about,
  };
}

/** A note as a page of a case shows it. */
export function aShownNote(about: Partial<ShownNote> = {}): ShownNote {
  return {
    id: '01a1ab00-0000-7000-8000-000000000001',
    patient: { name: 'Ivy Pellworth', dateOfBirth: '1945-06-14', nhsNumber: '9990614024', nhsNumberVerified: true },
    version: 1,
    kinds: ['care-plan'],
    body: 'COPD, holds carbon dioxide: aim for oxygen 88 to 92 %.',
    owner: 'Dr B. Hollin',
    reviewBy: '2027-05-12',
    writtenAt: atLocal('2027-02-12', '10:00'),
    practice: { name: 'Hollin Row Surgery', telephone: '01632 960500', isClosed: false },
    match: { by: 'nhs-number', differs: [] },
    stale: false,
    ...about,
  };
}
