import { atLocal, type Instant } from '#shared';
import type { Episode } from './episode.ts';
import type { MessageEvent, RecordedMessageEvent } from './events.ts';
import { type MessageState, replayMessage } from './message.ts';

/** Builders for tests: Easter Sunday 2027 unless a date is given. */
const at = (time: string) => atLocal('2027-03-28', time);

/** Ivy Pellworth's visit, as her practice is told of it. */
export function anEpisode(about: Partial<Episode> = {}): Episode {
  return {
    case: '01900000-0000-7000-8000-00000000c131',
    service: 1,
    number: '2803-131',
    calledAt: at('22:41'),
    closedAt: atLocal('2027-03-29', '00:20'),
    closedVersion: 9,
    consultedAt: atLocal('2027-03-29', '00:15'),
    outcome: 'seen-at-home',
    seen: { at: at('23:52'), where: 'Home visit' },
    patient: {
      name: 'Ivy Pellworth',
      born: '1945-06-01',
      nhsNumber: '9990001315',
      isVerified: true,
      isRestricted: false,
    },
    practice: 1,
    forPractice: 'action',
    asked: 'Review the rescue pack on Tuesday.',
    impression: 'Worsening COPD, stayed at home',
    notes: [
      {
        by: 'Dr V. Patel',
        at: atLocal('2027-03-29', '00:15'),
        parts: [
          { heading: 'For the practice', words: 'Action: Review the rescue pack on Tuesday.' },
          { heading: 'Complaint and history', words: 'More breathless since 16:00.\nRescue pack from 10:00.' },
          { heading: 'Allergies', words: 'Penicillin: rash' },
        ],
      },
    ],
    isComplete: true,
    ...about,
  };
}

const message = '01900000-0000-7000-8000-000000000001';

/** A message as its events make it; each as its time, its type and its data. */
export function aMessage(
  ...told: readonly (readonly [time: string, type: MessageEvent['type'], data?: object])[]
): MessageState {
  const birth = { service: 1, case: 'c', practice: 1, forPractice: 'action', consultedAt: '2027-03-28T19:00:00.000Z' };
  const facts: [Instant, string, object][] = [
    [at('20:00'), 'MessageDue', birth],
    ...told.map(([time, type, data = {}]): [Instant, string, object] => [timeOf(time), type, data]),
  ];
  const events = facts.map(([occurredAt, type, data], index) => ({
    ...{ version: index + 1, type, occurredAt, data },
    ...{ recordedAt: occurredAt, recordedBy: 'somebody' },
  }));
  return replayMessage(message, events as unknown as RecordedMessageEvent[]);
}

function timeOf(time: string): Instant {
  const [date, clock] = time.includes(' ') ? time.split(' ') : ['2027-03-28', time];
  return atLocal(date ?? '', clock ?? '');
}
