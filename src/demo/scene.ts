import type { Instant, Random } from '#shared';
import type { Agenda } from './agenda.ts';
import type { Comer } from './demand.ts';
import type { Diary } from './diary.ts';
import { WEEKEND_TO } from './moments.ts';
import type { Notebook } from './notebook.ts';
import { onDuty, type Turn } from './roster.ts';
import type { Case } from './story.ts';

/** What every part of the simulated night works on. */
export type Scene = {
  book: Notebook;
  diary: Diary;
  turns: readonly Turn[];
  agenda: Agenda;
  random: Random;
  /** Cases that nobody has begun on, the longest waiting first; without those who rang again to ask. */
  waiting: Set<Case>;
};

/** A comer once their case is open. */
export type Patient = { about: Case; comer: Comer };

export const ofPost = (turns: readonly Turn[], post: string, place?: string): Turn[] =>
  turns.filter((turn) => turn.post.name === post && (place === undefined || turn.post.place === place));

/** The shift lead of that moment; the last of the weekend sees the others off. */
export const leadAt = (turns: readonly Turn[], at: Instant): string =>
  onDuty(turns, 'lead', at) ?? (at < WEEKEND_TO ? 'd.okafor' : 'g.hale');

/** Who is at the desk of a base; where nobody is, whoever sees the patients there. */
export const deskOf = (turns: readonly Turn[], base: string, at: Instant): string | undefined =>
  ofPost(turns, 'reception', base).find(({ person, from, to }) => person && from <= at && at < to)?.person;

export const driverOf = (turns: readonly Turn[], car: string, at: Instant): string | undefined =>
  ofPost(turns, 'driver', car).find(({ person, from, to }) => person && from <= at && at < to)?.person;
