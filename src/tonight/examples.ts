import type { CaseLine, CaseStory } from '#calls';
import type { Place } from '#people';
import { aShift, replayShift, type Shift } from '#rota';
import { atLocal, type Instant, minutes, plus } from '#shared';
import type { StoredClock } from '#standards';

/** Builders for tests of the board: Easter Sunday 2027, 22:47:12. */
export const at = (time: string): Instant => atLocal('2027-03-28', time);
export const boardTime = at('22:47:12');

export const somePlaces: readonly Place[] = [
  [1, 'foundry-lane', 'Foundry Lane', 'base'],
  [2, 'canal-bridge', 'Canal Bridge', 'base'],
  [3, 'larkhithe-cross', 'Larkhithe Cross', 'elsewhere'],
  [4, 'car-1', 'Car 1', 'car'],
].map(([id, slug, name, kind]) => ({ id, slug, name, kind, area: null, tenant: 1, service: 1 }) as Place);

export function placeNamed(slug: string): Place {
  const place = somePlaces.find((one) => one.slug === slug);
  if (!place) throw new Error(slug);
  return place;
}

/** A shift as it stands after its events; Canal Bridge, a doctor, 08:00 to 24:00, unless said. */
export function shiftOf(about: Parameters<typeof aShift>[0]): Shift {
  const state = replayShift(JSON.stringify(about), aShift(about));
  if (state.state === 'none') throw new Error('no shift');
  return state;
}

/** A case that waits to be rung back. */
export function lineOf(number: string, about: Partial<CaseLine> = {}): CaseLine {
  return {
    id: `case-${number}`,
    number: `2803-${number}`,
    state: 'to-assess',
    queue: about.priority === 'urgent' ? 'to-assess-urgent' : 'to-assess-other',
    priority: 'other',
    openedAt: at('22:00'),
    dueAt: at('23:00'),
    dueMeasure: 'assessment-other-in-60',
    repeatTimes: 1,
    tries: 0,
    ...about,
  };
}

/** The clock by which a case is due, with a limit in minutes. */
export function clockOf(line: CaseLine, limit: number): StoredClock {
  const dueAt = line.dueAt ?? null;
  return {
    tenant: 1,
    subject: line.id,
    measure: line.dueMeasure ?? '',
    lap: 1,
    rule: 1,
    service: 1,
    part: null,
    through: 1,
    startedAt: dueAt === null ? null : plus(dueAt, -minutes(limit)),
    dueAt,
    stoppedAt: null,
    countsAt: null,
    countedMs: null,
    pausedMs: 0,
    outcome: 'open',
    reason: null,
    firstOutcome: null,
    firstCountsAt: null,
    firstCountedMs: null,
    firstThrough: null,
    firstReason: null,
  };
}

export function storyOf(number: string, about: Partial<CaseStory> = {}): CaseStory {
  return { id: `case-${number}`, sent: [], assessments: [], ...about };
}
