import { type Instant, localParts, seeded } from '#shared';
import { canalBridge } from './canalBridgeScript.ts';
import { cover } from './cover.ts';
import { openDiary } from './diary.ts';
import { doors } from './doors.ts';
import { saturdayAfternoon, sundayByDay, weekBefore } from './earlierScript.ts';
import { sundayEvening } from './eveningScript.ts';
import { leadWork } from './leadWork.ts';
import { BOARD, PLAY_TO, WEEKEND_FROM } from './moments.ts';
import { type Action, openNotebook } from './notebook.ts';
import { practiceWork } from './practiceWork.ts';
import { referrals } from './referralScript.ts';
import { turnsOfTheWeekend } from './roster.ts';
import type { Script } from './scripted.ts';
import { shiftLog } from './shiftLog.ts';
import { simulate } from './simulate.ts';

export type Night = {
  seed: number | string;
  /** Short name of the service that the night is played into; ids depend on it, so that two services never share a stream. */
  service?: string;
  /** What was planned and recorded before the weekend (shifts, one earlier contact) comes with any start up to its first minute. */
  from?: Instant;
  to?: Instant;
};

/**
 * Every request of the made-up weekend, in time order: from Saturday 18:30 to Tuesday 08:00, local time, unless said.
 * The same seed gives the same plan to the byte; another seed gives another crowd around the same scripted people.
 */
export function planNight({ seed, service = 'tidewell', from = WEEKEND_FROM, to = PLAY_TO }: Night): Action[] {
  const book = openNotebook({ seed, service });
  const random = seeded(`night ${seed}`);
  const turns = turnsOfTheWeekend();
  const diary = openDiary();
  const script: Script = { book, diary, told: [] };
  practiceWork(book);
  weekBefore(script);
  saturdayAfternoon(script);
  sundayByDay(script);
  canalBridge(script);
  const handedOn = [...referrals(script), ...sundayEvening(script)];
  simulate(script, { random, turns, handedOn });
  cover(book, { diary, turns, random });
  doors(book, turns);
  shiftLog(book);
  leadWork(book);
  const actions = numbered(book.actions());
  return actions.filter((action) => action.at < to && (from <= WEEKEND_FROM || action.at >= from));
}

/**
 * Cases up to the instant of the pictures are given their numbers: the scripted ones those of the pictures, the others the
 * rest in order, as where numbers are given out to desks in blocks. Afterwards the service counts on from the highest.
 */
function numbered(actions: Action[]): Action[] {
  const opened = actions.filter(
    ({ command, at }) => (command === 'open-case' || command === 'receive-referral') && at <= BOARD,
  );
  const used = new Set(opened.map((action) => action.body.number));
  const last = new Map<string, number>();
  for (const action of opened) {
    if (action.body.number) continue;
    const { day, month } = localParts(action.at);
    const prefix = `${two(day)}${two(month)}`;
    let next = (last.get(prefix) ?? firstOf(prefix)) + 1;
    while (used.has(`${prefix}-${three(next)}`)) next += 1;
    last.set(prefix, next);
    // The service counts a referral itself, on from the highest: the number that comes next here as well.
    if (!action.givesId) action.body.number = `${prefix}-${three(next)}`;
  }
  return actions;
}

/** Saturday's cases before the demo begins have had the numbers up to 052. */
const firstOf = (prefix: string) => (prefix === '2703' ? 52 : 0);
const two = (n: number) => String(n).padStart(2, '0');
const three = (n: number) => String(n).padStart(3, '0');
