import type { IconName } from './icons.tsx';

/** Every state of the design's table of states. Words, shape and colour stand together, always. */
export type TagState =
  | 'waiting'
  | 'due-soon'
  | 'late'
  | 'missed'
  | 'met'
  | 'will-be-late'
  | 'stale'
  | 'not-live'
  | 'locked'
  | 'nobody'
  | 'shut'
  | 'closed-as-planned'
  | 'no-doctor'
  | 'confirmed'
  | 'booked'
  | 'not-confirmed'
  | 'not-needed'
  | 'amended'
  | 'full'
  | 'partial'
  | 'non-compliant'
  | 'sent'
  | 'received'
  | 'read'
  | 'done'
  | 'not-ours'
  | 'went-away'
  | 'not-received'
  | 'asks-for-action';

export type Tone = 'outline' | 'amber' | 'red' | 'green' | 'stale' | 'black' | 'dashed' | 'blue' | 'plain' | 'strong';
export type Look = { icon?: IconName; tone: Tone };

export function lookOf(state: TagState): Look {
  switch (state) {
    case 'waiting':
    case 'booked':
      return { icon: 'ring', tone: 'outline' };
    case 'due-soon':
    case 'will-be-late':
    case 'not-confirmed':
    case 'asks-for-action':
      return { icon: 'triangle', tone: 'amber' };
    case 'late':
    case 'missed':
    case 'not-received':
      return { icon: 'diamond', tone: 'red' };
    case 'met':
    case 'confirmed':
    case 'full':
    case 'read':
    case 'done':
      return { icon: 'tick', tone: 'green' };
    case 'partial':
      return { icon: 'half-disc', tone: 'amber' };
    case 'non-compliant':
    case 'no-doctor':
      return { icon: 'cross', tone: 'red' };
    case 'stale':
      return { icon: 'clock', tone: 'stale' };
    case 'not-live':
      return { icon: 'clock', tone: 'black' };
    case 'locked':
      return { icon: 'padlock', tone: 'plain' };
    case 'nobody':
      return { tone: 'strong' };
    case 'shut':
      return { icon: 'crossed-box', tone: 'black' };
    case 'closed-as-planned':
      return { icon: 'crossed-box', tone: 'outline' };
    case 'not-needed':
      return { tone: 'dashed' };
    case 'amended':
      return { icon: 'turning-arrow', tone: 'blue' };
    case 'not-ours':
    case 'went-away':
      return { icon: 'turning-arrow', tone: 'outline' };
    case 'sent':
    case 'received':
      return { icon: 'arrow', tone: 'outline' };
    default:
      return unknown(state);
  }
}

function unknown(state: never): never {
  throw new TypeError(`Not a state: ${state}`);
}

/** What a tag that counts says once the board is no longer live: "was 14 min", "was late 16 min". */
export function pastWords(state: TagState, words: string): string | undefined {
  if (state !== 'waiting' && state !== 'due-soon' && state !== 'late' && state !== 'will-be-late') return undefined;
  return `was ${words.replace(/ left$/, '').replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase())}`;
}
