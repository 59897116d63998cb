import { addDays, atLocal, type Instant } from '#shared';
import { MONDAY, SATURDAY, SUNDAY, TUESDAY, WEEKEND_FROM, WEEKEND_TO } from './moments.ts';
import type { Notebook } from './notebook.ts';
import type { Base } from './places.ts';
import type { Turn } from './roster.ts';
import { leadAt } from './scene.ts';

type Notice = { at: Instant; place: Base; says: 'open' | 'shut'; goTo?: string; by?: string };

/** What the public was told: each base open and shut as planned, but Canal Bridge was shut 34 minutes after its doctor left. */
export function notices(book: Notebook, turns: readonly Turn[]): void {
  for (const { at, place, says, goTo, by } of [...planned(), shutEarly]) {
    const id = book.id(at, `notice/${place}`);
    const body = { id, service: book.service, place, says, ...(goTo ? { goTo } : {}) };
    book.write({ at, actor: by ?? leadAt(turns, at), stream: id, command: 'post-notice', path: '/notices', body });
  }
}

const shutEarly: Notice = {
  at: atLocal(SUNDAY, '20:34:02'),
  place: 'canal-bridge',
  says: 'shut',
  goTo: 'Foundry Lane or Larkhithe Cross. Ring 111 first.',
  by: 'd.okafor',
};

function planned(): Notice[] {
  const start: Notice[] = (['foundry-lane', 'canal-bridge', 'priory-road'] as const).map((place) => ({
    at: WEEKEND_FROM,
    place,
    says: 'open',
  }));
  const days = [SATURDAY, SUNDAY, MONDAY, TUESDAY].flatMap((day): Notice[] => [
    { at: atLocal(day, '07:55'), place: 'canal-bridge', says: 'open' },
    { at: atLocal(day, '07:55'), place: 'priory-road', says: 'open' },
    { at: atLocal(day, '22:00'), place: 'priory-road', says: 'shut', goTo: 'Foundry Lane. Ring 111 first.' },
    {
      at: atLocal(addDays(day, 1), '00:00'),
      place: 'canal-bridge',
      says: 'shut',
      goTo: 'Foundry Lane. Ring 111 first.',
    },
  ]);
  const known = (notice: Notice) => notice.place === 'canal-bridge' && notice.at === atLocal(MONDAY, '00:00');
  return [...start, ...days.filter((notice) => notice.at > WEEKEND_FROM && notice.at < WEEKEND_TO && !known(notice))];
}
