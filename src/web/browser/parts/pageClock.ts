import { moment, pageArrived, since } from './elapsed.ts';

const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});

const clock = document.querySelector<HTMLElement>('[data-clock]');
let base = Number(clock?.dataset.clock);
let rate = Number(clock?.dataset.rate ?? 1);
let from = pageArrived();

/** The organisation's clock as the server last gave it, with how fast it runs. */
export function setClock(at: number, speed: number): void {
  base = at;
  rate = speed;
  from = moment();
  showClock();
}

/** What the page's clock reads; not a number on a page that has none. */
export function pageNow(): number {
  return base + since(from) * rate;
}

/** The page's own clock goes on whether or not the board is live. */
export function showClock(): void {
  if (!clock || Number.isNaN(base)) return;
  const now = base + since(from) * rate;
  put(clock, '.clock__day', day.format(now).replace(',', ''));
  put(clock, '.clock__time', time.format(now));
}

export function put(within: ParentNode, selector: string, words: string): void {
  const element = within.querySelector(selector);
  if (element && element.textContent !== words) element.textContent = words;
}
