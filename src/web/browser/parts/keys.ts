import { store, stored, switchScheme } from './scheme.ts';

const off = 'vigil-keys-off';
const isBox = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const controls = () => [...document.querySelectorAll<HTMLElement>('[data-key]')];

/** Function keys work anywhere, in a box too; single keys only outside boxes, and can be turned off. */
export function watchKeys(): void {
  for (const hint of document.querySelectorAll<HTMLElement>('[data-needs-script]')) hint.hidden = false;
  addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest('[data-switch=scheme]')) switchScheme();
    if (target.closest('[data-open=keys]')) showKeys();
    if (target.closest('[data-print]')) print();
  });
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    // Only passing a patient to 999 goes before an open panel.
    if (event.key !== 'F9' && document.querySelector('dialog[open]')) return;
    const isFunctionKey = /^F\d+$/.test(event.key);
    if (!isFunctionKey && (isBox(event.target) || stored(off) === 'yes')) return;
    const control = controls().find((item) => item.dataset.key === event.key.toLowerCase());
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!moveRow(event.key === 'ArrowDown' ? 1 : -1)) return;
    } else if (event.key === '?') showKeys();
    else if (control) control.click();
    else if (event.key.toLowerCase() === 'n') switchScheme();
    else return;
    event.preventDefault();
  });
}

/** From row to row of the lists that say `data-rows`; Enter opens, as on any link. Answers whether there was one to go to. */
function moveRow(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-rows] [data-row]')].flatMap((row) =>
    row.closest('details:not([open])') ? [] : (row.querySelector<HTMLElement>('a, button') ?? []),
  );
  const at = rows.findIndex((link) => link.closest('[data-row]')?.contains(document.activeElement));
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  next?.focus();
  return next !== undefined;
}

function showKeys(): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-labelledby', 'keys-heading');
  dialog.append(heading(), list(), choice(), done(dialog));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function heading(): HTMLElement {
  return Object.assign(document.createElement('h2'), { id: 'keys-heading', textContent: 'Keys on this page' });
}

function list(): HTMLElement {
  const rows = document.createElement('dl');
  const known = controls().map((item) => [item.dataset.key ?? '', wordsOf(item)] as const);
  for (const [key, words] of [...known, ['?', 'this list'], ['Esc', 'close a panel']] as const) {
    const term = document.createElement('dt');
    term.append(
      Object.assign(document.createElement('kbd'), {
        textContent: key.length > 1 ? key.replace(/^f/, 'F') : key.toUpperCase(),
      }),
    );
    rows.append(term, Object.assign(document.createElement('dd'), { textContent: words }));
  }
  return rows;
}

const wordsOf = (item: HTMLElement) => item.dataset.keyWords ?? item.textContent?.trim() ?? '';

function choice(): HTMLElement {
  const label = document.createElement('label');
  const box = Object.assign(document.createElement('input'), { type: 'checkbox', checked: stored(off) !== 'yes' });
  box.addEventListener('change', () => store(off, box.checked ? 'no' : 'yes'));
  label.append(box, ' Use single letters and digits as keys');
  const line = document.createElement('p');
  line.append(label);
  return line;
}

function done(dialog: HTMLDialogElement): HTMLElement {
  const button = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'board-button',
    textContent: 'Close',
  });
  button.addEventListener('click', () => dialog.close());
  return button;
}
