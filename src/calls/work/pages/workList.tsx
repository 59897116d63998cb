import type { Role } from '#api';
import type { Instant } from '#shared';
import { showMinutes, showTime } from '#shared';
import { type Age, DataTable, HiddenKey, type StaffFrame, StaffPage, Tag, Tile } from '#web';
import type { WorkKind } from '../kinds.ts';

/** An item as the list shows it: no name and no number of a patient. */
export type WorkShown = {
  id: string;
  kind: WorkKind;
  words: string;
  case?: { id: string; number: string };
  call?: string;
  raisedAt: Instant;
  dueAt: Instant;
  forRoles: readonly Role[];
  whose: string;
  takenBy?: { account: string; name: string; at: Instant };
  ended?: { at: Instant; words: string; isDone: boolean };
  results?: { readonly [code: string]: string };
  /** The step of the case by which it ends. */
  onCase?: string;
  /** The message by which it ends. */
  message?: string;
};

export type WorkListProps = {
  now: Instant;
  age: Age;
  mine: readonly WorkShown[];
  ours: readonly WorkShown[];
  others: readonly WorkShown[];
  /** Of the form that takes one. */
  keyFor(work: string): string;
};

/** What is owed to patients beside their cases: mine first, then what my roles owe, each the earliest due first. */
export function WorkListPage({ frame, query, ...props }: WorkListProps & { frame: StaffFrame; query: string }) {
  return (
    <StaffPage
      frame={frame}
      title="Work that is owed"
      live={{ url: `/work/live${query}`, advice: 'Do what was owed and ask the shift lead.' }}
    >
      <h1>Work that is owed</h1>
      <WorkTile {...props} />
    </StaffPage>
  );
}

/** All of it, with its age: what is late gets later while somebody looks. */
export function WorkTile(props: WorkListProps) {
  const { mine, ours, others, now, age } = props;
  const all = [...mine, ...ours, ...others];
  const late = all.filter(({ dueAt }) => dueAt < now).length;
  return (
    <Tile
      name="work"
      kind="list"
      heading="The earliest due first"
      age={age}
      notLiveNote="Do what was owed and ask the shift lead."
    >
      <p>
        {all.length} in all{late > 0 && `, ${late} late`}. Raised by Vigil itself when something happened or fell due:
        it ends when it is done, never by itself. <a href="/call-backs">Call-backs</a>
      </p>
      <h3>Yours</h3>
      <WorkTable {...props} lines={mine} caption="Work that you have taken" empty="You have taken nothing." />
      <h3>For your role</h3>
      <WorkTable
        {...props}
        lines={ours}
        caption="Work that your roles owe"
        empty="Your roles owe nothing now."
        canTake
      />
      {others.length > 0 && (
        <>
          <h3>For others</h3>
          <WorkTable {...props} lines={others} caption="Work that other roles owe" empty="" />
        </>
      )}
    </Tile>
  );
}

type TableProps = WorkListProps & { lines: readonly WorkShown[]; caption: string; empty: string; canTake?: boolean };

function WorkTable({ lines, caption, empty, now, keyFor, canTake }: TableProps) {
  return (
    <div class="work">
      <DataTable
        caption={caption}
        rows={lines}
        keyOf={(line) => line.id}
        empty={empty}
        columns={[
          { key: 'state', heading: 'State', cell: (line) => <WorkTag work={line} now={now} /> },
          { key: 'due', heading: 'Due', look: 'strong', cell: (line) => showTime(line.dueAt) },
          {
            key: 'what',
            heading: 'What',
            isRowHeading: true,
            cell: (line) => <a href={`/work/${line.id}`}>{line.words}</a>,
          },
          { key: 'case', heading: 'Case', cell: aboutWords },
          {
            key: 'who',
            heading: 'Who has it',
            cell: (line) =>
              line.takenBy ? (
                <Tag state="locked" words={`${line.takenBy.name} since ${showTime(line.takenBy.at)}`} />
              ) : (
                <strong>Nobody</strong>
              ),
          },
          { key: 'whose', heading: 'Who could', look: 'second', cell: (line) => line.whose },
          ...(canTake
            ? [
                {
                  key: 'take',
                  heading: 'Take',
                  cell: (line: WorkShown) =>
                    !line.takenBy && (
                      <form method="post" action={`/work/${line.id}/take-work`}>
                        <HiddenKey value={keyFor(line.id)} />
                        <button type="submit" class="board-button">
                          Take{' '}
                          <span class="nhsuk-u-visually-hidden">
                            {line.words}, due {showTime(line.dueAt)}
                          </span>
                        </button>
                      </form>
                    ),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}

export function aboutWords({ case: of, call, raisedAt }: WorkShown) {
  if (of) return <a href={`/cases/${of.id}`}>{of.number}</a>;
  return call ? `Call of ${showTime(raisedAt)}` : '';
}

export function WorkTag({ work, now }: { work: WorkShown; now: Instant }) {
  const { dueAt, raisedAt, ended } = work;
  if (ended)
    return <Tag state={ended.isDone ? 'done' : 'not-needed'} words={`${ended.words}, ${showTime(ended.at)}`} />;
  if (dueAt < now) return <Tag state="late" words={`Late ${showMinutes(now - dueAt)}`} />;
  const soon = Math.min((dueAt - raisedAt) / 4, 15 * 60_000);
  return <Tag state={dueAt - now <= soon ? 'due-soon' : 'waiting'} words={`${showMinutes(dueAt - now)} left`} />;
}
