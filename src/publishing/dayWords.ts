import { type Instant, instant, localDate, type Period, showDay, showLength, showMiles, showTime } from '#shared';
import { clock, inHours, stretch } from './answer.ts';
import type { DayHour, Shown } from './day.ts';
import { saysWords } from './noticeWords.ts';
import type { PublicNotice } from './publicStore.ts';
import { joined } from './shiftRelease.ts';

/** `Open, until 20:34. It was wrong for 34 minutes.` over the shifts of a part of a day. */
export function noticeWords(shifts: readonly Shown[]): string {
  const runs: { says: 'open' | 'shut'; to: string }[] = [];
  for (const { says, to } of shifts.flatMap(({ body }) => body.notice.said)) {
    const last = runs.at(-1);
    if (last?.says === says) last.to = to;
    else runs.push({ says, to });
  }
  if (runs.length === 0) return 'No notice is on record.';
  const wrong = shifts.reduce((sum, { body }) => sum + body.notice.wrongMinutes, 0);
  const said = runs.map(
    ({ says, to }, index) => `${says}${index === runs.length - 1 ? '' : `, until ${clock(instant(to))}`}`,
  );
  const words = runs.length === 2 ? (said[0] ?? '') : said.join('; then ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}. ${wrongWords(wrong)}`;
}

/** `Shut since 20:34. Go to: Foundry Lane.` */
export function nowWords({ says, goTo, postedAt }: PublicNotice, now: Instant): string {
  const day = localDate(postedAt) === localDate(now) ? '' : `${showDay(postedAt)} `;
  const where = says === 'shut' ? ` Go to: ${goTo ?? 'Nowhere: ring 111.'}` : '';
  return `${saysWords[says]} since ${day}${showTime(postedAt)}.${where}`;
}

function wrongWords(minutes: number): string {
  if (minutes === 0) return 'That was right.';
  return `It was wrong for ${minutes < 120 ? (minutes === 1 ? '1 minute' : `${minutes} minutes`) : showLength(minutes * 60_000)}.`;
}

export type SentWords = { people: string; where: string };

/** How many people were sent elsewhere, and where to; a line for each shift where there are several. */
export function sentElsewhereWords(shifts: readonly Shown[]): SentWords {
  const some = shifts.filter(({ body }) => body.sentElsewhere.people !== 0);
  const people = some.map((shift) => {
    const when = shifts.length > 1 && some.length > 1 ? `${timesOf(shift.period)}: ` : '';
    const { people, averageMiles } = shift.body.sentElsewhere;
    if (people === null) return `${when}1 to 4 people. The exact number is not shown.`;
    const far = averageMiles === null ? '' : `, on average ${showMiles(averageMiles)} from where they were`;
    return `${when}${people} people${far}`;
  });
  return { people: people.join('; ') || (shifts.length > 0 ? 'Nobody' : 'Not released yet'), where: whereWords(some) };
}

function whereWords(shifts: readonly Shown[]): string {
  const places = shifts.flatMap(({ body }) => body.sentElsewhere.places);
  const [only] = shifts;
  const shownHow = shifts.length === 1 && only && places.every(({ people }) => people !== null);
  const names = [
    ...new Set(
      places.map(({ name, area, people }) => {
        const where = area === null ? name : `${name} (${area})`;
        return shownHow && places.length > 1 ? `${where}: ${people} people` : where;
      }),
    ),
  ];
  if (names.length === 0) return '';
  const hidden = places.some(({ people }) => people === null);
  const list = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return hidden ? `${list}. How many went to each is not shown, because the numbers are small.` : list;
}

/** `a doctor was there from 07:52 to 20:00`, whoever it was. */
export function thereWords(shifts: readonly Shown[], day: Period): string {
  const stretches = shifts.flatMap(({ body }) =>
    body.there.map(({ from, to }) => ({ from: Math.max(instant(from), day.from) as Instant, to: instant(to) })),
  );
  const runs = joined(stretches, day.to).map(stretch);
  if (shifts.length === 0) return '';
  return runs.length === 0 ? 'no doctor was there' : `a doctor was there ${runs.join(', and ')}`;
}

function timesOf({ from, to }: Period): string {
  return `${clock(from)} to ${clock(to)}`;
}

/** The other bases in the same hours, in a sentence each. */
export function baseInWords(name: string, hours: readonly DayHour[]): string {
  const needed = hours.filter(({ state }) => state !== 'not-needed');
  const gaps = hours.filter(({ state }) => state === 'no-doctor');
  const [first, last] = [needed[0], needed.at(-1)];
  if (!first || !last) return `${name}: no doctor needed.`;
  if (gaps.length > 0)
    return `${name}: ${inHours(gaps.reduce((sum, hour) => sum + hour.uncoveredMs, 0))} without a doctor.`;
  const known = needed.filter(({ state }) => state === 'covered');
  if (known.length === 0) return `${name}: not released yet.`;
  if (known.length === hours.length) return `${name}: a doctor throughout.`;
  const times = timesOf({ from: first.period.from, to: (known.at(-1) ?? last).period.to });
  return known.length < needed.length
    ? `${name}: a doctor from ${times}; the rest is not released yet.`
    : `${name}: a doctor from ${times}, as planned.`;
}
