import { arrived } from './ages.ts';
import { markScrollers } from './scrollers.ts';
import { sound } from './sound.ts';

const waiting = new Map<string, string>();
let pressed: EventTarget | null = null;

const scrollers = '.data-table-frame, .cover';
const boxes = 'input:not([type=hidden]), textarea, select';

type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isTouched(box: Box): boolean {
  if (box instanceof HTMLSelectElement) return [...box.options].some((item) => item.selected !== item.defaultSelected);
  if (box instanceof HTMLInputElement && (box.type === 'radio' || box.type === 'checkbox')) {
    return box.checked !== box.defaultChecked;
  }
  return box.value !== box.defaultValue;
}

// Nothing typed is lost, and nothing moves under a finger that is down.
function isBusy(fragment: Element): boolean {
  if (pressed instanceof Node && fragment.contains(pressed)) return true;
  return [...fragment.querySelectorAll<Box>(boxes)].some((box) => box === document.activeElement || isTouched(box));
}

/** Puts a fragment's new markup in place of the old, or keeps it until nobody is typing there. */
export function replace(name: string, html: string): void {
  const old = document.querySelector<HTMLElement>(`[data-fragment="${CSS.escape(name)}"]`);
  if (!old) return;
  if (isBusy(old)) {
    waiting.set(name, html);
    return;
  }
  waiting.delete(name);
  const template = document.createElement('template');
  template.innerHTML = html;
  const next = template.content.firstElementChild;
  if (!(next instanceof HTMLElement)) return;
  const focus = focusIn(old);
  const scrolled = [...old.querySelectorAll(scrollers)].map((item) => [item.scrollLeft, item.scrollTop] as const);
  // What somebody has opened stays open.
  for (const { id } of old.querySelectorAll('details[open][id]'))
    next.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '');
  for (const hint of next.querySelectorAll<HTMLElement>('[data-needs-script]')) hint.hidden = false;
  // An alert was raised, or said again: one sound for each, and none for what was acknowledged or mended.
  if (Number(next.dataset.rungAt ?? 0) > Number(old.dataset.rungAt ?? 0)) sound();
  markChanges(old, next);
  old.replaceWith(next);
  next.querySelectorAll(scrollers).forEach((item, index) => {
    item.scrollTo(...(scrolled[index] ?? [0, 0]));
  });
  arrived(next);
  markScrollers();
  dispatchEvent(new Event('vigil-replaced'));
  if (focus) giveFocus(next, focus);
}

export function replaceWaiting(): void {
  for (const [name, html] of [...waiting]) replace(name, html);
}

function focusIn(fragment: Element): string | undefined {
  const active = document.activeElement;
  if (!active || !fragment.contains(active)) return undefined;
  if (active.id) return `#${CSS.escape(active.id)}`;
  const href = active.getAttribute('href');
  return href ? `a[href="${CSS.escape(href)}"]` : '*';
}

// A row that has gone must not throw the keyboard back to the top of the page.
function giveFocus(fragment: HTMLElement, selector: string): void {
  const target = selector === '*' ? null : fragment.querySelector<HTMLElement>(selector);
  if (!target) fragment.tabIndex = -1;
  (target ?? fragment).focus({ preventScroll: true });
}

function markChanges(old: Element, next: Element): void {
  const before = new Map([...old.querySelectorAll<HTMLElement>('[data-mark]')].map((row) => [row.dataset.row, row]));
  for (const row of next.querySelectorAll<HTMLElement>('[data-mark]')) {
    if (before.get(row.dataset.row)?.dataset.mark === row.dataset.mark) continue;
    row.classList.add('is-changed');
    setTimeout(() => row.classList.remove('is-changed'), 3000);
  }
}

export function watchHands(): void {
  addEventListener('pointerdown', (event) => {
    pressed = event.target;
  });
  for (const name of ['pointerup', 'pointercancel']) {
    // After the click that the press becomes.
    addEventListener(name, () => setTimeout(letGo, 50));
  }
  addEventListener('focusout', () => setTimeout(replaceWaiting));
}

function letGo(): void {
  pressed = null;
  replaceWaiting();
}
