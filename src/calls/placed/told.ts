import type { StreamTeller } from '#standards';
import type { RecordedPlacedEvent } from './events.ts';

/** A call to a patient among everything that happened to their case. */
export const placedTeller: Pick<StreamTeller, 'what' | 'reasons'> = {
  what: (event) => placedWhat(event as unknown as RecordedPlacedEvent),
  reasons: {},
};

export function placedWhat(event: RecordedPlacedEvent): string {
  switch (event.type) {
    case 'CallPlaced':
      return 'Telephone system: the patient’s number was rung';
    case 'CallConnected':
      return 'Telephone system: the call was taken up';
    case 'CallRangOff':
      return 'Telephone system: the call ended';
    default:
      return event satisfies never;
  }
}
