import { expect } from 'vitest';
import type { Person } from './person.ts';

/** The shape of an address: `/cases/…` whatever the case, `/figures?period=day` whatever the month. */
function shapeOf({ pathname, searchParams }: URL): string {
  const path = pathname
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…')
    .replace(/\/\d+/g, '/…')
    .replace(/^\/clocks\/…\/.*/, '/clocks/…')
    .replace(/^\/figures\/(?!how|changes).+/, '/figures/…')
    .replace(/^(\/public\/\w+)\/(?!releases|figures)[\w-]+/, '$1/…');
  const asked = ['period', 'show', 'do'].flatMap((name) => {
    const value = searchParams.get(name);
    return value === null ? [] : [`${name}=${value}`];
  });
  return asked.length > 0 ? `${path}?${asked.join('&')}` : path;
}

/**
 * Follows every link of our own, one page of each shape: each answers 200, axe finds nothing on it and the browser complains
 * of nothing. Gives the shapes of the pages that were opened.
 */
export async function crawl(person: Person, from: string, leavesOut?: RegExp): Promise<string[]> {
  const { page } = person;
  const origin = new URL(page.url()).origin;
  const waiting = [new URL(from, origin)];
  const seen = new Set([shapeOf(waiting[0]!)]);
  const pages: string[] = [];
  // What is for programs says so, by its name or on the link that leads to it: it answers, and is no page.
  const forPrograms = new Set<string>();
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (/\.(csv|json)$/.test(next.pathname) || forPrograms.has(next.href)) {
      const answer = await page.request.get(next.href);
      expect(answer.status(), next.href).toBe(200);
      expect(answer.headers()['content-type'], next.href).not.toMatch(/html/);
      pages.push(shapeOf(next));
      continue;
    }
    const answer = await page.goto(next.href);
    expect(answer?.status(), next.href).toBe(200);
    await person.isAccessible();
    pages.push(shapeOf(next));
    const links = await page
      .getByRole('link')
      .evaluateAll((all) => (all as HTMLAnchorElement[]).map(({ href, type }) => ({ href, type })));
    for (const { href, type } of links) {
      const url = new URL(href);
      expect(url.origin, `a link of ${next.href} leads away`).toBe(origin);
      if (seen.has(shapeOf(url)) || leavesOut?.test(url.pathname)) continue;
      seen.add(shapeOf(url));
      if (type === 'application/json' || type === 'text/csv') forPrograms.add(url.href);
      waiting.push(url);
    }
  }
  return pages;
}
