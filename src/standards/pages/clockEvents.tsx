import type { StoredEvent } from '#database';
import { type Instant, localDate, showLength, showTime, showTimeSeconds } from '#shared';
import { sourceWords, Tag, type TimelineEntry } from '#web';
import type { Explained } from '../clock/explain.ts';
import type { NameOfPlace, StreamTeller } from '../teller.ts';
import { dayWords, momentWords } from './words.ts';

export type ToldEvents = {
  events: readonly StoredEvent[];
  explained: readonly Explained[];
  teller: StreamTeller;
  place: NameOfPlace;
  /** Names by account; absent where they are not shown to who is looking. */
  names?: ReadonlyMap<string, string>;
  /** What was written to explain a correction, by its version; absent where it is not shown. */
  explanations?: ReadonlyMap<number, string>;
  isCover: boolean;
  /** The day that needs no saying. */
  beside: Instant;
};

/** Each event as a row: when, when written down, what, who, and what it did to this clock. */
export function clockEvents(told: ToldEvents): TimelineEntry[] {
  return told.events.map((event, index) => {
    const what = told.explained[index];
    const correction = event.corrects === undefined ? undefined : told.events[event.corrects - 1];
    return {
      key: String(event.version),
      happened: momentWords(event.occurredAt, told.beside),
      ...written(event, correction, told.beside),
      what: correction ? corrected(event, correction, told) : told.teller.what(event, told.place),
      who: told.names ? (told.names.get(event.recordedBy) ?? 'somebody no longer known') : 'not shown to you',
      source: sourceWords(event.source),
      effect: what && effect(what, told.isCover),
      isReplaced: what?.replacedBy !== undefined,
      isCorrection: correction !== undefined,
    };
  });
}

const atOnce = 10_000;

function written(event: StoredEvent, correction: StoredEvent | undefined, beside: Instant) {
  const since = event.recordedAt - (correction ? correction.recordedAt : event.occurredAt);
  if (!correction && since < atOnce) return { written: 'at once' };
  const sameDay = localDate(event.recordedAt) === localDate(beside);
  const words = sameDay
    ? showTimeSeconds(event.recordedAt)
    : `${dayWords(event.recordedAt, beside)} ${showTime(event.recordedAt)}`;
  return since < 60_000 ? { written: words } : { written: words, later: `${showLength(since)} later` };
}

function corrected(event: StoredEvent, correction: StoredEvent, told: ToldEvents) {
  const { teller, events, place, explanations } = told;
  const before = events.findLast(({ corrects, version }) => corrects === correction.version && version < event.version);
  const was = (before ?? correction).occurredAt;
  const reason = event.reason === undefined ? '' : (teller.reasons[event.reason] ?? event.reason);
  const explanation = explanations?.get(event.version);
  return (
    <>
      <strong>Time corrected</strong>, from {momentWords(was, told.beside)}: {teller.what(correction, place)}
      <span class="second--line">
        Reason: {reason}.{explanation && ` “${explanation}”`}
      </span>
    </>
  );
}

function effect({ did, words, outcome }: Explained, isCover: boolean) {
  if (isCover && did === 'started') return <strong>Required</strong>;
  switch (did) {
    case 'nothing':
      return undefined;
    case 'stopped':
      return outcome === 'met' ? <Tag state="met" words={words} /> : stoppedOtherwise(words, outcome);
    case 'amended':
      return <Tag state="amended" words={words} />;
    case 'not-moved':
      return <Tag state="missed" words={words} />;
    case 'started':
    case 'moved': {
      const [first, ...rest] = words.split('. ');
      return (
        <>
          <strong>{rest.length > 0 ? `${first}.` : first}</strong> {rest.join('. ')}
        </>
      );
    }
    default:
      return words;
  }
}

function stoppedOtherwise(words: string, outcome: Explained['outcome']) {
  return outcome === 'missed' ? <Tag state="missed" words={words} /> : <Tag state="not-needed" words={words} />;
}
