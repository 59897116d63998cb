import type { Instant } from '#shared';
import { showLength, showTimeSeconds } from '#shared';
import { Icon } from './icons.tsx';
import type { StaffFrame } from './staffPage.tsx';

/** A pass to 999 that nobody has confirmed, as every staff page of the service shows it. Never a name of a patient. */
export type PassShown = { id: string; whom: string; neededAt: Instant; dueAt: Instant };

/** For whom it is pressed, where the page is about one case or one call; `place`: the short name of the base whose page it is. */
export type PassFor = { case?: string; call?: string; place?: string };

/**
 * The red button with the key F9. One press begins the three minutes: no question is asked first, and it needs no script. The form
 * carries no id of its own, so that a page kept open since the last emergency begins a new pass and not the old one.
 */
export function PassTo999(props: { frame: StaffFrame; words?: string; of?: PassFor }) {
  const { frame, words = 'Pass to 999', of = {} } = props;
  if (!frame.mayPass) return null;
  return (
    <form method="post" action="/passes" class="pass-form">
      <input type="hidden" name="service" value={frame.mayPass.service} />
      {of.case && <input type="hidden" name="case" value={of.case} />}
      {of.call && <input type="hidden" name="call" value={of.call} />}
      {of.place && <input type="hidden" name="place" value={of.place} />}
      <button type="submit" class="pass-999" data-key="f9" data-key-words="life-threatening: pass to 999">
        {words} <kbd>F9</kbd>
      </button>
    </form>
  );
}

/** Stands on every staff page until 999 has taken it or a clinician has stood it down. */
export function PassStrip({ frame, isWall = false }: { frame: StaffFrame; isWall?: boolean }) {
  const passes = frame.passes ?? [];
  const follows = frame.mayPass && !isWall ? `/passes/running?service=${frame.mayPass.service}` : undefined;
  if (passes.length === 0 && !follows) return null;
  return (
    <section
      class="passes"
      aria-label="Passes to 999 that are running"
      data-passes={follows}
      hidden={passes.length === 0}
    >
      <PassLines passes={passes} now={frame.clock.at} isWall={isWall} />
    </section>
  );
}

export function PassLines({ passes, now, isWall }: { passes: readonly PassShown[]; now: Instant; isWall?: boolean }) {
  return (
    <ul class="passes__list">
      {passes.map(({ id, whom, neededAt, dueAt }) => (
        <li key={id} class={`passes__one ${dueAt < now ? 'is-late' : ''}`.trim()} data-pass={id} data-due={dueAt}>
          <Icon name={dueAt < now ? 'diamond' : 'triangle'} />
          <span>
            Pass to 999: {whom}, <strong data-left>{passWords(dueAt, now)}</strong>
            <span class="passes__since"> (pressed {showTimeSeconds(neededAt)})</span>
          </span>
          {!isWall && (
            <a class="passes__link" href={`/passes/${id}`}>
              Open <span class="nhsuk-u-visually-hidden">the pass to 999 of {whom}</span>
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

/** `1 min 38 s left`, then `late 26 s`. The script says the same each second. */
export function passWords(dueAt: Instant, now: Instant): string {
  return dueAt < now ? `late ${showLength(now - dueAt)}` : `${showLength(dueAt - now)} left`;
}
