import type { PublicService } from '../publicStore.ts';

/** What the public pages of one service share. */
export function frameOf(service: PublicService, current?: 'bases' | 'releases' | 'how') {
  const home = `/public/${service.slug}`;
  return {
    service: service.name,
    isMadeUp: service.madeUp,
    nav: [
      { href: home, words: 'Bases and figures', isCurrent: current === 'bases' },
      { href: `${home}/releases`, words: 'Releases', isCurrent: current === 'releases' },
      { href: '/public/how', words: 'How it is worked out', isCurrent: current === 'how' },
    ],
  };
}
