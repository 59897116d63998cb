import { showTime, showTimeSeconds } from '#shared';
import { ActionList, BoardButton, Icon, Tag } from '#web';
import type { Board } from '../board.ts';
import type { TileValues } from '../boardReads.ts';
import { checks, type Fault } from '../censusFaults.ts';
import type { TurnedAway } from '../reading.ts';
import type { RankedAction } from '../rules/actions.ts';
import { buttonWords, effectOf, headingOf } from '../rules/actionWords.ts';
import { lineWords, type Namer } from '../rules/log.ts';
import { roleWords } from '../tiles/nextHour.ts';
import { placeName } from '../tiles/onNow.ts';
import { nameIn, type View } from '../view.ts';

type Around = { view: View; board: Pick<Board, 'nameOf'> };

/** How a tile names people and places: nobody where the view shows no names, and nobody on a wall. */
function namerFor({ view, board }: Around, places: readonly { id: number; name: string }[]): Namer {
  return {
    person: (account) => (view.kind === 'wall' ? undefined : nameIn(view, board, account)),
    place: (id) => places.find((place) => place.id === id)?.name,
  };
}

/** At most three, the best first, each with its effect on people and time; one key opens what asks first. */
export function ActionsBody({ value, view, board }: Around & { value: TileValues['actions'] }) {
  const name = namerFor({ view, board }, value.places);
  const how = <a href="/tonight/actions">How these are worked out</a>;
  if (value.actions.length === 0)
    return (
      <p class="data-table-empty">Nothing would help more than what is being done. {view.kind === 'desk' && how}</p>
    );
  return (
    <>
      <ActionList
        actions={value.actions.map((action, index) => ({
          key: action.key,
          heading: headingOf(action, name),
          effect: effectOf(action, name),
          control: view.kind === 'desk' && view.acts && (
            <BoardButton words={buttonWords[action.kind]} href={confirmHref(action)} pressKey={String(index + 1)} />
          ),
        }))}
      />
      {view.kind === 'desk' && <p class="actions__foot">Nothing is done until you confirm. {how}</p>}
    </>
  );
}

export const confirmHref = ({ key }: RankedAction) => `/tonight/actions/confirm?action=${encodeURIComponent(key)}`;

/** What stands in the place of ranked actions once they are old. */
export function ActionsWithheld({ value, view, board, asAt }: Around & { value: TileValues['actions']; asAt: string }) {
  const name = namerFor({ view, board }, value.places);
  // A wall has room for what matters there: that nobody is to go by it.
  if (view.kind === 'wall') return <p class="data-table-empty">We do not rank actions on old information.</p>;
  const last = value.actions.map((action) => headingOf(action, name).replace(/^[A-Z]/, (first) => first.toLowerCase()));
  return (
    <ul class="lines">
      <li>We do not rank actions on old information.</li>
      {last.length > 0 && (
        <li>
          Last ranked at {asAt}: {last.join(', ')}.
        </li>
      )}
      <li>You can still open any case. Opening it tells you if someone else has it, or that we cannot know.</li>
    </ul>
  );
}

/** "Pressure level 3 of 4 since 20:40. By rule. Action card 3: 4 of 6 done" */
export function LevelBody({ value, view, board }: Around & { value: TileValues['level'] }) {
  const { standing, done, items, turnedAway } = value;
  const { level, since, override, rule } = standing;
  const who = nameIn(view, board, override?.by) ?? 'a person';
  const how = override ? `Set by ${who} until ${showTime(override.until)}, by rule ${rule.level}.` : 'By rule.';
  if (view.kind === 'wall')
    return (
      <>
        Pressure level <strong>{level} of 4</strong>
        {since !== undefined && ` since ${showTime(since)}`}
        {override && ', set by hand'}
        {turnedAway && <span class="bar__shed">. {turnedAwayWords(turnedAway)}</span>}
      </>
    );
  return (
    <>
      <h2 class="level__heading" id="level-heading">
        Pressure level {level} of 4 {since !== undefined && <span class="level__since">since {showTime(since)}</span>}
      </h2>
      <p class="level__how">
        {how} <a href="/tonight/level">Action card {level}</a>: {done} of {items} done
      </p>
      {turnedAway && <p class="level__how">{turnedAwayWords(turnedAway)}</p>}
    </>
  );
}

/** "12 reports and 3 boards turned away since 22:31": calls come first, and nobody is to think that a page is broken. */
export function turnedAwayWords({ reports, boards, since }: TurnedAway): string {
  const count = (n: number, one: string) => (n === 0 ? [] : [`${n} ${n === 1 ? one : `${one}s`}`]);
  return `${[...count(reports, 'report'), ...count(boards, 'board')].join(' and ')} turned away since ${showTime(since)}`;
}

/** The last lines that people wrote, the newest first. */
export function ShiftLogBody({ value, view, board }: Around & { value: TileValues['shift-log'] }) {
  if (value.lines.length === 0) return <p class="data-table-empty">Nothing has been written down tonight.</p>;
  const name = namerFor({ view, board }, value.places);
  // Free text may name somebody: whoever sees no names sees that a line is there, and of what kind.
  return (
    <ul class="lines">
      {value.lines.map((line) => (
        <li key={line.id}>
          <strong>{showTime(line.at)}</strong>{' '}
          {lineWords(view.names ? line : { ...line, words: '' }, name) || 'A line by those who work there.'}
        </li>
      ))}
    </ul>
  );
}

/** Who is to come, in so many lines; whoever has not said so has a line whatever that makes it. The head says how many in all. */
export function DueOnBody({ value, lines, view, board }: Around & { value: TileValues['due-on']; lines: number }) {
  if (value.due.length === 0) return <p class="data-table-empty">Nobody is due on in the next two hours.</p>;
  const wrong = value.due.filter(({ state }) => state === 'nobody' || state === 'not-confirmed');
  const right = value.due.filter((one) => !wrong.includes(one));
  const shown = new Set([...wrong, ...right].slice(0, Math.max(lines, wrong.length)));
  return (
    <ul class="lines">
      {value.due
        .filter((one) => shown.has(one))
        .map(({ shift, at, role, place, person, state }) => {
          const name = nameIn(view, board, person);
          return (
            <li key={shift}>
              <strong>{showTime(at)}</strong> {roleWords[role]}, {placeName(value.places, place)}
              {name && `: ${name}`} <Tag {...dueTags[state]} />
            </li>
          );
        })}
    </ul>
  );
}

export const dueTags = {
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
    <ul class="lines lines--wide">
      <li>
        <Tag state={run.faults === 0 ? 'met' : 'late'} words={run.faults === 0 ? 'No fault' : faults} />{' '}
        <strong>{run.openCases}</strong> open {run.openCases === 1 ? 'case' : 'cases'} at {showTimeSeconds(run.at)}
      </li>
      {view.kind === 'desk' &&
        run.faults > 0 &&
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

function faultsOf(detail: { faults?: unknown }): string[] {
  return Array.isArray(detail.faults) ? detail.faults.map(String) : [];
}
