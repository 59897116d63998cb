import { showTime, showTimeSeconds } from '#shared';
import { Icon, Tag } from '#web';
import type { StoredAlert } from '../alertStore.ts';
import type { Board } from '../board.ts';
import type { TileValues } from '../boardReads.ts';
import { checks, type Fault, faultWords } from '../censusFaults.ts';
import { nameIn, type View } from '../view.ts';

type Around = { view: View; board: Pick<Board, 'nameOf'> };

/** What has been found wrong and is not mended: each with who has acknowledged it, or the button that does. */
export function AlertList({ alerts, view, board }: Around & { alerts: readonly StoredAlert[] }) {
  if (alerts.length === 0) return <p class="data-table-empty">Nothing to acknowledge.</p>;
  const isWall = view.kind === 'wall';
  const shown = alerts.slice(0, isWall ? 1 : 3);
  const more = isWall ? 0 : alerts.length - shown.length;
  return (
    <ol class="actions">
      {shown.map((alert) => (
        <li key={alert.id} class="action">
          <div class="action__words">
            <p class="action__heading">{alertWords(alert)}</p>
            <p class="action__effect">{stateWords(alert, { view, board })}</p>
          </div>
          {!isWall && <div class="action__control">{control(alert, view)}</div>}
        </li>
      ))}
      {more > 0 && (
        <li class="action">
          <div class="action__words">
            <p class="action__effect">and {more} more</p>
          </div>
        </li>
      )}
    </ol>
  );
}

/** "Case 2803-117 is in no queue." */
export function alertWords({ kind, detail }: StoredAlert): string {
  if (kind !== 'census') return kind.replaceAll('-', ' ');
  return `Case ${String(detail.number ?? 'without a number')} ${faultsOf(detail).map(faultWords).join(', and ')}.`;
}

function faultsOf(detail: StoredAlert['detail']): string[] {
  return Array.isArray(detail.faults) ? detail.faults.map(String) : [];
}

function stateWords({ raisedAt, times, acknowledged, detail }: StoredAlert, { view, board }: Around) {
  const found = `Found ${showTime(raisedAt)}${againWords(times)}.`;
  const says = typeof detail.says === 'string' ? ` Its events say: ${detail.says}.` : '';
  if (!acknowledged) return found + says;
  const name = nameIn(view, board, acknowledged.by);
  return `${found}${says} Acknowledged ${showTime(acknowledged.at)}${name ? ` by ${name}` : ''}.`;
}

function againWords(times: number): string {
  if (times < 2) return '';
  return times === 2 ? ', and once since' : `, and ${times - 1} times since`;
}

function control({ id, acknowledged, subject }: StoredAlert, view: View) {
  if (!acknowledged && view.acknowledges) {
    return (
      <form method="post" action={`/alerts/${id}/acknowledge`}>
        <button type="submit" class="board-button" id={`acknowledge-${id}`}>
          Acknowledge
        </button>
      </form>
    );
  }
  return subject ? <a href={`/cases/${subject}`}>See the case</a> : null;
}

/** Who is to come, in so many lines; whoever has not said so has a line whatever that makes it. */
export function DueOnBody({ value, lines, view, board }: Around & { value: TileValues['due-on']; lines: number }) {
  if (value.due.length === 0) return <p class="data-table-empty">Nobody is due on in the next two hours.</p>;
  const fits = value.due.length > lines ? lines - 1 : lines;
  const wrong = value.due.filter(({ state }) => state === 'nobody' || state === 'not-confirmed');
  const right = value.due.filter((one) => !wrong.includes(one));
  const shown = new Set([...wrong, ...right].slice(0, Math.max(fits, wrong.length)));
  const more = value.due.length - shown.size;
  return (
    <ul class="lines">
      {value.due
        .filter((one) => shown.has(one))
        .map((one) => {
          const name = nameIn(view, board, one.person);
          return (
            <li key={`${one.at} ${one.place} ${one.role} ${one.person}`}>
              <strong>{showTime(one.at)}</strong> {posts[one.role]}, {one.place}
              {name && `: ${name}`} <Tag {...dueTags[one.state]} />
            </li>
          );
        })}
      {more > 0 && (
        <li>
          and {more} more, {more === 1 ? 'confirmed' : 'all confirmed'}
        </li>
      )}
    </ul>
  );
}

const posts = { doctor: 'Doctor', nurse: 'Nurse', driver: 'Driver', receptionist: 'Reception' } as const;

const dueTags = {
  confirmed: { state: 'confirmed', words: 'confirmed' },
  here: { state: 'confirmed', words: 'here' },
  'not-confirmed': { state: 'not-confirmed', words: 'not confirmed' },
  nobody: { state: 'no-doctor', words: 'nobody booked' },
} as const;

/** What the last count of every open case found. */
export function CensusBody({ value, view }: { value: TileValues['census']; view: View }) {
  const { run, faulty } = value;
  if (!run) return <p class="data-table-empty">No count has been made yet.</p>;
  const faults = run.faults === 1 ? '1 fault' : `${run.faults} faults`;
  return (
    <ul class="lines">
      <li>
        <Tag state={run.faults === 0 ? 'met' : 'late'} words={run.faults === 0 ? 'No fault' : faults} />{' '}
        <strong>{run.openCases}</strong> open {run.openCases === 1 ? 'case' : 'cases'} at {showTimeSeconds(run.at)}
        {view.kind === 'desk' && ', from their events'}
      </li>
      {view.kind === 'desk' &&
        checks.map(({ words, broken }) => {
          const count = faulty.filter(({ detail }) =>
            faultsOf(detail).some((one) => broken.includes(one as Fault)),
          ).length;
          return (
            <li key={words} class="second">
              <Icon name={count === 0 ? 'tick' : 'diamond'} /> {words}
              {count > 0 && `, but for ${count}`}
            </li>
          );
        })}
    </ul>
  );
}
