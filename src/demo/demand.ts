import { type Instant, minutes, plus, type Random, seconds } from '#shared';
import { BOARD, onSunday, WEEKEND_FROM } from './moments.ts';
import type { Route, Urgency } from './story.ts';
import {
  ABANDONED_SHARE,
  CALLS_A_CASE,
  type HourVolume,
  hoursOfTheWeekend,
  PLACE_SHARES,
  URGENT_PRIORITY_SHARE,
} from './volume.ts';

export type Place = keyof typeof PLACE_SHARES;

/** One patient who will ring, with everything about them drawn beforehand: what the service does changes none of it. */
export type Comer = {
  name: string;
  at: Instant;
  route: Route;
  priority: 'urgent' | 'other';
  place: Place;
  urgency: Urgency;
  random: Random;
};
/** A call that opens no case: somebody who asks how long it will be, or who hangs up in the queue. */
export type OtherCall = { name: string; at: Instant; kind: 'chaser' | 'abandoned'; random: Random };

/** What the scripted cases use up of a day: hours at which they open, and places they are sent to. */
export type Scripted = { openedAt: Instant; place: Place; hasCall: boolean };

/** Scripted calls alone ring just before the instant of the pictures, so that its board is the same for every seed. */
const QUIET = { from: onSunday('22:00'), to: plus(BOARD, seconds(40)) };
const NO_VISITS = { from: onSunday('17:30'), to: BOARD };
const NO_BASES = { from: onSunday('18:15'), to: BOARD };

export function demand(random: Random, scripted: readonly Scripted[]): { comers: Comer[]; others: OtherCall[] } {
  const hours = hoursOfTheWeekend();
  const dates = [...new Set(hours.map((hour) => hour.date))];
  const days = dates.map((date) =>
    ofDay(date, { hours: hours.filter((hour) => hour.date === date), random: random.fork(date), scripted }),
  );
  return { comers: days.flatMap((day) => day.comers), others: days.flatMap((day) => day.others) };
}

type Day = { hours: HourVolume[]; random: Random; scripted: readonly Scripted[] };

function ofDay(date: string, { hours, random, scripted }: Day) {
  const first = hours[0]?.from ?? WEEKEND_FROM;
  const last = hours.at(-1)?.to ?? first;
  const told = scripted.filter(({ openedAt }) => openedAt >= first && openedAt < last);
  const total = Math.round(hours.reduce((sum, hour) => sum + hour.cases, 0));
  const weights = hours.map((hour) => {
    const here = told.filter(({ openedAt }) => openedAt >= hour.from && openedAt < hour.to).length;
    return { ...hour, weight: Math.max(0, hour.cases * openShare(hour) - here) };
  });
  const times = Array.from({ length: Math.max(0, total - told.length) }, () => drawTime(random, weights)).sort(
    (a, b) => a - b,
  );
  const places = dealt(random.fork('places'), times, deck(total, told));
  const comers = times.map((at, index) =>
    comer(random.fork(`case ${index}`), `${date}/${index}`, at, places[index] ?? 'advice'),
  );
  const offered = Math.round(total * CALLS_A_CASE);
  const abandoned = Math.round(offered * ABANDONED_SHARE);
  const withCall = times.length + told.filter((one) => one.hasCall).length;
  const flat = hours.map((hour) => ({ ...hour, weight: hour.cases * openShare(hour) }));
  const others = Array.from({ length: Math.max(0, offered - withCall) }, (_, index): OtherCall => {
    const own = random.fork(`call ${index}`);
    const kind = index < abandoned ? 'abandoned' : 'chaser';
    return { name: `${date}/${kind}/${index}`, at: drawTime(own, flat), kind, random: own };
  });
  return { comers, others };
}

function comer(random: Random, name: string, at: Instant, place: Place): Comer {
  const sort = random.next();
  return {
    name,
    at,
    place,
    random,
    route: sort < 0.7 ? 'telephone' : sort < 0.95 ? 'nhs-111' : 'health-professional',
    priority: place === 'ambulance' || random.next() < URGENT_PRIORITY_SHARE ? 'urgent' : 'other',
    urgency: urgencyOf(random.next()),
  };
}

function urgencyOf(draw: number): Urgency {
  if (draw < 0.03) return 'emergency';
  return draw < 0.4 ? 'urgent' : 'less-urgent';
}

type Weighted = HourVolume & { weight: number };

function drawTime(random: Random, hours: readonly Weighted[]): Instant {
  let left = random.next() * hours.reduce((total, { weight }) => total + weight, 0);
  const hour = hours.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  if (!hour) throw new RangeError('A day without hours has no calls');
  const from = overlapsQuiet(hour) ? Math.min(QUIET.to, hour.to - 1000) : hour.from;
  return (from + Math.floor((random.next() * (hour.to - from)) / 1000) * 1000) as Instant;
}

const overlapsQuiet = (hour: HourVolume) => hour.from >= QUIET.from && hour.from < QUIET.to;
/** The part of an hour in which calls are drawn at random. */
const openShare = (hour: HourVolume) => (overlapsQuiet(hour) ? (hour.to - QUIET.to) / (hour.to - hour.from) : 1);

/** As many cards of each place as the day's shares ask for, less those that the script has used. */
function deck(total: number, told: readonly Scripted[]): Place[] {
  const used = (place: Place) => told.filter((one) => one.place === place).length;
  const cards = (['base', 'visit', 'ambulance'] as const).flatMap((place) =>
    Array.from({ length: Math.max(0, Math.round(total * PLACE_SHARES[place]) - used(place)) }, () => place as Place),
  );
  const rest = Math.max(0, total - told.length - cards.length);
  return [...cards, ...Array.from({ length: rest }, () => 'advice' as Place)];
}

/** Shuffles, then swaps away what would still be waiting at the instant of the pictures. */
function dealt(random: Random, times: readonly Instant[], cards: Place[]): Place[] {
  for (let index = cards.length - 1; index > 0; index -= 1) swap(cards, index, random.int(0, index));
  times.forEach((at, index) => {
    if (mayBe(cards[index], at)) return;
    const other = cards.findIndex((card, place) => card === 'advice' && mayBe(cards[index], times[place]));
    if (other >= 0) swap(cards, index, other);
    else cards[index] = 'advice';
  });
  return cards;
}

function mayBe(place: Place | undefined, at: Instant | undefined): boolean {
  if (at === undefined) return false;
  const within = (period: { from: Instant; to: Instant }) => at >= period.from && at < period.to;
  return !(place === 'visit' && within(NO_VISITS)) && !(place !== 'advice' && within(NO_BASES));
}

function swap<T>(list: T[], a: number, b: number): void {
  [list[a], list[b]] = [list[b] as T, list[a] as T];
}

export const drawMinutes = (random: Random, from: number, to: number): number =>
  Math.round((minutes(from) + random.next() * minutes(to - from)) / 1000) * 1000;
