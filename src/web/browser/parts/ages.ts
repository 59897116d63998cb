import { ageWords, bandWords, type Freshness, freshness } from '../../age.ts';
import { moment, pageArrived, since } from './elapsed.ts';
import { put } from './pageClock.ts';
import { sound } from './sound.ts';

type Arrival = { ms: number; at: ReturnType<typeof moment> };
const arrivals = new WeakMap<Element, Arrival>();
const first = pageArrived();
let page: Freshness = 'live';

const tilesIn = (within: ParentNode) => [...within.querySelectorAll<HTMLElement>('[data-age-ms]')];

/** Ages of a fragment that has just come, in the order of its tiles. */
export function arrived(fragment: HTMLElement, ages?: readonly (readonly [number, string])[]): void {
  const tiles = [...(fragment.matches('[data-age-ms]') ? [fragment] : []), ...tilesIn(fragment)];
  tiles.forEach((tile, index) => {
    const [ms, asAt] = ages?.[index] ?? [Number(tile.dataset.ageMs), tile.dataset.asAt ?? ''];
    tile.dataset.asAt = asAt;
    arrivals.set(tile, { ms, at: moment() });
    show(tile);
  });
}

function ageOf(tile: HTMLElement): number {
  const { ms, at } = arrivals.get(tile) ?? { ms: Number(tile.dataset.ageMs), at: first };
  return ms + since(at);
}

function show(tile: HTMLElement): void {
  const age = ageOf(tile);
  const state = freshness(age);
  const band = tile.querySelector<HTMLElement>('.tile__band');
  put(tile, '.tile__age-words', ageWords(age));
  for (const name of ['live', 'stale', 'not-live']) tile.classList.toggle(`tile--${name}`, name === state);
  if (band) {
    const note = state === 'not-live' && band.dataset.note ? `. ${band.dataset.note}` : '';
    band.hidden = state === 'live';
    put(band, '.tile__band-words', bandWords(age, tile.dataset.asAt ?? '') + note);
  }
  for (const tag of tile.querySelectorAll<HTMLElement>('[data-was]')) pastTense(tag, state === 'not-live');
}

// What is left stops being counted: "was 5 min". What it said is kept, for when the board is live again.
function pastTense(tag: HTMLElement, isPast: boolean): void {
  const words = tag.querySelector('.tag__words');
  const drawing = tag.querySelector('use');
  if (!words || isPast === 'is' in tag.dataset) return;
  if (isPast) {
    tag.dataset.is = words.textContent ?? '';
    tag.dataset.icon = drawing?.getAttribute('href') ?? '';
  }
  words.textContent = (isPast ? tag.dataset.was : tag.dataset.is) ?? '';
  drawing?.setAttribute('href', (isPast ? '#i-clock' : tag.dataset.icon) ?? '');
  if (!isPast) delete tag.dataset.is;
}

/** Counts every tile on by a second; the page is as live as its oldest tile. */
export function showAges(): void {
  const tiles = tilesIn(document);
  tiles.forEach(show);
  const oldest = tiles.sort((a, b) => ageOf(b) - ageOf(a))[0];
  if (!oldest) return;
  const state = freshness(ageOf(oldest));
  const bar = document.querySelector<HTMLElement>('[data-live-state]');
  const band = document.querySelector<HTMLElement>('[data-not-live]');
  if (bar) {
    const isLive = state !== 'not-live';
    put(bar, '.live__words', isLive ? `Live, oldest ${ageWords(ageOf(oldest))}` : 'Not live');
    bar.classList.toggle('live--not', !isLive);
    bar.querySelector('use')?.setAttribute('href', isLive ? '#i-live' : '#i-clock');
  }
  if (band && state === 'not-live') {
    put(band, '.not-live__since', `Not live since ${oldest.dataset.asAt}. What is marked below is the last we had.`);
  }
  if (band) band.hidden = state !== 'not-live';
  if (state === 'not-live' && page !== 'not-live' && !document.hidden) sound();
  page = state;
}
