import { instant, showDay, showTime } from '#shared';
import type { StreamTeller } from '#standards';
import { asks, channels, failureCodes, rejectReasons, rerouteReasons, settleHows } from './codes.ts';
import type { RecordedMessageEvent } from './events.ts';

/** A message on the page of its clock. No time of it is corrected: nobody types when something was sent. */
export const messageTeller: StreamTeller = {
  birth: 'MessageDue',
  kind: 'Message to the practice',
  isPatientData: true,
  title: ({ occurredAt }) => `Message to the practice, ${showDay(occurredAt)} ${showTime(occurredAt)}`,
  href: (stream) => `/messages/${stream}`,
  what: (event) => messageWhat(event as unknown as RecordedMessageEvent),
  reasons: { ...rejectReasons, ...rerouteReasons, ...settleHows },
  correction: { roles: [], action: (stream) => `/messages/${stream}`, reasons: {}, steps: () => [] },
};

export function messageWhat(event: RecordedMessageEvent): string {
  switch (event.type) {
    case 'MessageDue':
      return `Due: the case was closed${event.data.practice === undefined ? ', and no open practice is known' : ''}`;
    case 'MessageQueued': {
      const { version, channel, sendAt, forPractice } = event.data;
      const when = `to be sent ${showDay(instant(sendAt))} ${showTime(instant(sendAt))}`;
      return `Version ${version} is ready (${asks[forPractice].toLowerCase()}), ${when} by: ${channels[channel].toLowerCase()}`;
    }
    case 'MessageSent':
      return event.data.attempt === 1 ? 'Sent' : `Sent, at attempt ${event.data.attempt}`;
    case 'SendFailed': {
      const { attempt, code, again } = event.data;
      const next = again === undefined ? 'not tried again by itself' : `tried again ${showTime(instant(again))}`;
      return `Attempt ${attempt} failed: ${failureCodes[code]}; ${next}`;
    }
    case 'MessageReturned': {
      const { code, status, arrived } = event.data;
      const how = `${failureCodes[code]}${status === undefined ? '' : ` (${status})`}`;
      return `Came back: ${how}${arrived ? '; the practice has it by another way' : ''}`;
    }
    case 'MessageHeldUp':
      return `Held up: its mail server has not got through yet, and goes on trying${event.data.status === undefined ? '' : ` (${event.data.status})`}`;
    case 'MessageReceived':
      return 'The practice’s system has it';
    case 'MessageRead':
      return 'Read at the practice';
    case 'MessageActed':
      return 'Done at the practice';
    case 'MessageRejected':
      return `Given back: ${rejectReasons[event.data.reason].toLowerCase()}${event.data.mayBeOut ? '; it may have gone out' : ''}`;
    case 'MessageRerouted':
      return `Goes to another practice: ${rerouteReasons[event.data.reason].toLowerCase()}`;
    case 'MessageReopened':
      return event.data.sends
        ? 'Opened again by a later note: told by hand of the version before'
        : 'Opened again by a later note: somebody has to say what becomes of it';
    case 'WrongRecipientTold':
      return 'Whoever had it wrongly has been told';
    case 'MessageSettled':
      return `Settled: ${settleHows[event.data.how].toLowerCase()}`;
    case 'ReminderFailed': {
      const { attempt, code, again } = event.data;
      const next = again === undefined ? 'somebody here is to ring' : `tried again ${showTime(instant(again))}`;
      return `The reminder failed at attempt ${attempt}: ${failureCodes[code]}; ${next}`;
    }
    case 'MessageChased':
      return `${event.data.read ? 'Read, not done' : 'Nobody has read it'}: ${
        event.data.does === 'remind' ? 'the practice was reminded' : 'somebody here is to ring'
      }`;
    default:
      return event satisfies never;
  }
}
