/**
 * Keeps what is typed in a form with `data-draft="name"`: in this tab at once, and on the server within a second. A form shown again with
 * what is wrong with it says `data-draft-shown` and keeps the values that it was sent with.
 */
export function keepDrafts(): void {
  forgetSent();
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) keep(form);
  addEventListener('submit', ({ target }) => {
    // Whoever signs out leaves nothing of a patient on the computer.
    if (target instanceof HTMLFormElement && target.getAttribute('action')?.endsWith('/sign-out'))
      for (const name of kept()) drop(name);
  });
}

const PREFIX = 'vigil-draft ';
const SENT = 'vigil-sent';
type Texts = Record<string, string>;

function keep(form: HTMLFormElement): void {
  const name = form.dataset.draft ?? '';
  const touched = new Set<string>();
  const before = form.dataset.draftShown === undefined ? read(name) : undefined;
  if (before) fill(form, before, touched);
  else if (form.dataset.draftShown === undefined) void fetchDraft(form, name, touched);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLost = false;
  let isSending = false;
  const send = async () => {
    const answer = await post('/drafts', name, textsOf(form));
    if (answer === 'signed-out') {
      say(form, SIGNED_OUT);
      return false;
    }
    const was = isLost;
    isLost = answer === undefined;
    if (isLost) timer = setTimeout(send, 2000);
    if (answer)
      say(form, was ? `The connection is back. Kept at ${answer}, here and on this computer.` : keptWords(answer));
    else say(form, LOST);
    return answer !== undefined;
  };
  form.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) touched.add(target.name);
    write(name, textsOf(form));
    clearTimeout(timer);
    timer = setTimeout(send, 400);
  });
  // A form that goes out when nobody answers is a page that is gone: first it is kept, and where that works it is sent.
  form.addEventListener('submit', (event) => {
    if (isSending) return;
    event.preventDefault();
    const { submitter } = event;
    write(name, textsOf(form));
    clearTimeout(timer);
    isSending = true;
    void send().then((isKept) => {
      if (!isKept) {
        isSending = false;
        if (isLost) say(form, `Not sent. ${LOST} Press again when it is back.`);
        return;
      }
      clearTimeout(timer);
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
const keptWords = (at: string) =>
  `Kept at ${at}, here and on this computer. Nothing you type is lost if the line drops.`;

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

async function fetchDraft(form: HTMLFormElement, name: string, touched: ReadonlySet<string>): Promise<void> {
  try {
    const answer = await fetch(`/drafts?name=${encodeURIComponent(name)}`, { headers: { accept: 'application/json' } });
    if (answer.status !== 200) return;
    const { fields, keptAt } = (await answer.json()) as { fields: Texts; keptAt: string };
    fill(form, fields, touched);
    say(form, `This was kept at ${keptAt}. Go on where you stopped.`);
  } catch {
    // Nothing was kept, or it cannot be reached: the form is as the server wrote it.
  }
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

function say(form: HTMLFormElement, words: string): void {
  const line = form.querySelector<HTMLElement>('[data-draft-state]');
  if (line && line.textContent !== words) line.textContent = words;
}

const read = (name: string): Texts | undefined => {
  const text = session((store) => store.getItem(PREFIX + name));
  return text ? (JSON.parse(text) as Texts) : undefined;
};
const write = (name: string, texts: Texts) => session((store) => store.setItem(PREFIX + name, JSON.stringify(texts)));
const drop = (name: string) => session((store) => store.removeItem(PREFIX + name));
const kept = () =>
  session((store) => Object.keys(store).flatMap((key) => (key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : []))) ??
  [];

/** Of this tab alone, and gone with it: the words of a patient do not stay on a shared computer. */
function session<T>(use: (store: Storage) => T): T | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}
