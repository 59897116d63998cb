import { codes } from '#calls';
import { showDay, showMinutes, showTime, showTimeSeconds, showWhen, toIso } from '#shared';
import type { Messages, Scene, UnsentTo } from '../reading.ts';
import type { NextHour, NextRow } from '../tiles/nextHour.ts';
import { dueShifts, missingNow } from '../tiles/onNow.ts';
import { shortNumber } from './actionWords.ts';
import { type CardLine, cards } from './cards.ts';
import { lineWords, type Namer } from './log.ts';
import type { Standing } from './pressure.ts';

/** A part of the sheet: its lines, or what is said where there are none. */
export type Section = { key: string; heading: string; lines: string[]; none: string };
/** What is signed: plain words, frozen, so that in a year it reads as it was read that night. */
export type SheetBody = { service: string; asAt: string; outgoing: string; remarks: string; sections: Section[] };

export type SheetFacts = {
  scene: Scene;
  hour: NextHour;
  panels: readonly string[];
  standing: Standing;
  card: readonly CardLine[];
  alerts: readonly string[];
  messages?: Messages;
  unsentTo?: readonly UnsentTo[];
  name: Namer;
};

/** Everything that whoever takes over has to know, from the events of the night; free text stands beside it. */
export function sectionsOf(facts: SheetFacts): Section[] {
  const { scene, hour, panels, alerts, name } = facts;
  const { now, log, errands } = scene;
  const late = hour.rows.filter(({ state }) => state === 'late');
  const section = (key: string, heading: string, lines: readonly string[], none: string): Section => ({
    ...{ key, heading, none },
    lines: [...lines],
  });
  return [
    section('pressure', 'Pressure', pressureLines(facts), ''),
    section(
      'bases',
      'Bases without a doctor, and bases that are shut',
      [...panels, ...shutLines(facts)],
      'Every base and car has who it should have.',
    ),
    section(
      'late',
      'Late now',
      late.map((row) => rowWords(row, facts)),
      'Nobody is late.',
    ),
    section(
      'passes',
      'Passes to 999 that are not confirmed',
      errands
        .filter(({ kind }) => kind === 'pass')
        .map((one) => `Due ${showTimeSeconds(one.dueAt)}${caseOf(one.case, scene)}`),
      'None.',
    ),
    section(
      'hour',
      'Due in the next hour',
      hour.rows.filter(({ state }) => state !== 'late').map((row) => rowWords(row, facts)),
      'Nothing is due in the next hour.',
    ),
    section('open', 'Open cases', openLines(scene), 'No case is open.'),
    section(
      'gaps',
      'Shifts of the next 12 hours that nobody is sure to come to',
      gapLines(facts),
      'Everybody who is due on has confirmed.',
    ),
    section(
      'work',
      'Work that somebody has to do',
      errands
        // What waits for a practice stands under it, below: a channel that fails loses a night's messages at once.
        .filter(({ kind, work }) => kind === 'work' && (work !== 'message-exception' || !facts.unsentTo))
        .map(
          (one) =>
            `${one.what}, due ${showWhen(one.dueAt, now)}${one.dueAt < now ? ' (late)' : ''}${caseOf(one.case, scene)}, ${holderOf(one.holder?.by, name)}`,
        ),
      'None.',
    ),
    section('messages', 'Messages to practices', messageLines(facts), 'None waits to be sent.'),
    section('alerts', 'Alerts that are open', alerts, 'None.'),
    section(
      'log',
      'Shift log',
      log.map((line) => `${showTime(line.at)} ${lineWords(line, name)} (${name.person(line.by) ?? 'somebody'})`),
      'Nothing was written down.',
    ),
  ].filter(({ lines, none }) => lines.length > 0 || none !== '');

  function caseOf(id: string | undefined, { cases }: Scene): string {
    const number = cases.find((line) => line.id === id)?.number;
    return number ? `, case ${shortNumber(number)}` : '';
  }

  function openLines({ cases }: Scene): string[] {
    return Object.entries(codes.queues).flatMap(([queue, words]) => {
      const own = cases.filter((line) => line.queue === queue);
      return own.length === 0
        ? []
        : [`${words}: ${own.length} (${own.map(({ number }) => shortNumber(number)).join(', ')})`];
    });
  }

  function gapLines({ scene: { shifts, places } }: SheetFacts): string[] {
    const open = [...missingNow(shifts, log, now), ...dueShifts(shifts, log, now)];
    return open
      .filter(({ state }) => state === 'nobody' || state === 'not-confirmed')
      .map(({ at, to, role, place, person, state, rung }) => {
        const where = places.find(({ id }) => id === place)?.name ?? 'a place that is gone';
        const who = person
          ? `${name.person(person) ?? 'somebody'}, ${state === 'not-confirmed' ? 'not confirmed' : 'has not come'}`
          : 'nobody booked';
        return `${where}, ${role}, ${showTime(at)} to ${showTime(to)}: ${who}${rung ? `. Last rung ${showTime(rung.at)}` : ''}`;
      });
  }
}

function pressureLines({ standing, card, name }: SheetFacts): string[] {
  const { level, since, override, rule } = standing;
  const how = override
    ? `set by ${name.person(override.by) ?? 'somebody'} until ${showTime(override.until)} (${override.reason}); by the rule ${rule.level}`
    : 'by rule';
  const open = card.filter(({ done }) => !done).map(({ words }) => words);
  return [
    `Level ${level} of 4${since === undefined ? '' : ` since ${showTime(since)}`}, ${how}`,
    ...(open.length > 0 ? [`Card ${level}, “${cards[level].heading}”, not done yet: ${open.join('; ')}`] : []),
  ];
}

// A base that says shut and is not to be open is no news; one that is shut out of plan has a panel of its own while nobody is there.
function shutLines({ scene: { notices, places }, name }: SheetFacts): string[] {
  return notices
    .filter(({ says }) => says === 'shut')
    .map(({ place, postedAt, postedBy }) => {
      const base = places.find(({ id }) => id === place)?.name ?? 'A base that is gone';
      return `${base}: the public is told that it is shut, since ${showTime(postedAt)}, by ${name.person(postedBy) ?? 'somebody'}`;
    });
}

function rowWords(row: NextRow, { scene: { now }, name }: SheetFacts): string {
  const { what, number, dueAt, holder, forecast, others } = row;
  const who =
    holder.kind === 'place'
      ? holder.place
      : holder.kind === 'person'
        ? (name.person(holder.account) ?? 'somebody')
        : 'nobody has it';
  const late = dueAt < now ? `, late ${showMinutes(now - dueAt)}` : '';
  const will = forecast === undefined ? '' : `, will be late ${showMinutes(forecast - dueAt)}`;
  const which = number ? `, case ${shortNumber(number)}${others ? ` and ${others.count} more` : ''}` : '';
  return `Due ${showTime(dueAt)}${late}${will}: ${what}${which}, ${who}`;
}

const holderOf = (by: string | undefined, name: Namer) =>
  by === undefined ? 'nobody has it' : (name.person(by) ?? 'somebody');

function messageLines({ messages, unsentTo = [], scene: { now, errands }, name }: SheetFacts): string[] {
  if (!messages) return ['Not measured yet.'];
  const { unsent, failed, oldest, due } = messages;
  if (unsent === 0 && failed === 0) return [];
  const old = oldest === undefined ? '' : `, the oldest since ${showWhen(oldest, now)}`;
  const owed = errands.filter(({ work }) => work === 'message-exception');
  const first = owed.map(({ dueAt }) => dueAt).sort((a, b) => a - b)[0];
  const holders = [...new Set(owed.map(({ holder }) => holderOf(holder?.by, name)))];
  return [
    `${unsent} not sent${old}${due === undefined ? '' : `, due ${showDay(due)} ${showTime(due)}`}; ${failed} failed`,
    ...(first === undefined
      ? []
      : [
          `${owed.length} ${owed.length === 1 ? 'needs' : 'need'} somebody, the first by ${showWhen(first, now)}: ${holders.join(', ')}`,
        ]),
    ...unsentTo.map(
      (one) =>
        `${one.practice ?? 'No practice to send to'}: ${one.unsent} not sent, the oldest since ${showWhen(one.oldest, now)}`,
    ),
  ];
}

export const sheetBody = (about: Omit<SheetBody, 'sections' | 'asAt'>, facts: SheetFacts): SheetBody => ({
  ...about,
  asAt: toIso(facts.scene.now),
  sections: sectionsOf(facts),
});
