import { type Instant, showMinutes, showTime } from '#shared';
import { type Age, DataTable, type StaffFrame, StaffPage, Tag, Tile } from '#web';
import type { BaseSummary } from '../baseView.ts';
import { doctorTag, doorTag, foundWords, peopleWords } from './baseHead.tsx';

export type BasesProps = { frame: StaffFrame; summaries: readonly BaseSummary[]; now: Instant; age: Age };

/** Every base: is it open, is a doctor there, who is waiting, what is free. */
export function BasesPage({ frame, ...props }: BasesProps) {
  return (
    <StaffPage frame={frame} title="Bases" live={{ url: '/bases/live', advice: 'Ring the bases.' }}>
      <h1>Bases</h1>
      <p>{sentence(props.summaries)}</p>
      <BasesTile {...props} />
      <p class="second">
        Where people can go besides: the next borough’s base takes whom we send there, and is not ours to shut.{' '}
        <a href="/notices">Public notices</a>
      </p>
    </StaffPage>
  );
}

function sentence(summaries: readonly BaseSummary[]): string {
  const names = (list: readonly BaseSummary[]) => list.map(({ place }) => place.name).join(', ');
  const shut = summaries.filter(({ now: door }) => door?.state === 'shut');
  const empty = summaries.filter(({ doctor, now: door }) => doctor.is === 'nobody' && door?.state !== 'shut');
  const parts = [
    shut.length > 0 ? `Shut: ${names(shut)}.` : 'No base is shut.',
    ...(empty.length > 0 ? [`Open without a doctor: ${names(empty)}.`] : []),
  ];
  return parts.join(' ');
}

export function BasesTile({ summaries, now, age }: Omit<BasesProps, 'frame'>) {
  return (
    <Tile name="bases" kind="list" heading="Every base, now" age={age} notLiveNote="Ring the bases.">
      <div data-rows>
        <DataTable
          caption="Bases of the service"
          rows={summaries}
          keyOf={({ place }) => place.slug}
          markOf={(summary) => `${doorTag(summary).words} ${doctorTag(summary).words}`}
          empty="This service has no base."
          columns={[
            {
              key: 'base',
              heading: 'Base',
              isRowHeading: true,
              look: 'strong',
              cell: ({ place }) => <a href={`/bases/${place.slug}`}>{place.name}</a>,
            },
            { key: 'state', heading: 'State', cell: (summary) => <Tag {...doorTag(summary)} /> },
            { key: 'doctor', heading: 'Doctor', cell: (summary) => <Tag {...doctorTag(summary)} /> },
            { key: 'waiting', heading: 'Waiting room', cell: (summary) => waitingWords(summary, now) },
            { key: 'booked', heading: 'Booked', look: 'number', cell: ({ booked }) => booked },
            { key: 'seeing', heading: 'Being seen', look: 'number', cell: ({ seeing }) => seeing },
            {
              key: 'slots',
              heading: 'Next free',
              cell: ({ slots }) =>
                slots
                  .slice(0, 3)
                  .map(({ words }) => words)
                  .join(', ') || 'None offered',
            },
            {
              key: 'move',
              heading: 'To move',
              cell: ({ toMove }) => (toMove.length > 0 ? <strong>{peopleWords(toMove.length)}</strong> : '0'),
            },
            {
              key: 'found',
              heading: 'Found shut',
              look: 'second',
              cell: ({ found }) => (found.length > 0 ? foundWords(found) : ''),
            },
            {
              key: 'notice',
              heading: 'Public notice',
              look: 'second',
              cell: ({ notice }) => (notice ? `${notice.says} since ${showTime(notice.postedAt)}` : 'none'),
            },
          ]}
        />
      </div>
    </Tile>
  );
}

function waitingWords({ waiting }: BaseSummary, now: Instant): string {
  const [first] = waiting;
  if (!first) return '0';
  const longest = first.arrivedAt === undefined ? '' : `, longest ${showMinutes(now - first.arrivedAt)}`;
  return `${waiting.length}${longest}`;
}
