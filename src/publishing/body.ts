import type { SentElsewhere } from './sentElsewhere.ts';
import type { SMALL_NUMBERS } from './settings.ts';
import type { Numbers } from './smallNumbers.ts';

/** What is released, as its bytes say it. Times are local, with their offset; periods are half open. Nobody is named. */
export type Body = RequirementBody | ShiftBody | PeriodBody;

type About = { service: Named; madeUp: boolean; from: string; to: string };
export type Named = { slug: string; name: string };

/** For which hours a base needs a doctor. */
export type RequirementBody = About & { kind: 'requirement'; base: Named; post: 'doctor' };

/** The state of a post, hour by hour, after its shift has ended. */
export type ShiftBody = About & {
  kind: 'shift';
  base: Named;
  post: 'doctor';
  hours: HourSaid[];
  /** When somebody was there; `to` is at most the end of the shift. */
  there: { from: string; to: string }[];
  sentElsewhere: SentElsewhere;
  notice: NoticeSaid;
};

/** `minutes`: for how long nobody was there, of an hour that was not covered throughout. */
export type HourSaid = { from: string; to: string; state: 'doctor' | 'no-doctor'; minutes: number };

export type NoticeSaid = {
  /** What the public notice said in the course of the shift. Nothing is said of a time before the first notice. */
  said: { from: string; to: string; says: 'open' | 'shut'; goTo: string | null }[];
  /** For how many minutes it said open with no doctor there, or shut with one. */
  wrongMinutes: number;
};

/** The service's figures for one out-of-hours period. */
export type PeriodBody = About & {
  kind: 'period';
  rule: string;
  asOf: string;
  smallNumbers: string;
  figures: FigureSaid[];
};

export type FigureSaid = Numbers & {
  measure: string;
  clause: string;
  words: string;
  group: string;
  kind: 'share' | 'count' | 'wait' | 'hours' | 'messages' | 'gap';
  excluded: number | null;
  unmeasurable: number | null;
  late: number | null;
  band: string | null;
  held: typeof SMALL_NUMBERS | null;
  asFirstRecorded: Numbers & { held: typeof SMALL_NUMBERS | null };
};
