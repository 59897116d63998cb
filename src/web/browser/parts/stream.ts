import type { LiveMessage } from '../../liveMessage.ts';
import { arrived } from './ages.ts';
import { setClock } from './pageClock.ts';
import { replace } from './replace.ts';

const every = 2000;
const silence = 25_000;

let source: EventSource | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let lastHeard = 0;
let polls = 0;

function take(message: LiveMessage): void {
  if (message.kind === 'fragment') replace(message.name, message.html);
  if (message.kind === 'clock') setClock(message.at, message.rate);
  if (message.kind === 'ages') {
    const fragment = document.querySelector<HTMLElement>(`[data-fragment="${CSS.escape(message.name)}"]`);
    if (fragment) arrived(fragment, message.ages);
  }
}

function close(): void {
  source?.close();
  source = undefined;
  clearTimeout(timer);
}

function open(url: string): void {
  close();
  lastHeard = performance.now();
  source = new EventSource(url);
  source.onmessage = ({ data }) => {
    lastHeard = performance.now();
    polls = 0;
    take(JSON.parse(data));
  };
  source.onerror = () => poll(url);
  watch(url);
}

// A proxy that holds a stream back gives no error, only silence: the server says something every 10 s.
function watch(url: string): void {
  timer = setTimeout(() => (performance.now() - lastHeard > silence ? poll(url) : watch(url)), every);
}

async function poll(url: string): Promise<void> {
  close();
  polls += 1;
  const attempt = polls;
  // Aside from waiting, so that only one round of asking goes on.
  timer = setTimeout(() => void (attempt % 15 === 1 && polls > 1 ? open(url) : poll(url)), every);
  try {
    const address = new URL(url, location.href);
    address.searchParams.set('poll', '1');
    const answer = await fetch(address, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(8000) });
    if (!answer.ok) return;
    const messages: LiveMessage[] = await answer.json();
    if (!source) messages.forEach(take);
  } catch {
    // The ages of the tiles say that nothing came.
  }
}

/** Keeps the page's fragments up to date from `url` for as long as somebody can see them. */
export function follow(url: string): void {
  open(url);
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open(url)));
  addEventListener('pagehide', close);
  addEventListener('pageshow', (event) => event.persisted && open(url));
}
