import type { Instant, Problem } from '#shared';
import { showMinutes, showTime } from '#shared';
import { Button, DataTable, FormField, type StaffFrame, StaffPage, Tag } from '#web';
import type { CaseLine, Found } from '../caseListStore.ts';
import { caseLifecycle } from '../caseSteps.ts';
import { priorities, queues, urgencies } from '../codes.ts';
import { contactWords } from '../taking/settings.ts';

export type CasesProps = {
  frame: StaffFrame;
  now: Instant;
  cases: readonly CaseLine[];
  mayOpen: boolean;
  nameOf(account: string): string;
  placeOf(place: number): string;
  search?: { typed: string; found?: readonly (CaseLine | Found)[]; problems?: readonly Problem[] };
};

/** Every open case in the order in which it falls due; who has it. */
export function CasesPage(props: CasesProps) {
  const { frame, cases, search } = props;
  const open = cases.filter((line) => line.closedAt === undefined);
  return (
    <StaffPage frame={frame} title="Cases" problems={search?.problems}>
      <h1>Cases</h1>
      <p>
        {open.length} open, in the order in which they fall due. {props.mayOpen && <a href="/cases/new">Open a case</a>}
      </p>
      {search && <Search {...props} />}
      <CaseTable {...props} lines={open} caption="Open cases" empty="No case is open." />
    </StaffPage>
  );
}

function Search(props: CasesProps) {
  const { search } = props;
  return (
    <>
      <form method="post" action="/cases/search" class="search" novalidate>
        <FormField
          field={{
            kind: 'text',
            name: 'search',
            label: 'Find a case or a patient',
            hint: 'Number of the case, such as 131 or 2803-131; surname, NHS number or number to ring back',
            width: 20,
          }}
          values={{ search: search?.typed }}
          problems={search?.problems}
        />
        <Button text="Find" variant="secondary" />
      </form>
      {search?.found && (
        <CaseTable
          {...props}
          lines={search.found}
          caption="Cases found"
          empty="Nothing was found. Try the surname alone, the number they rang from, or the number of the case with its day: 2803-131."
        />
      )}
    </>
  );
}

function CaseTable(props: CasesProps & { lines: readonly (CaseLine | Found)[]; caption: string; empty: string }) {
  return (
    <DataTable
      caption={props.caption}
      rows={props.lines}
      keyOf={(line) => line.id}
      empty={props.empty}
      columns={[
        { key: 'state', heading: 'State', cell: (line) => <DueTag line={line} now={props.now} /> },
        { key: 'due', heading: 'Due', look: 'strong', cell: (line) => (line.dueAt ? showTime(line.dueAt) : '') },
        {
          key: 'number',
          heading: 'Case',
          isRowHeading: true,
          cell: (line) => <a href={`/cases/${line.id}`}>{line.number}</a>,
        },
        { key: 'what', heading: 'What', cell: whatWords },
        { key: 'queue', heading: 'Queue', cell: (line) => (line.queue ? queues[line.queue] : 'closed') },
        { key: 'where', heading: 'Where', cell: (line) => (line.place ? props.placeOf(line.place) : '') },
        {
          key: 'who',
          heading: 'Who has it',
          cell: (line) => (line.heldBy ? props.nameOf(line.heldBy) : <strong>Nobody</strong>),
        },
      ]}
    />
  );
}

export function DueTag({ line, now }: { line: Pick<CaseLine, 'dueAt' | 'closedAt'>; now: Instant }) {
  if (line.closedAt) return <Tag state="done" words={`Closed ${showTime(line.closedAt)}`} />;
  if (!line.dueAt) return <Tag state="waiting" words="No deadline" />;
  if (line.dueAt < now) return <Tag state="late" words={`Late ${showMinutes(now - line.dueAt)}`} />;
  return (
    <Tag
      state={line.dueAt - now <= 15 * 60_000 ? 'due-soon' : 'waiting'}
      words={`${showMinutes(line.dueAt - now)} left`}
    />
  );
}

function whatWords(line: CaseLine | Found): string {
  const name = 'patientName' in line ? `${line.patientName}. ` : '';
  const soon = line.urgency ? urgencies[line.urgency] : priorities[line.priority];
  const again = line.repeatTimes > 1 ? `, ${contactWords(line.repeatTimes).toLowerCase()}` : '';
  return `${name}${soon}: it ${caseLifecycle.states[line.state]}${again}`;
}
