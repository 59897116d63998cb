import { showMinutes, showTimeSeconds } from '#shared';
import { type Clock, type KernelEvent, settled } from './clock.ts';
import { foldClocks } from './fold.ts';
import type { ClockRules, Line } from './rule.ts';

export type Did = 'started' | 'moved' | 'not-moved' | 'stopped' | 'excluded' | 'amended' | 'changed' | 'nothing';

/** What one event did to one clock, in words for the clock's own page. */
export type Explained = {
  version: number;
  did: Did;
  words: string;
  /** The version of the correction that replaced this event's time, if any. */
  replacedBy?: number;
  /** How the clock stood once this event had settled or amended it. */
  outcome?: Clock['outcome'];
};

/**
 * What each event of the stream did to the clock: the fold is read one event at a time, and the difference is said.
 * Local times are Europe/London.
 */
export function explain(
  rules: ClockRules,
  clock: Pick<Clock, 'measure' | 'lap'>,
  events: readonly KernelEvent[],
): Explained[] {
  const family = measuresWith(rules, clock.measure);
  let before: Clock | undefined;
  return events.map((event, index) => {
    const clocks = foldClocks(rules, events.slice(0, index + 1));
    const inLap = clocks.filter(({ measure, lap }) => lap === clock.lap && family.has(measure));
    const after = inLap.find(({ measure }) => measure === clock.measure) ?? inLap[0];
    const said = difference(rules, before, after, event);
    before = after;
    const replacedBy = events.findLast(({ corrects }) => corrects === event.version)?.version;
    return { version: event.version, ...said, ...(replacedBy === undefined ? {} : { replacedBy }) };
  });
}

function measuresWith(rules: ClockRules, measure: string): Set<string> {
  const lines = rules.clocks.map((rule) => rule.lines.map((line) => line.measure));
  return new Set(lines.find((measures) => measures.includes(measure)) ?? [measure]);
}

type Said = Omit<Explained, 'version' | 'replacedBy'>;

function difference(rules: ClockRules, before: Clock | undefined, after: Clock | undefined, event: KernelEvent): Said {
  if (!after || (before && after.through === before.through)) return { did: 'nothing', words: 'not used by this rule' };
  if (event.corrects !== undefined)
    return { did: 'amended', words: `Amended: ${ended(after)}`, outcome: after.outcome };
  if (after.outcome === 'excluded')
    return { did: 'excluded', words: `Not counted: ${inWords(after.reason)}`, outcome: 'excluded' };
  if (settled(after.outcome) && after.outcome !== before?.outcome)
    return { did: 'stopped', words: `Stopped: ${ended(after)}`, outcome: after.outcome };
  if (after.reason === 'changed-after-limit')
    return { did: 'not-moved', words: 'Changed after its limit had passed: it stays missed' };
  if (before && before.measure !== after.measure)
    return { did: 'moved', words: `Now ${lineOf(rules, after.measure)}. ${due(after)}` };
  if (after.startedAt !== null && (!before || before.startedAt === null))
    return { did: 'started', words: `Started. ${due(after)}` };
  return { did: 'changed', words: due(after) };
}

function lineOf(rules: ClockRules, measure: string): string {
  const lines: readonly Pick<Line, 'measure' | 'words'>[] = rules.clocks.flatMap((rule) => [...rule.lines]);
  return lines.find((line) => line.measure === measure)?.words ?? measure;
}

function due(clock: Clock): string {
  if (clock.dueAt !== null) return `Due ${showTimeSeconds(clock.dueAt)}`;
  return clock.startedAt === null ? 'Not running yet' : 'Nothing is running out';
}

/** "met by 4 min", "missed by 22 min": the length is how far from the due time, rounded down. */
function ended(clock: Clock): string {
  if (clock.outcome === 'excluded') return `not counted, ${inWords(clock.reason)}`;
  if (clock.outcome === 'unmeasurable') return `not measurable, ${inWords(clock.reason)}`;
  if (clock.outcome !== 'met' && clock.outcome !== 'missed')
    return clock.outcome === 'open' ? due(clock) : clock.outcome;
  if (clock.reason && clock.outcome === 'missed') return `missed, ${inWords(clock.reason)}`;
  if (clock.dueAt === null || clock.stoppedAt === null) return clock.outcome;
  return `${clock.outcome} by ${showMinutes(Math.abs(clock.dueAt - clock.stoppedAt))}`;
}

const reasons: Readonly<Record<string, string>> = {
  abandoned: 'the caller gave up',
  phantom: 'not a real call',
  'hung-up-in-message': 'the caller hung up in the message',
  'no-start': 'no start is recorded',
  'stopped-before-start': 'it stopped before it started',
  'outside-calendar': 'outside the dates that the calendar covers',
  'changed-after-limit': 'changed after its limit had passed',
  'moved-by-correction': 'a correction has moved it to another line',
  'other-line': 'it was first recorded under another line',
  'closed-unassessed': 'closed without an assessment',
  'closed-unseen': 'closed without being seen',
  'closed-without-interpreter': 'closed without an interpreter',
  'stood-down': 'stood down within the limit',
  'stood-down-late': 'stood down after the limit had passed',
  withdrawn: 'no longer needed',
  'withdrawn-late': 'withdrawn after it was due',
  'given-back': 'the practice gave it back, and the wait goes on',
  returned: 'its mail server sent it back, and the wait goes on',
  declined: 'the patient did not want it sent',
  'declined-late': 'the patient did not want it sent, recorded after it was due',
  'no-practice': 'the patient has no practice to send it to',
  'covered-so-far': 'somebody is there',
  'nobody-there': 'nobody was there',
};

/** The plain words for a clock's reason code. */
export function inWords(reason: string | null): string {
  if (reason === null) return '';
  if (reasons[reason]) return reasons[reason];
  return reason.startsWith('no-') ? `no ${reason.slice(3)} is recorded` : reason.replaceAll('-', ' ');
}
