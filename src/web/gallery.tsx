import type { VNode } from 'preact';
import type { Instant } from '#shared';
import { atLocal, minutes, plus, split } from '#shared';
import { BoardPage } from './galleryBoard.tsx';
import { ClockPage, FiguresPage } from './galleryFigures.tsx';
import { FormPage } from './galleryForm.tsx';
import { PublicAnswer } from './galleryPublic.tsx';
import type { StaffFrame } from './staffPage.tsx';

/** The night of the design, fixed, so that pages can be looked at beside its pictures and checked by a browser. */
export const galleryNow: Instant = plus(atLocal('2027-03-28', '22:47'), 12_000);

export const galleryFrame: StaffFrame = {
  service: 'Tidewell Out of Hours',
  isMadeUp: true,
  clock: { at: galleryNow },
  person: { name: 'Dana Okafor', role: 'shift lead' },
  signIn: { href: '/sign-in', words: 'sign in as' },
  nav: [
    { href: '/', words: 'Tonight', isCurrent: true },
    { href: '/calls', words: 'Calls' },
    { href: '/cases', words: 'Cases' },
    { href: '/cover', words: 'Cover' },
    { href: '/figures', words: 'Figures' },
    { href: '/public', words: 'Public' },
  ],
};

export function galleryPages(): Record<string, VNode> {
  const at = { frame: galleryFrame, now: galleryNow };
  return {
    tonight: <BoardPage {...at} />,
    wall: <BoardPage {...at} isWall />,
    stale: <BoardPage {...at} ages={[19_000, 64_000, 64_000, 22_000, 64_000, 23_000]} />,
    figures: <FiguresPage {...at} />,
    clock: <ClockPage {...at} />,
    form: <FormPage {...at} />,
    public: <PublicAnswer hours={split(evening('2027-03-28'), 'hour')} />,
  };
}

function evening(date: string) {
  const from = atLocal(date, '07:00');
  return { from, to: plus(from, minutes(17 * 60)) };
}
