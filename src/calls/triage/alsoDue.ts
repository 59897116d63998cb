import type { Role } from '#people';
import { workKinds } from '../work/kinds.ts';
import type { AlsoDue } from './pages/queueTile.tsx';
import type { Queue } from './queueStore.ts';

/** How many things owed by anybody of a role are listed beside what is this person's own. */
const MOST = 3;

/** What else is due from this person: cases that they hold elsewhere or that nobody has, and work that is theirs or anybody's of their roles. */
export function alsoDue(
  { callBacks, held, loose, work }: Queue,
  about: { me: string; mine: readonly Role[]; open?: string },
): AlsoDue[] {
  const { me, mine, open } = about;
  const cases = [...callBacks, ...held]
    .filter(({ heldBy, id }) => heldBy === me && id !== open)
    .map((line) => ({
      key: line.id,
      href: `/call-backs?case=${line.id}`,
      words: `Case ${short(line.number)} is yours still${line.state === 'in-assessment' ? ', and begun' : ''}`,
      dueAt: line.dueAt,
    }));
  const nobodys = loose
    .filter(({ id }) => id !== open)
    .map((line) => ({
      key: line.id,
      href: `/call-backs?case=${line.id}`,
      words: `Case ${short(line.number)} is in nobody’s hands: ${line.state === 'to-book' ? 'to be booked' : 'to be closed'}`,
      dueAt: line.dueAt,
    }));
  const owed = work
    .filter(
      ({ takenBy, forRoles }) =>
        takenBy === me || (takenBy === undefined && forRoles.some((role) => mine.includes(role))),
    )
    .slice(0, MOST)
    .map((line) => ({
      key: line.id,
      href: `/work/${line.id}`,
      words: line.case ? `${workKinds[line.kind].words}, case ${short(line.case.number)}` : workKinds[line.kind].words,
      dueAt: line.dueAt,
      more: line.kind === 'comfort-call' ? 'The call does not stop the clock.' : undefined,
    }));
  return [...cases, ...nobodys, ...owed].sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
}

const short = (number: string) => number.slice(number.indexOf('-') + 1);
