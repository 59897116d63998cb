/**
 * Keeps what is typed in a form with `data-draft="name"`: in this tab at once, and on the server within a second. A form shown again with
 * what is wrong with it says `data-draft-shown` and keeps the values that it was sent with.
 */
export function keepDrafts(): void {
  forgetSent();
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) keep(form);
  addEventListener('submit', ({ target }) => {
    // Whoever signs out leaves nothing of a patient on the computer.
    if (!(target instanceof HTMLFormElement)) return;
    if (target.getAttribute('action')?.endsWith('/sign-out')) for (const name of kept()) drop(name);
    // Another form of the page took what was typed in the kept one.
    const { forgets } = target.dataset;
    if (forgets) session((store) => store.setItem(SENT, forgets));
  });
}

const PREFIX = 'vigil-draft ';
const SENT = 'vigil-sent';
type Texts = Record<string, string>;
/** What this tab has of a form, and whether the record has it too. */
type Copy = { texts: Texts; isSent: boolean };
const flushes: (() => Promise<unknown>)[] = [];

/** What was typed a moment ago is kept now: somebody else's page is to show it. */
export const flushDrafts = () => Promise.all(flushes.map((flush) => flush()));

function keep(form: HTMLFormElement): void {
  const name = form.dataset.draft ?? '';
  const touched = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [isLost, isSending, isTyped] = [false, false, false];
  /** The button that was pressed in vain: until it is pressed again, nothing here looks saved. */
  let pressed: HTMLElement | null = null;
  const send = async (words = keptWords) => {
    clearTimeout(timer);
    const texts = textsOf(form);
    const answer = await post('/drafts', name, texts);
    const was = isLost;
    isLost = answer === undefined;
    if (answer === undefined) {
      timer = setTimeout(send, 2000, words);
      say(form, 'lost', LOST);
    } else if (answer === 'signed-out') say(form, 'lost', SIGNED_OUT);
    else {
      if (JSON.stringify(texts) === JSON.stringify(textsOf(form))) write(name, { texts, isSent: true });
      say(form, 'kept', was && words === keptWords ? `The connection is back. ${keptShort(answer)}` : words(answer));
      if (pressed)
        warn(
          pressed,
          `Not sent yet. The record answers again, and what you typed is kept: press ${keyOf(pressed)} now.`,
        );
    }
    return answer;
  };
  // Typed for a version that stands no more, and never sent: to the record, which shows it beside and fills nothing with it.
  for (const old of form.dataset.draftStem ? kept() : []) {
    const copy = old !== name && old.startsWith(form.dataset.draftStem ?? '') ? read(old) : undefined;
    if (copy?.isSent === false)
      void post('/drafts', old, copy.texts).then((answer) => {
        if (answer === undefined || answer === 'signed-out') return;
        drop(old);
        if (!isTyped) location.reload();
      });
  }
  if (form.dataset.draftShown === undefined) {
    const copy = read(name);
    if (copy?.isSent === false) {
      fill(form, copy.texts, touched);
      void send(() => 'This was kept on this computer alone, and is in the record now. Go on where you stopped.');
    } else void fetchDraft(form, name, { touched, copy });
  }
  form.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) touched.add(target.name);
    isTyped = true;
    write(name, { texts: textsOf(form), isSent: false });
    clearTimeout(timer);
    timer = setTimeout(send, 400);
  });
  flushes.push(async () => isTyped && send());
  // A form that goes out when nobody answers is a page that is gone: first it is kept, and where that works it is sent.
  form.addEventListener('submit', (event) => {
    if (isSending) return;
    event.preventDefault();
    const submitter = event.submitter;
    write(name, { texts: textsOf(form), isSent: false });
    isSending = true;
    pressed = null;
    void send().then((answer) => {
      const isOut = answer === 'signed-out';
      if (answer === undefined || isOut) {
        isSending = false;
        pressed = submitter ?? form.querySelector<HTMLElement>('[type=submit]');
        if (!pressed) return;
        warn(
          pressed,
          isOut ? OUT : `Not sent. The record does not answer: nothing is saved or passed on yet. ${again(pressed)}`,
        );
        if (isOut) warning.append(' ', signInLink(), `, then press ${keyOf(pressed)} again.`);
        return;
      }
      clearTimeout(timer);
      warning.remove();
      session((store) => store.setItem(SENT, name));
      form.requestSubmit(submitter instanceof HTMLElement && submitter.isConnected ? submitter : null);
      // Whoever comes back to this page by the browser’s own way can send it again.
      setTimeout(() => {
        isSending = false;
      }, 3000);
    });
  });
}

const LOST = 'The record does not answer. What you type is kept on this computer, and we try again every 2 seconds.';
const SIGNED_OUT = 'You are signed out. What you type is kept on this computer: sign in again in another tab.';
const OUT = 'Not saved: you were signed out. What you typed is kept on this computer.';
const keptShort = (at: string) => `Kept at ${at}, here and on this computer.`;
const keptWords = (at: string) => `${keptShort(at)} Nothing you type is lost if the line drops.`;
const keyOf = (button: HTMLElement) => button.dataset.key?.toUpperCase() ?? 'it';
const again = (button: HTMLElement) =>
  `What you typed is kept on this computer: press ${keyOf(button)} again when it is back.`;

/** Beside the button, where whoever pressed it looks: one at a time. */
const warning = Object.assign(document.createElement('p'), { className: 'unsent' });
warning.setAttribute('role', 'alert');

function warn(button: HTMLElement, words: string): void {
  warning.textContent = words;
  button.after(warning);
  warning.scrollIntoView({ block: 'nearest' });
}

function signInLink(): HTMLElement {
  return Object.assign(document.createElement('a'), {
    href: location.href,
    target: '_blank',
    textContent: 'Sign in in another tab',
  });
}

/** The form was taken, and led on to another page: what was typed is in the record. An error, or a door, is no such page. */
function forgetSent(): void {
  const name = session((store) => store.getItem(SENT));
  if (!name) return;
  session((store) => store.removeItem(SENT));
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (!entry || entry.redirectCount === 0 || location.pathname.startsWith('/sign-in')) return;
  drop(name);
  void post('/drafts/forget', name, {});
}

type Restoring = { touched: ReadonlySet<string>; copy?: Copy };

async function fetchDraft(form: HTMLFormElement, name: string, { touched, copy }: Restoring): Promise<void> {
  try {
    const answer = await fetch(`/drafts?name=${encodeURIComponent(name)}`, { headers: { accept: 'application/json' } });
    if (answer.status === 200) {
      const { fields, keptAt } = (await answer.json()) as { fields: Texts; keptAt: string };
      fill(form, fields, touched);
      return found(form, name, `This was kept at ${keptAt}. Go on where you stopped.`);
    }
  } catch {
    // It cannot be reached: what this tab has is as good.
  }
  if (!copy) return;
  fill(form, copy.texts, touched);
  found(form, name, 'This was kept on this computer. Go on where you stopped.');
}

/** What stands there may be of somebody else by now: one press, and the form is empty. */
function found(form: HTMLFormElement, name: string, words: string): void {
  say(form, 'kept', words);
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'link-button', textContent: 'Begin with an empty form' });
  button.addEventListener('click', () => {
    drop(name);
    void post('/drafts/forget', name, {}).then(() => location.reload());
  });
  form.querySelector('[data-draft-state]')?.append(' ', button);
}

async function post(url: string, name: string, texts: Texts): Promise<string | undefined> {
  try {
    const body = new URLSearchParams({ ...texts, _draft: name });
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(5000),
    });
    if (answer.status === 401 || answer.status === 403) return 'signed-out';
    return answer.ok ? (((await answer.json()) as { keptAt?: string }).keptAt ?? '') : undefined;
  } catch {
    return undefined;
  }
}

/** What was typed, by the names of the boxes; what begins with _ is the form's own. */
function textsOf(form: HTMLFormElement): Texts {
  const texts: Texts = {};
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && !name.startsWith('_')) texts[name] = value;
  return texts;
}

/** What was kept, in every box that nobody has typed in since. */
function fill(form: HTMLFormElement, texts: Texts, touched: ReadonlySet<string>): void {
  for (const box of form.elements) {
    if (!(box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement || box instanceof HTMLSelectElement))
      continue;
    const text = texts[box.name];
    if (box.type === 'hidden' || touched.has(box.name)) continue;
    if (/^(radio|checkbox)$/.test(box.type)) (box as HTMLInputElement).checked = text === box.value;
    else if (text !== undefined) box.value = text;
  }
  form.dispatchEvent(new Event('vigil-filled'));
}

function say(form: HTMLFormElement, state: 'kept' | 'lost', words: string): void {
  const line = form.querySelector<HTMLElement>('[data-draft-state]');
  if (!line) return;
  line.dataset.draftState = state;
  if (line.textContent !== words) line.textContent = words;
}

const read = (name: string): Copy | undefined => {
  const text = session((store) => store.getItem(PREFIX + name));
  return text ? (JSON.parse(text) as Copy) : undefined;
};
const write = (name: string, copy: Copy) => session((store) => store.setItem(PREFIX + name, JSON.stringify(copy)));
const drop = (name: string) => session((store) => store.removeItem(PREFIX + name));
const kept = () =>
  session((store) => Object.keys(store).flatMap((key) => (key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : []))) ??
  [];

/** Of this tab alone, and gone with it: the words of a patient do not stay on a shared computer. */
export function session<T>(use: (store: Storage) => T): T | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}
