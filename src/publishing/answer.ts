import {
  atLocal,
  dayName,
  type Instant,
  localDate,
  type Period,
  showDayYear,
  showDecimal,
  showMiles,
  showTime,
} from '#shared';
import type { AnswerTone } from '#web';
import type { DayHour } from './day.ts';
import type { SentElsewhere } from './sentElsewhere.ts';

export type Answer = {
  answer: string;
  tone: AnswerTone;
  more: string;
  /** What every box says where nothing can be said of the day: not even that nobody was needed. */
  unknown?: string;
};

export type Asked = {
  hours: readonly DayHour[];
  /** From the first to the last needed moment; absent where no doctor was. */
  needed?: Period;
  /** When the next release about these hours is due. */
  dueAt?: Instant;
  now: Instant;
  /** The stretch of which anything is known. */
  known?: Period;
  sent: readonly SentElsewhere[];
};

/** `Easter Sunday`, else `Saturday 27 March 2027`. */
export function dayWords(date: string, at: Instant): string {
  return dayName(date) ?? showDayYear(at);
}

/** The answer to "was there a doctor", in a sentence, from released hours alone. */
export function answerOf(asked: Asked): Answer {
  const { hours, needed } = asked;
  if (!needed) return noneNeeded(asked);
  const known = hours.filter(({ state }) => state === 'covered' || state === 'no-doctor');
  const waiting = hours.some(({ state }) => state === 'not-known');
  const later = waiting ? ` ${notYet(asked)}` : '';
  if (known.length === 0) return { answer: 'Not released yet.', tone: 'unknown', more: notYet(asked) };
  const gaps = known.filter(({ state }) => state === 'no-doctor');
  if (gaps.length > 0) {
    const { answer, more } = withGaps(known, gaps, needed, waiting);
    return { answer, tone: 'no', more: `${more}${sentWords(asked.sent)}.${later}` };
  }
  const sent = sentWords(asked.sent);
  const also = sent ? ` Still, ${sent.slice(6)}.` : '';
  if (!waiting) {
    const more = `A doctor was needed ${stretch(needed)}, and one was there in every hour.`;
    return { answer: 'Yes.', tone: 'yes', more: more + also };
  }
  const until = hours.find(({ state }) => state === 'not-known')?.period.from ?? needed.to;
  const answer = known.every(({ period }) => period.from < until)
    ? `Yes, until ${clock(until)}.`
    : 'Yes, as far as is released.';
  return { answer, tone: 'yes', more: `${notYet(asked)}${also}` };
}

function noneNeeded({ hours, known, now }: Asked): Answer {
  const [first, last] = [hours[0]?.period.from ?? now, hours.at(-1)?.period.to ?? now];
  if (!known || last <= atLocal(localDate(known.from), '00:00')) {
    const more = known
      ? `The record of this base begins on ${showDayYear(known.from)}.`
      : 'Nothing is released for this base yet.';
    return { answer: 'Not known.', tone: 'unknown', more, unknown: 'Not known' };
  }
  if (first >= now && first >= known.to) {
    return {
      answer: 'Not known yet.',
      tone: 'unknown',
      more: 'That day has not come, and no shift has been required on it so far.',
      unknown: 'Not known',
    };
  }
  return {
    answer: 'No doctor was needed.',
    tone: 'unknown',
    more: 'No doctor was required at this base in these hours.',
  };
}

function notYet({ dueAt, now }: Asked): string {
  if (dueAt === undefined) return 'The rest is not released yet.';
  if (dueAt <= now) return 'The shift has just ended, and is being released now.';
  const day = localDate((dueAt - 1) as Instant) === localDate(now) ? '' : ` on ${showDayYear(dueAt)}`;
  const when = clock(dueAt) === 'midnight' && day === '' ? 'midnight' : `${showTime(dueAt)}${day}`;
  return `What is not released yet will be at ${when}, when the shift has ended.`;
}

function withGaps(known: readonly DayHour[], gaps: readonly DayHour[], needed: Period, waiting: boolean) {
  const [first, last] = [gaps[0] as DayHour, gaps.at(-1) as DayHour];
  const whole = hoursWords(known, 'neededMs');
  const none = hoursWords(gaps, 'uncoveredMs');
  const [few, run] = [none.replace(/ hours?$/, ''), none === '1 hour' ? 'hour' : none];
  const inOneRun = known.indexOf(last) - known.indexOf(first) === gaps.length - 1;
  if (gaps.some(({ inPart }) => inPart)) {
    const more = `For ${few} of the ${whole} needed, a doctor was not there all the time`;
    return { answer: 'No, not all of the time.', more };
  }
  if (gaps.length === known.length && !waiting) {
    const more = `A doctor was needed ${stretch(needed)}. In those ${whole} there was none`;
    return { answer: 'No.', more };
  }
  if (!inOneRun || waiting) {
    const released = waiting ? 'released so far' : 'needed';
    return { answer: 'No, not all of the time.', more: `For ${few} of the ${whole} ${released} there was none` };
  }
  if (last === known.at(-1)) {
    const more = `A doctor was needed until ${clock(needed.to)}. For the last ${run} there was none`;
    return { answer: `No, not after ${clock(first.period.from)}.`, more };
  }
  if (first === known[0]) {
    const more = `A doctor was needed from ${clock(needed.from)}. For the first ${run} there was none`;
    return { answer: `No, not before ${clock(last.period.to)}.`, more };
  }
  const answer = `No, not from ${clock(first.period.from)} to ${clock(last.period.to)}.`;
  return { answer, more: `For ${few} of the ${whole} needed there was none` };
}

/** `, and 7 people were sent elsewhere, on average 5.1 miles`; empty where nobody was. */
export function sentWords(sent: readonly SentElsewhere[]): string {
  const some = sent.filter(({ people }) => people !== 0);
  const [only] = some;
  if (!only) return '';
  if (some.length > 1) return ', and people were sent elsewhere';
  if (only.people === null) return ', and 1 to 4 people were sent elsewhere';
  const far = only.averageMiles === null ? '' : `, on average ${showMiles(only.averageMiles)}`;
  return `, and ${only.people} people were sent elsewhere${far}`;
}

function hoursWords(hours: readonly DayHour[], name: 'neededMs' | 'uncoveredMs'): string {
  return inHours(hours.reduce((sum, hour) => sum + hour[name], 0));
}

/** `4 hours`, `1 hour`, `1.5 hours`: from milliseconds. */
export function inHours(ms: number): string {
  const hours = ms / 3_600_000;
  return hours === 1 ? '1 hour' : `${Number.isInteger(hours) ? hours : showDecimal(hours)} hours`;
}

/** Public prose may say midnight. */
export function clock(at: Instant): string {
  const time = showTime(at);
  return time === '00:00' ? 'midnight' : time;
}

/** `from 08:00 to midnight`, or `all day`. */
export function stretch({ from, to }: Period): string {
  const isWhole = clock(from) === 'midnight' && clock(to) === 'midnight';
  return isWhole ? 'all day' : `from ${clock(from)} to ${clock(to)}`;
}
