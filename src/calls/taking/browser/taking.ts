/**
 * The call taker's form: looks for earlier contacts while it is typed, fills what was empty, and counts the call. Without it the form
 * has a button that looks, and everything else is the same.
 */
const form = document.querySelector<HTMLFormElement>('form[data-taking]');
const found = () => document.querySelector<HTMLElement>('[data-taking-found]');
if (form) start(form);

/** Boxes that say who it is. */
const WHO = /^(patientName|dateOfBirth-.*|nhsNumber|ringBack)$/;

function start(of: HTMLFormElement): void {
  of.querySelector<HTMLElement>('[data-taking-look]')?.setAttribute('hidden', '');
  const count = document.querySelector<HTMLElement>('[data-counts-from]');
  const clock = document.querySelector<HTMLElement>('[data-clock]');
  if (count && clock) countUp(count, clock);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = '';
  const soon = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const who = whoOf(of);
      if (who === asked) return;
      asked = who;
      void look(of).then((isDone) => {
        // Not reached: asked again with the next key, and after a while by itself.
        if (isDone) return;
        asked = '';
        soon(5000);
      });
    }, ms);
  };
  of.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLElement && WHO.test((target as HTMLInputElement).name)) soon(500);
  });
  of.addEventListener('vigil-filled', () => soon(50));
  document.addEventListener('change', showDecline);
  showDecline();
  // The number of the line may have brought somebody with it.
  soon(50);
  if (
    document.activeElement === document.body &&
    !document.querySelector('.nhsuk-error-summary') &&
    !of.closest('details')
  ) {
    of.querySelector<HTMLElement>('input:not([type=hidden]), select')?.focus();
  }
}

function whoOf(of: HTMLFormElement): string {
  return [...new FormData(of)].flatMap(([name, value]) => (WHO.test(name) ? [String(value).trim()] : [])).join('|');
}

async function look(of: HTMLFormElement): Promise<boolean> {
  const before = new FormData(of);
  try {
    const body = new URLSearchParams();
    for (const [name, value] of before) if (typeof value === 'string') body.append(name, value);
    const answer = await fetch(of.dataset.taking ?? '', { method: 'POST', body, signal: AbortSignal.timeout(8000) });
    if (!answer.ok) return false;
    put(await answer.text(), of);
    return true;
  } catch {
    return false;
  }
}

/** New panels in place of the old, with what was chosen in them meanwhile. */
function put(html: string, of: HTMLFormElement): void {
  const old = found();
  if (!old) return;
  const chosen = new Map([...new FormData(of)].map(([name, value]) => [name, String(value)]));
  const focused = old.contains(document.activeElement) ? document.activeElement?.id : undefined;
  const template = document.createElement('template');
  template.innerHTML = html;
  const next = template.content.firstElementChild;
  if (!next) return;
  for (const box of next.querySelectorAll<HTMLInputElement>('input, select')) {
    const value = chosen.get(box.name);
    if (box.type === 'radio' && value !== undefined) box.checked = box.value === value;
    else if (box.type === 'checkbox') box.checked = value === box.value;
    else if (box.type !== 'radio' && value !== undefined) box.value = value;
  }
  old.replaceWith(next);
  const age = of.querySelector('[data-taking-age]');
  if (age && next instanceof HTMLElement) age.textContent = next.dataset.age ? `${next.dataset.age} ` : '';
  const jump = of.querySelector<HTMLElement>('[data-taking-jump]');
  const link = jump?.querySelector('a');
  if (jump && link && next instanceof HTMLElement) {
    jump.hidden = !next.dataset.jump;
    link.textContent = next.dataset.jump ?? '';
  }
  if (focused) document.getElementById(focused)?.focus();
  showDecline();
  const copy = next.querySelector<HTMLElement>('.taking__copy');
  if (!copy) return;
  // What is known stands under the name, once the box has taken it.
  copy.hidden = true;
  const { nhsNumber = '', practice = '', from = '', words = '' } = copy.dataset;
  take(of, { name: 'nhsNumber', value: nhsNumber, said: ['[data-taking-nhs]', words] });
  take(of, { name: 'practiceId', value: practice, said: ['[data-taking-practice]', capital(from)] });
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Only an empty box takes what was found: what somebody typed is never changed. */
function take(
  of: HTMLFormElement,
  { name, value, said }: { name: string; value: string; said: [string, string] },
): void {
  const box = of.elements.namedItem(name);
  if (!value || !(box instanceof HTMLInputElement || box instanceof HTMLSelectElement)) return;
  const place = of.querySelector(said[0]);
  if (box.value === '') {
    box.value = value;
    if (box.value === value) box.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (place) place.textContent = box.value === value ? said[1] : '';
}

/** The reason is asked for only of whoever does not pass it. */
function showDecline(): void {
  const no = document.querySelector<HTMLInputElement>('[name=pass][value=no]');
  for (const part of document.querySelectorAll<HTMLElement>('.taking__decline')) part.hidden = !no?.checked;
}

function countUp(count: HTMLElement, clock: HTMLElement): void {
  const from = Number(count.dataset.countsFrom);
  const [stood, rate] = [Number(clock.dataset.clock), Number(clock.dataset.rate ?? 1)];
  const arrived = performance.now();
  const tick = () => {
    const seconds = Math.max(0, Math.floor((stood + (performance.now() - arrived) * rate - from) / 1000));
    const minutes = Math.floor(seconds / 60);
    const rest = String(seconds % 60).padStart(2, '0');
    const words = minutes === 0 ? `${seconds} s` : minutes < 10 ? `${minutes} min ${rest} s` : `${minutes} min`;
    if (count.textContent !== words) count.textContent = words;
  };
  tick();
  setInterval(tick, 500);
}
