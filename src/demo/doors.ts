import { addDays, atLocal, type Instant, toIso } from '#shared';
import { MONDAY, SATURDAY, SUNDAY, TUESDAY, WEEKEND_FROM, WEEKEND_TO } from './moments.ts';
import type { Notebook } from './notebook.ts';
import type { Base } from './places.ts';
import type { Turn } from './roster.ts';
import { leadAt } from './scene.ts';

const DAYS = [SATURDAY, SUNDAY, MONDAY, TUESDAY];
const OPENS = '07:55';
const FOUNDRY = { sendTo: 'foundry-lane' } as const;

/** When each base was opened and shut: as planned, but Canal Bridge was shut 34 minutes after its doctor had left. */
export function doors(book: Notebook, turns: readonly Turn[]): void {
  const tell = (at: Instant, place: Base, command: 'shut-base' | 'open-base' | 'found-shut', said: Said = {}) => {
    if (at < WEEKEND_FROM || at >= WEEKEND_TO) return;
    const { by = leadAt(turns, at), ...body } = said;
    const path = `/bases/${place}/${command}`;
    book.write({ at, actor: by, stream: book.id(at, `door/${place}`), command, path, body });
  };
  for (const place of ['foundry-lane', 'canal-bridge', 'priory-road'] as const) open(book, turns, place);
  for (const day of DAYS) {
    const tomorrow = addDays(day, 1);
    const opens = toIso(atLocal(tomorrow, OPENS));
    const planned = { reason: 'planned', until: opens, ...FOUNDRY };
    // On Saturday the bases are open already when the demo begins.
    if (day !== SATURDAY)
      for (const place of ['canal-bridge', 'priory-road'] as const)
        tell(atLocal(day, OPENS), place, 'open-base', { reason: 'planned' });
    tell(atLocal(day, '22:00'), 'priory-road', 'shut-base', planned);
    if (day !== SUNDAY) tell(atLocal(tomorrow, '00:00'), 'canal-bridge', 'shut-base', planned);
  }
  tell(atLocal(SUNDAY, '20:28:30'), 'canal-bridge', 'found-shut', { by: 't.brandreth' });
  tell(atLocal(SUNDAY, '20:31:10'), 'canal-bridge', 'found-shut', { by: 'm.quill' });
  tell(atLocal(SUNDAY, '20:34:02'), 'canal-bridge', 'shut-base', {
    by: 'd.okafor',
    reason: 'no-doctor',
    goTo: 'Foundry Lane or Larkhithe Cross. Ring 111 first.',
    until: toIso(atLocal(MONDAY, OPENS)),
  });
}

type Said = { by?: string; reason?: string; goTo?: string; sendTo?: string; until?: string };

/** What the public was told as the weekend began. */
function open(book: Notebook, turns: readonly Turn[], place: Base): void {
  const at = WEEKEND_FROM;
  const id = book.id(at, `notice/${place}`);
  const body = { id, service: book.service, place, says: 'open' };
  book.write({ at, actor: leadAt(turns, at), stream: id, command: 'post-notice', path: '/notices', body });
}
