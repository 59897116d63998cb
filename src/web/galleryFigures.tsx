import type { Instant } from '#shared';
import { Alert, Verdict, Verdicts } from './alert.tsx';
import { BoardButton } from './board.tsx';
import { type Column, DataTable } from './dataTable.tsx';
import { Pager } from './pager.tsx';
import { type StaffFrame, StaffPage } from './staffPage.tsx';
import { type Band, BandTag, Change, Tag } from './tag.tsx';
import { Timeline, type TimelineEntry } from './timeline.tsx';

type Props = { frame: StaffFrame; now: Instant };

export function FiguresPage({ frame }: Props) {
  return (
    <StaffPage frame={frame} title="Service figures: 1 to 28 March 2027">
      <div class="page__head">
        <h1>Service figures: 1 to 28 March 2027</h1>
        <p class="page__facts">
          As at Mon 29 Mar 09:30. The month is not closed. Computed from our events. Rule book: NQR July 2006.
        </p>
      </div>
      <p class="choices">
        <BoardButton words="Month" href="#month" isCurrent />
        <BoardButton words="By day" href="#day" />
        <BoardButton words="CSV" href="#csv" />
      </p>
      <DataTable
        caption="Service figures"
        columns={figureColumns}
        rows={figures}
        keyOf={(line) => line.group + line.promise}
        groupOf={(line) => line.group}
        empty="No figures."
      />
      <Pager of="lines" from={1} to={6} total={13} next="#next" />
      <div class="thirds">
        <div class="panel">
          <strong>Bands, in words.</strong> The requirement is 100%. Full: 95% or more. Partial: 90% up to 95%.
        </div>
        <div class="panel">
          <strong>Not measurable</strong> counts as not met. <strong>Late</strong> counts a person once in a line.
        </div>
      </div>
    </StaffPage>
  );
}

type Line = {
  group: string;
  promise: string;
  rule: string;
  counts: [string, string, string];
  band: Band;
  late: string;
  first: string;
  made: { madeMet?: number; madeLate?: number };
};

const figureColumns: Column<Line>[] = [
  {
    key: 'promise',
    heading: 'What was promised',
    cell: ({ promise }) => <a href="#line">{promise}</a>,
    isRowHeading: true,
  },
  { key: 'rule', heading: 'Rule', cell: ({ rule }) => rule, look: 'second' },
  { key: 'count', heading: 'Count', cell: ({ counts }) => counts[0], look: 'number' },
  { key: 'of', heading: 'Out of', cell: ({ counts }) => counts[1], look: 'number' },
  { key: 'value', heading: 'Now, as amended', cell: ({ counts }) => counts[2], look: 'number-strong' },
  { key: 'band', heading: 'Band', cell: ({ band }) => <BandTag band={band} /> },
  { key: 'late', heading: 'People late', cell: ({ late }) => late, look: 'number-strong' },
  { key: 'first', heading: 'As first recorded', cell: ({ first }) => first, look: 'number' },
  { key: 'made', heading: 'Amended since', cell: ({ made }) => <Change {...made} /> },
];

const figures: Line[] = [
  line('Telephone', 'Calls answered within 60 s', 'NQR 8c', ['2,391', '2,488', '96.1%'], 'full', '97', {}),
  line('Telephone', 'Urgent, rung back within 20 min', 'NQR 9b', ['588', '641', '91.7%'], 'partial', '51', {
    madeMet: 5,
  }),
  line('Seen at a base', 'Urgent, within 2 h', 'NQR 12b', ['402', '421', '95.5%'], 'full', '19', { madeLate: 1 }),
  line('Seen at home', 'Emergency, within 1 h', 'NQR 12a', ['11', '13', '84.6%'], 'non', '2', {}),
  line('Messages and cover', 'Notes at the practice by 08:00', 'NQR 2', ['1,985', '2,008', '98.9%'], null, '23', {}),
  line(
    'Messages and cover',
    'Base-hours with no doctor',
    'Contract 4.2',
    ['11.5 h', '1,204 h', '1.0%'],
    'not-met',
    'hours',
    {},
  ),
];

function line(
  ...[group, promise, rule, counts, band, late, made]: [
    string,
    string,
    string,
    Line['counts'],
    Band,
    string,
    Line['made'],
  ]
): Line {
  return { group, promise, rule, counts, band, late, made, first: `${counts[0]} of ${counts[1]}, ${counts[2]}` };
}

export function ClockPage({ frame }: Props) {
  return (
    <StaffPage frame={frame} title="Home visit, urgent: case 2803-081">
      <p class="steps">
        <a href="#figures">Figures, March 2027</a> › <a href="#line">Seen at home, urgent, within 2 h</a> › Case
        2803-081
      </p>
      <h1>Home visit, urgent: due in 2 hours. Case 2803-081</h1>
      <p class="second">NQR 12b, home visit. Limit 2 h, to the second, the last second included.</p>
      <Verdicts>
        <Verdict
          when="As first recorded, 21:24"
          words="Missed by 22 min"
          tone="red"
          tags={<Tag state="missed" words="Missed" />}
          working="19:02:05 to 21:24:10 is 2 h 22 min"
        />
        <Verdict
          when="As amended, Mon 29 Mar 09:12"
          words="Met, with 4 min 5 s left"
          tone="green"
          tags={[<Tag key="met" state="met" words="Met" />, <Tag key="amended" state="amended" words="Amended" />]}
          working="19:02:05 to 20:58:00 is 1 h 55 min"
        />
      </Verdicts>
      <Alert
        tone="blue"
        heading="This change turned a late visit into a visit in time, and one record disagrees with it."
      >
        <p>
          The car’s own record has Car 2 stopping at the address at 21:19:40, after the amended start. Both times stay.
        </p>
      </Alert>
      <div class="panel">
        <h2>What happened, in the order it was written down</h2>
        <Timeline caption="Events of case 2803-081" entries={events} />
      </div>
      <p class="second">Sealed with 312 other events at 09:12:05. Recomputed from these events: same answer.</p>
    </StaffPage>
  );
}

const events: TimelineEntry[] = [
  event('18:41:10', 'Call answered', 'M. Quill', {}),
  event('19:02:05', 'Assessment ended: home visit, urgent', 'P. Iyer', { effect: 'Started. Due 21:02:05' }),
  event('21:24:10', 'Visiting doctor started', 'N. Bellis', {
    isReplaced: true,
    effect: <Tag state="missed" words="Stopped: missed by 22 min" />,
  }),
  event('20:58:00', 'Start time corrected, from 21:24:10. Reason: wrong time typed.', 'K. Lindqvist', {
    written: 'Mon 29 Mar 09:12',
    later: '11 h 48 min later',
    post: 'team leader',
    isCorrection: true,
    effect: <Tag state="amended" words="Amended: met by 4 min" />,
  }),
];

function event(happened: string, what: string, who: string, more: Partial<TimelineEntry>): TimelineEntry {
  return { key: happened, happened, what, who, written: 'at once', source: 'Screen', ...more };
}
