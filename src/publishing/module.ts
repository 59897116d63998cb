import type { Module } from '../modules.ts';
import { doorsOf, followingOf } from './composition.ts';
import { followOnce } from './follower.ts';
import { noticeRoutes } from './noticeRoutes.tsx';
import { publicRoutes } from './publicRoutes.tsx';
import { rounds } from './rounds.ts';

export const publishingModule: Module = {
  commands: () => [],
  routes(app, context) {
    noticeRoutes(app, context, doorsOf(context));
    publicRoutes(app, context);
  },
  jobs(context) {
    const following = followingOf(context);
    const round = rounds(() => followOnce(following));
    context.waker.listen(round.soon);
    return [{ name: 'releases', everyMs: 1_000, run: round.now }];
  },
};
