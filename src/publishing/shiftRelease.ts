import { type Instant, type Period, withOffset } from '#shared';
import type { Named, RequirementBody, ShiftBody } from './body.ts';
import { type Notice, noticeDuring } from './noticeTime.ts';
import { holdSent, type Sent } from './sentElsewhere.ts';

/** The post of a shift, in the names of a public page. */
export type Post = { service: Named; madeUp: boolean; base: Named; period: Period };

/** Cover as the rota knows it: its hour boxes, and when somebody was there, whoever it was. */
export type Cover = {
  hours: readonly (Period & { covered: boolean })[];
  there: readonly Period[];
};

export function requirementBody(post: Post): RequirementBody {
  return { kind: 'requirement', post: 'doctor', base: post.base, ...about(post) };
}

export type ShiftFacts = { cover: Cover; sent: readonly Sent[]; notices: readonly Notice[] };

/** The body of the release of a shift that has ended. */
export function shiftBody(post: Post, { cover, sent, notices }: ShiftFacts): ShiftBody {
  const there = joined(cover.there, post.period.to);
  return {
    kind: 'shift',
    post: 'doctor',
    base: post.base,
    ...about(post),
    hours: cover.hours.map(({ from, to, covered }) => ({
      ...shown({ from, to }),
      state: covered ? 'doctor' : 'no-doctor',
      minutes: covered ? 0 : Math.ceil((to - from - within({ from, to }, there)) / 60_000),
    })),
    there: there.map(shown),
    sentElsewhere: holdSent(sent),
    notice: noticeDuring(notices, post.period, there),
  };
}

function about({ service, madeUp, period }: Post) {
  return { service, madeUp, ...shown(period) };
}

function shown({ from, to }: Period): { from: string; to: string } {
  return { from: withOffset(from), to: withOffset(to) };
}

/** Stretches in order, those that touch made one, cut at the end: whoever stays longer does so in their own time. */
export function joined(stretches: readonly Period[], end: Instant): Period[] {
  const runs: Period[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = runs.at(-1);
    const until = Math.min(to, end) as Instant;
    if (last && from <= last.to) last.to = Math.max(last.to, until) as Instant;
    else if (from < until) runs.push({ from, to: until });
  }
  return runs;
}

function within(part: Period, runs: readonly Period[]): number {
  return runs.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(part.to, to) - Math.max(part.from, from)), 0);
}
