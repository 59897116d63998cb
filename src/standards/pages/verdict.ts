import { type Instant, showMinutes, showTime } from '#shared';
import type { TagState } from '#web';
import { type Clock, overdue } from '../clock/clock.ts';
import { inWords } from '../clock/explain.ts';
import { exactLength } from './words.ts';

/** What a clock says, in words: its own page says the seconds, a list the minutes. */
export type Said = { words: string; tone: 'red' | 'green' | 'plain'; tag: { state: TagState; words: string } };

type Standing = Pick<Clock, 'outcome' | 'reason' | 'startedAt' | 'dueAt' | 'stoppedAt' | 'countedMs'>;
export type About = { asOf: Instant; isCover: boolean };

export function verdictOf(clock: Standing, about: About): Said {
  if (about.isCover) return coverVerdict(clock, about.asOf);
  switch (clock.outcome) {
    case 'met':
      return { words: metWords(clock), tone: 'green', tag: { state: 'met', words: 'Met' } };
    case 'missed':
      return { words: missedWords(clock), tone: 'red', tag: { state: 'missed', words: 'Missed' } };
    case 'excluded':
      return notCounted(`Not counted: ${inWords(clock.reason)}`, 'Excluded');
    case 'unmeasurable':
      return notCounted(`Not measurable: ${inWords(clock.reason)}`, 'Not measurable');
    default:
      return running(clock, about.asOf);
  }
}

function notCounted(words: string, tag: string): Said {
  return { words, tone: 'plain', tag: { state: 'not-needed', words: tag } };
}

function metWords({ dueAt, stoppedAt }: Standing): string {
  if (dueAt === null || stoppedAt === null) return 'Met';
  const left = dueAt - stoppedAt;
  if (left === 0) return 'Met, on the last second';
  return left < 1000 ? 'Met, with less than 1 s left' : `Met, with ${exactLength(left)} left`;
}

function missedWords({ dueAt, stoppedAt, reason }: Standing): string {
  if (reason !== null && reason !== 'changed-after-limit') return `Missed: ${inWords(reason)}`;
  if (dueAt === null || stoppedAt === null) return 'Missed';
  return stoppedAt - dueAt < 1000 ? 'Missed by less than 1 s' : `Missed by ${exactLength(stoppedAt - dueAt)}`;
}

function running(clock: Standing, asOf: Instant): Said {
  const { dueAt } = clock;
  if (dueAt === null)
    return { words: 'Open, nothing is running out', tone: 'plain', tag: { state: 'waiting', words: 'Open' } };
  if (overdue({ outcome: clock.outcome, dueAt }, asOf)) {
    const late = showMinutes(asOf - dueAt);
    return { words: `Open, late by ${late}`, tone: 'red', tag: { state: 'late', words: `Late ${late}` } };
  }
  const left = showMinutes(dueAt - asOf);
  return { words: `Open, ${left} left`, tone: 'plain', tag: { state: 'waiting', words: `${left} left` } };
}

function coverVerdict(clock: Standing, asOf: Instant): Said {
  if (clock.outcome === 'met')
    return { words: 'Covered, every minute', tone: 'green', tag: { state: 'confirmed', words: 'Covered' } };
  if (clock.outcome === 'missed')
    return { words: 'Not covered', tone: 'red', tag: { state: 'no-doctor', words: 'Not covered' } };
  if (clock.outcome !== 'open') return notCounted(inWords(clock.reason), clock.outcome);
  if (clock.dueAt === null)
    return { words: 'Covered so far', tone: 'plain', tag: { state: 'waiting', words: 'Covered so far' } };
  if (!overdue(clock, asOf))
    return { words: 'Not begun', tone: 'plain', tag: { state: 'waiting', words: 'Not begun' } };
  const since = `Nobody there since ${showTime(clock.dueAt)}`;
  return { words: since, tone: 'red', tag: { state: 'no-doctor', words: 'Nobody' } };
}

/** The tag of a row of a list: "Missed by 22 min", "In time". */
export function rowTag(clock: Standing, about: About): Said['tag'] {
  const { tag } = verdictOf(clock, about);
  if (about.isCover) return tag;
  if (clock.outcome === 'met') return { state: 'met', words: 'In time' };
  if (clock.outcome === 'excluded') return { ...tag, words: `Excluded: ${inWords(clock.reason)}` };
  if (clock.outcome !== 'missed') return tag;
  if (clock.reason !== null && clock.reason !== 'changed-after-limit')
    return { ...tag, words: clock.reason === 'abandoned' ? 'Gave up' : inWords(clock.reason) };
  const { dueAt, stoppedAt } = clock;
  return dueAt === null || stoppedAt === null ? tag : { ...tag, words: `Missed by ${showMinutes(stoppedAt - dueAt)}` };
}
