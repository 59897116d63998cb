import type { ComponentChildren } from 'preact';
import type { Instant } from '#shared';
import { showMinutes, showTime } from '#shared';
import { type Age, HiddenKey, Icon, Tag, Tile } from '#web';
import { contactResults, priorities } from '../../codes.ts';
import { sexAndAge } from '../../sexField.ts';
import { groupOf, inTurn, notBegunBy, orderWords } from '../order.ts';
import type { CallBack } from '../queueStore.ts';

export type AlsoDue = { key: string; href: string; words: string; dueAt?: Instant; more?: string };
export type QueueProps = {
  callBacks: readonly CallBack[];
  alsoDue: readonly AlsoDue[];
  now: Instant;
  age: Age;
  /** The case that is open beside it. */
  open?: string;
  me: string;
  nameOf(account: string): string;
  /** Whether this person may take a case. */
  mayWork: boolean;
  newKey(): string;
};

/** The rule of the order: what it is in a line, and the whole of it in words for whoever asks why this one is next. */
function Order() {
  const end = orderWords.indexOf('. ') + 1;
  return (
    <div class="queue__order second">
      <details id="queue-order">
        <summary>{orderWords.slice(0, end)}</summary>
        {orderWords.slice(end + 1)}
      </details>
      <a href="/call-backs/rules">Rules of the call-backs</a>
    </div>
  );
}

/** The queue in its order, and the rule of that order in words above it. */
export function QueueTile(props: QueueProps) {
  const { callBacks, alsoDue } = props;
  const groups = (['urgent', 'other'] as const).map((priority) => callBacks.filter((one) => groupOf(one) === priority));
  return (
    <Tile name="call-backs" heading={`Call-backs: ${callBacks.length} in the queue`} age={props.age}>
      <Order />
      {callBacks.length === 0 && <p class="queue__none">Nobody is waiting to be rung back.</p>}
      {callBacks.length > 0 && (
        <div class="data-table-frame" data-rows>
          <table class="data-table data-table--page queue" {...role('table')}>
            <caption class="nhsuk-u-visually-hidden">Call-backs, urgent first, then soonest due</caption>
            <thead {...role('rowgroup')}>
              <tr {...role('row')}>
                {['State', 'Due', 'Case', 'Who has it'].map((heading) => (
                  <th key={heading} scope="col" {...role('columnheader')}>
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            {groups
              .filter((group) => group.length > 0)
              .map((group) => (
                <tbody key={group[0] && groupOf(group[0])} {...role('rowgroup')}>
                  {group.map((line) => (
                    <QueueRow key={line.id} line={line} queue={props} />
                  ))}
                </tbody>
              ))}
          </table>
        </div>
      )}
      {alsoDue.length > 0 && <Also alsoDue={alsoDue} now={props.now} />}
      <p class="queue__all">
        <a href="/call-backs">The whole queue</a>
      </p>
      {props.mayWork && <Next {...props} />}
    </Tile>
  );
}

function QueueRow({ line, queue }: { line: CallBack; queue: QueueProps }) {
  const isOpen = line.id === queue.open;
  const mark = [line.state, line.priority, line.heldBy, line.dueAt, line.worseAt].join(' ');
  const about = [
    line.awaitsInterpreter ? 'Interpreter' : priorities[line.priority],
    line.isWorse && line.worseAt && `worse ${showTime(line.worseAt)}`,
    line.walkedIn && 'walked in',
    cameWords(line),
    line.repeatTimes > 1 && `contact ${line.repeatTimes}`,
    line.tries > 0 && triesWords(line, queue.now),
  ];
  const who = sexAndAge(line.sex, line.age);
  const name = <strong>{shortNumber(line.number)}</strong>;
  return (
    <tr
      class={isOpen ? 'data-table__row data-table__row--selected' : 'data-table__row'}
      data-row={line.id}
      data-mark={mark}
      {...role('row')}
    >
      <Cell label="State">
        <StateTag line={line} now={queue.now} />
      </Cell>
      <Cell label="Due" look="is-strong">
        {line.dueAt ? showTime(line.dueAt) : 'no limit'}
      </Cell>
      <th scope="row" class="is-row-heading" data-label="Case" {...role('rowheader')}>
        <span class="data-table__value">
          {isOpen ? (
            name
          ) : (
            <a href={`/call-backs?case=${line.id}`}>
              <span class="nhsuk-u-visually-hidden">Case </span>
              {shortNumber(line.number)}
            </a>
          )}
          {who && ` ${who}`}
          <span class="queue__second second">{about.filter(Boolean).join(', ')}</span>
        </span>
      </th>
      <Cell label="Who has it">
        <WhoHasIt line={line} queue={queue} />
      </Cell>
    </tr>
  );
}

/** Rung in vain: when the next try counts; once it does, how often. */
function triesWords({ tries, nextTryAt, lastTry }: CallBack, now: Instant): string {
  const often = tries === 1 ? 'rung once' : tries === 2 ? 'rung twice' : `rung ${tries} times`;
  if (nextTryAt === undefined || nextTryAt <= now) return often;
  const last = lastTry ? `${contactResults[lastTry.result].toLowerCase()} ${showTime(lastTry.at)}` : often;
  return `${last}, again ${showTime(nextTryAt)}`;
}

/** Who sent them, and by when a disposition of NHS 111 would have them called: beside our own limit, never in its place. */
function cameWords({ entryRoute, sentBy, dueBy, state }: CallBack): string | undefined {
  if (entryRoute === 'nhs-111') {
    return dueBy === undefined || state !== 'to-assess' ? 'NHS 111' : `NHS 111 by ${showTime(dueBy)}`;
  }
  if (entryRoute !== 'health-professional') return undefined;
  return sentBy ? `health professional: ${sentBy}` : 'health professional';
}

function Cell({ label, look, children }: { label: string; look?: string; children: ComponentChildren }) {
  return (
    <td class={look} data-label={label} {...role('cell')}>
      <span class="data-table__value">{children}</span>
    </td>
  );
}

function WhoHasIt({ line, queue }: { line: CallBack; queue: QueueProps }) {
  if (!line.heldBy) return <strong>Nobody</strong>;
  const since = line.heldSince === undefined ? '' : `since ${showTime(line.heldSince)}`;
  if (line.heldBy === queue.me) {
    return (
      <>
        <strong>You</strong> <span class="queue__second second">{since}</span>
      </>
    );
  }
  return (
    <>
      <span class="queue__holder">
        <Icon name="padlock" /> {queue.nameOf(line.heldBy)}
      </span>
      <span class="queue__second second">{since}</span>
    </>
  );
}

/** What is left of the limit; where the call-back has been made, whether it was in time. */
function StateTag({ line: { made, dueAt, isLeft }, now }: { line: CallBack; now: Instant }) {
  if (isLeft) {
    const late = dueAt !== undefined && dueAt < now ? `, late ${showMinutes(now - dueAt)}` : '';
    return <Tag state="asks-for-action" words={`Begun, nobody has it${late}`} />;
  }
  if (made) return made.inTime ? <Tag state="met" words="In time" /> : <Tag state="missed" words="Missed" />;
  if (dueAt === undefined) return <Tag state="waiting" words="No limit" />;
  if (dueAt < now) return <Tag state="late" words={`Late ${showMinutes(now - dueAt)}`} />;
  return <Tag state={dueAt - now <= SOON_MS ? 'due-soon' : 'waiting'} words={`${showMinutes(dueAt - now)} left`} />;
}

// Said again because a table drawn as cards would lose them.
const role = (name: string) => ({ role: name as 'row' });
const SOON_MS = 15 * 60_000;

function Also({ alsoDue, now }: { alsoDue: readonly AlsoDue[]; now: Instant }) {
  return (
    <section class="queue__also" aria-label="Also due from you">
      <h3>Also due from you</h3>
      <ul>
        {alsoDue.map(({ key, href, words, dueAt, more }) => (
          <li key={key}>
            {dueAt !== undefined && (
              <Tag
                state={dueAt < now ? 'late' : dueAt - now <= SOON_MS ? 'due-soon' : 'waiting'}
                words={dueAt < now ? `Late ${showMinutes(now - dueAt)}` : `Due ${showTime(dueAt)}`}
              />
            )}{' '}
            <a href={href}>{words}</a>
            {more && <p class="second">{more}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/**
 * F2 takes whichever case is first when it is pressed: the words beside it say which that was when the list was read, and what goes back for it.
 */
function Next({ callBacks, now, newKey, me }: QueueProps) {
  const [next] = inTurn(callBacks, now);
  const back = next ? notBegunBy(callBacks, me).map(({ number }) => shortNumber(number)) : [];
  const due = next?.dueAt === undefined ? '' : `, due ${showTime(next.dueAt)}`;
  return (
    <form method="post" action="/call-backs/next" class="queue__next">
      <HiddenKey value={newKey()} />
      <button type="submit" class="board-button" data-key="f2" data-key-words="next case">
        Next case <kbd>F2</kbd>
      </button>{' '}
      <span class="second">
        {next ? `It will be ${shortNumber(next.number)}${due}` : 'Nobody is waiting for you'}
        {back.length > 0 && `; ${back.join(' and ')} not begun: back to the queue`}
      </span>
    </form>
  );
}

/** `131` of `2803-131`: the day is the night's own. */
export function shortNumber(number: string): string {
  return number.slice(number.indexOf('-') + 1);
}
