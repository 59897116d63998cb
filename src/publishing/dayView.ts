import { asPublic, type Database } from '#database';
import { atLocal, type Instant, localDate, type Period } from '#shared';
import { type Answer, answerOf, clock, dayWords } from './answer.ts';
import type { ShiftBody } from './body.ts';
import { type DayHour, type DayPart, hoursOf, type Need, neededIn, periodOfDay, totalOf, usualPart } from './day.ts';
import { baseInWords, noticeWords, nowWords, sentElsewhereWords, thereWords } from './dayWords.ts';
import {
  knownHours,
  type PublicBase,
  type PublicService,
  type Release,
  requirementsIn,
  shiftsReleasedIn,
} from './publicStore.ts';

export type DayAsk = {
  service: PublicService;
  base: PublicBase;
  date: string | undefined;
  part: DayPart | undefined;
  now: Instant;
};

export type DayView = {
  date: string;
  part: DayPart;
  day: string;
  answer: Answer;
  hours: DayHour[];
  there: string;
  rows: { key: string; value: string }[];
  often: Period & { neededMs: number; uncoveredMs: number };
  releases: Pick<Release, 'id' | 'madeAt' | 'replaces' | 'reason'>[];
};

type Everything = { needs: (Need & { base: string })[]; shifts: Release<ShiftBody>[]; known?: Period };

/** One base on one day, from releases alone. Where no day is asked for, the last of which anything is released. */
export async function viewDay(db: Database, ask: DayAsk): Promise<DayView> {
  const { service, base, now } = ask;
  const { date, month, all } = await asPublic(db, async (tx) => {
    const known = await knownHours(tx, service.slug, base.slug);
    const date = ask.date ?? localDate(known && known.to < now ? ((known.to - 1) as Instant) : now);
    const month = { from: atLocal(`${date.slice(0, 8)}01`, '00:00'), to: periodOfDay(date).to };
    const within = { service: service.slug, period: month };
    const needs = (await requirementsIn(tx, within)).map(({ key, period, body }) => ({
      key,
      ...period,
      base: body.base.slug,
    }));
    const everything: Everything = { needs, shifts: await shiftsReleasedIn(tx, within), known };
    return { date, month, all: everything };
  });
  const own = ofBase(all, base.slug);
  const dayNeeds = own.needs.filter(touching(periodOfDay(date)));
  const part = ask.part ?? usualPart(date, dayNeeds);
  const period = periodOfDay(date, part);
  const hours = hoursOf(period, own.needs, own.shifts);
  const shifts = own.shifts.filter((shift) => touching(period)(shift.period));
  const released = new Set(own.shifts.map(({ key }) => key));
  const waiting = own.needs.filter((need) => touching(period)(need) && !released.has(need.key)).map(({ to }) => to);
  const sent = shifts.map(({ body }) => body.sentElsewhere);
  const needed = neededIn(period, own.needs);
  const asked = { hours, now, sent, ...(all.known ? { known: all.known } : {}), ...(needed ? { needed } : {}) };
  const dueAt = waiting.length > 0 ? { dueAt: Math.min(...waiting) as Instant } : {};
  const answer = answerOf({ ...asked, ...dueAt });
  const from = Math.max(month.from, all.known?.from ?? month.from) as Instant;
  const often = { from: Math.min(from, periodOfDay(date).from) as Instant, to: month.to };
  return {
    date,
    part,
    day: dayWords(date, periodOfDay(date).from),
    answer,
    hours: answer.unknown === undefined ? hours : unknownHours(hours, answer.unknown),
    there: thereWords(shifts, periodOfDay(date)),
    rows: rowsOf(ask, { all, period, shifts, isWaiting: waiting.length > 0 }),
    often: { ...often, ...totalOf(own.shifts, often) },
    releases: shifts.map(({ id, madeAt, replaces, reason }) => ({ id, madeAt, replaces, reason })),
  };
}

function unknownHours(hours: readonly DayHour[], words: string): DayHour[] {
  return hours.map((hour) => ({ ...hour, state: 'not-known', words }));
}

const touching = (period: Period) => (other: Period) => other.from < period.to && other.to > period.from;

function ofBase({ needs, shifts }: Everything, base: string): Pick<Everything, 'needs' | 'shifts'> {
  return {
    needs: needs.filter((need) => need.base === base),
    shifts: shifts.filter(({ body }) => body.base.slug === base),
  };
}

type Rest = { all: Everything; period: Period; shifts: Everything['shifts']; isWaiting: boolean };

function rowsOf({ service, base, now }: DayAsk, { all, period, shifts, isWaiting }: Rest): DayView['rows'] {
  const sent = sentElsewhereWords(shifts);
  const others = service.bases
    .filter(({ slug }) => slug !== base.slug)
    .map(({ slug, name }) => {
      const other = ofBase(all, slug);
      return baseInWords(name, hoursOf(period, other.needs, other.shifts));
    });
  const isToday = localDate(now) === localDate(period.from);
  // Where a shift is still to be released, what is said stops at the last one that is.
  const until = isWaiting && shifts.length > 0 ? `, until ${clock(shifts.at(-1)?.period.to ?? now)}` : '';
  const released = [
    { key: `People sent elsewhere${until}`, value: sent.people },
    ...(sent.where ? [{ key: 'Where they were sent', value: sent.where }] : []),
    { key: `What our public notice said${until}`, value: noticeWords(shifts) },
  ];
  return [
    ...(shifts.length > 0 ? released : []),
    ...(isToday && base.notice ? [{ key: 'What our public notice says now', value: nowWords(base.notice, now) }] : []),
    ...(others.length > 0 ? [{ key: `Other bases ${isToday ? 'today' : 'that day'}`, value: others.join(' ') }] : []),
  ];
}
