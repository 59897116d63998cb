import { pageNow } from './pageClock.ts';

const EVERY_MS = 5_000;
// Asking for ever would keep a screen signed in that nobody sits at: after this long without a hand on it, it asks again at the next.
const HANDS_MS = 600_000;

/** Counts each running pass to 999 down to the second, and past its time up again. */
export function countPasses(): void {
  const now = pageNow();
  if (Number.isNaN(now)) return;
  for (const item of document.querySelectorAll<HTMLElement>('[data-due]')) {
    const left = Number(item.dataset.due) - now;
    const words = left < 0 ? `late ${length(-left)}` : `${length(left)} left`;
    const place = item.querySelector('[data-left]');
    if (place && place.textContent !== words) place.textContent = words;
    if (left >= 0 || item.classList.contains('is-late')) continue;
    item.classList.add('is-late');
    item.querySelector('use')?.setAttribute('href', '#i-diamond');
  }
}

/** Asks for the passes that run, so that one pressed elsewhere stands on this page too. */
export function followPasses(): void {
  const strip = document.querySelector<HTMLElement>('[data-passes]');
  const url = strip?.dataset.passes;
  if (!strip || !url) return;
  let touched = performance.now();
  for (const hand of ['keydown', 'pointermove', 'focus'] as const)
    addEventListener(hand, () => {
      touched = performance.now();
    });
  setInterval(() => {
    if (!document.hidden && performance.now() - touched < HANDS_MS) void look(strip, url);
  }, EVERY_MS);
}

async function look(strip: HTMLElement, url: string): Promise<void> {
  const answer = await fetch(url).catch(() => undefined);
  // While nobody answers, what was last known stays and goes on counting.
  if (!answer?.ok) return;
  const fresh = document.createElement('div');
  fresh.innerHTML = await answer.text();
  if (keyOf(fresh) === keyOf(strip)) return;
  strip.replaceChildren(...fresh.children);
  strip.hidden = !strip.querySelector('[data-pass]');
}

const keyOf = (within: HTMLElement) =>
  [...within.querySelectorAll<HTMLElement>('[data-pass]')]
    .map(({ dataset }) => `${dataset.pass} ${dataset.due}`)
    .join();

function length(ms: number): string {
  const all = Math.floor(ms / 1000);
  const [minutes, seconds] = [Math.floor(all / 60), all % 60];
  if (minutes === 0) return `${seconds} s`;
  return seconds > 0 && minutes < 10 ? `${minutes} min ${seconds} s` : `${minutes} min`;
}
