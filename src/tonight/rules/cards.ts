import type { Instant } from '#shared';
import type { Level } from './pressure.ts';

/** What is to be done at a level, by whoever leads: words of the service, ticked one by one by a named person. */
export type CardItem = { item: string; words: string };
export type Card = { level: Level; heading: string; items: readonly CardItem[] };

const items = (all: { [item: string]: string }): CardItem[] =>
  Object.entries(all).map(([item, words]) => ({ item, words }));

/** After the action cards of OPEL (NHS England, 2018), in the words of an out-of-hours service. A setting of the service. */
export const cards: { readonly [L in Level]: Card } = {
  1: {
    level: 1,
    heading: 'An ordinary night',
    items: items({
      'read-handover': 'Read the handover sheet and sign for it',
      'confirm-next': 'Everybody who is due on has confirmed',
      'messages-go': 'Messages to practices are going out',
    }),
  },
  2: {
    level: 2,
    heading: 'The night is pressing',
    items: items({
      'look-next-hour': 'Go through the next hour with the clinician who leads',
      'comfort-calls': 'Somebody makes the comfort calls',
      'ask-free': 'Ask whoever is free to take a call-back',
      'ring-unconfirmed': 'Ring everybody who has not confirmed',
    }),
  },
  3: {
    level: 3,
    heading: 'People will be late unless something changes',
    items: items({
      'tell-director': 'Tell the medical director',
      'call-in': 'Ring for another clinician, and write down who and the answer',
      'shut-or-cover': 'A base without a doctor is covered, or shut and its patients moved',
      'notice-true': 'The public notices say what is so',
      'tell-111': 'Tell NHS 111 which bases are shut and how long call-backs take',
      'recall-late': 'A clinician looks at everybody who is late, the longest first',
    }),
  },
  4: {
    level: 4,
    heading: 'The service cannot keep everybody safe by itself',
    items: items({
      'director-here': 'The medical director has taken the lead, or said who does',
      'tell-commissioner': 'Tell the commissioner who is on call',
      'tell-ambulance': 'Tell the ambulance service and the emergency department',
      neighbours: 'Ask the neighbouring service to take call-backs or bases',
      'recall-all': 'A clinician looks at everybody who waits',
      incident: 'Write the incident down',
    }),
  },
};

export type Tick = { at: Instant; by: string; level: number; item: string; done: boolean };

export type CardLine = CardItem & { done?: { by: string; at: Instant } };

/** A card as it stands: of each item the last tick or its taking back, among those of this night. */
export function cardWith(level: Level, ticks: readonly Tick[]): CardLine[] {
  return cards[level].items.map((line) => {
    const last = ticks.findLast((tick) => tick.level === level && tick.item === line.item);
    return last?.done ? { ...line, done: { by: last.by, at: last.at } } : line;
  });
}

export const doneOf = (lines: readonly CardLine[]) => lines.filter(({ done }) => done).length;
