import { flushDrafts, session } from './draft.ts';
import { pageNow } from './pageClock.ts';

const WAITING = 'vigil-999';
const EVERY_MS = 2_000;
/** A press that nobody could record for so long is another night's. */
const OLDEST_MS = 3_600_000;

/** A press of the red button that the record has not taken: what it was sent with, and when it was pressed. */
type Press = { body: string; at: string; words: string; since: number };
type Told = { href: string } | 'signed-out' | 'refused' | undefined;

const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'medium' });

/**
 * F9 with the server or the line away: the page stays, says that 999 is to be rung now, and goes on sending the press with its own time
 * until the record takes it. Without a script the form goes out as any other.
 */
export function watchPresses(): void {
  addEventListener('submit', (event) => {
    const { target } = event;
    if (!(target instanceof HTMLFormElement) || !target.matches('.pass-form')) return;
    event.preventDefault();
    void press(target);
  });
  for (const waiting of stored()) if (Date.now() - waiting.since < OLDEST_MS) void insist(waiting);
}

async function press(form: HTMLFormElement): Promise<void> {
  const at = pageNow();
  const pressed = new Date(Number.isNaN(at) ? Date.now() : at);
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)])).toString();
  const flushed = flushDrafts();
  const told = await tell(body);
  if (typeof told === 'object') {
    // The page of the pass reads what was typed a moment ago; it waits for that no longer than a breath.
    await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, 700))]);
    location.assign(told.href);
  } else if (told) form.submit();
  else {
    const lost = {
      body,
      at: Number.isNaN(at) ? '' : pressed.toISOString(),
      words: time.format(pressed),
      since: Date.now(),
    };
    const others = stored().filter((one) => one.body !== body);
    store([...others, lost]);
    void insist(lost);
  }
}

/** Until it is taken: with the time of the press, or where the record will not have that time, with its own. */
async function insist(lost: Press): Promise<void> {
  const panel = panelFor(lost);
  const told = await tell(lost.at ? `${lost.body}&occurredAt=${encodeURIComponent(lost.at)}` : lost.body);
  if (typeof told === 'object') {
    store(stored().filter(({ body }) => body !== lost.body));
    say(panel, 'Recorded, with the time of the press:', `${lost.words}.`, {
      href: told.href,
      words: 'Open the pass to 999',
    });
    panel.classList.add('is-taken');
    return;
  }
  if (told === 'signed-out')
    say(
      panel,
      'Ring 999 now.',
      `You were signed out: the press of ${lost.words} is NOT recorded, and the 3 minutes do not run.`,
      {
        href: location.href,
        words: 'Sign in: it is then recorded with its time',
      },
    );
  else
    say(
      panel,
      'Not recorded: the record does not answer. Ring 999 now.',
      `Pressed at ${lost.words}: write the time down. It is sent again every 2 seconds, with this time.`,
    );
  setTimeout(() => void insist(told === 'refused' ? { ...lost, at: '' } : lost), EVERY_MS);
}

async function tell(body: string): Promise<Told> {
  try {
    const answer = await fetch('/passes', {
      method: 'POST',
      body: new URLSearchParams(body),
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(5_000),
    });
    if (answer.ok) return (await answer.json()) as { href: string };
    if (answer.status >= 500) return undefined;
    return answer.status === 401 ? 'signed-out' : 'refused';
  } catch {
    return undefined;
  }
}

/** One for each patient: it stays in sight, whatever is scrolled. */
function panelFor({ body }: Press): HTMLElement {
  const there = [...document.querySelectorAll<HTMLElement>('.press-lost')].find((one) => one.dataset.press === body);
  if (there) return there;
  const panel = Object.assign(document.createElement('div'), { className: 'press-lost' });
  panel.dataset.press = body;
  panel.setAttribute('role', 'alert');
  (document.querySelector('header') ?? document.body).append(panel);
  return panel;
}

function say(panel: HTMLElement, strong: string, words: string, link?: { href: string; words: string }): void {
  if (panel.textContent?.includes(words)) return;
  const more = link && Object.assign(document.createElement('a'), { href: link.href, textContent: link.words });
  const first = Object.assign(document.createElement('strong'), { textContent: strong });
  panel.replaceChildren(first, ` ${words} `, ...(more ? [more] : []));
}

const stored = (): Press[] => JSON.parse(session((kept) => kept.getItem(WAITING)) ?? '[]') as Press[];
const store = (presses: readonly Press[]) => session((kept) => kept.setItem(WAITING, JSON.stringify(presses)));
