import type { Instant, Problem } from '#shared';
import { showMinutes, showTime } from '#shared';
import {
  Button,
  DataTable,
  type Field,
  FormField,
  HiddenKey,
  type StaffFrame,
  StaffPage,
  Tag,
  type Values,
} from '#web';
import { caseLifecycle } from '../../caseSteps.ts';
import { sexField } from '../../sexField.ts';
import { EarlierBeside, LOOKS } from '../../taking/pages/entryBeside.tsx';
import type { ReferralLine } from '../referralStore.ts';
import { Ways } from './entryForm.tsx';

export type ReferralShown = ReferralLine & { words: string; isUnknown: boolean; passes: boolean };
export type ReferralsProps = {
  frame: StaffFrame;
  now: Instant;
  lines: readonly ReferralShown[];
  mayReceive: boolean;
  newKey(): string;
  problems?: readonly Problem[];
  values?: Values;
};

/** What NHS 111 has sent since yesterday, and a form for the hour in which its line is down. */
export function ReferralsPage({ frame, now, lines, mayReceive, newKey, problems = [], values = {} }: ReferralsProps) {
  const waiting = lines.filter((line) => line.case.state === 'to-assess');
  return (
    <StaffPage
      frame={frame}
      title="Referrals of NHS 111"
      problems={problems}
      dates={['dateOfBirth']}
      scripts={['/assets/taking.js']}
    >
      <p class="crumbs">
        <a href="/calls">Calls</a>
      </p>
      <h1>Referrals of NHS 111</h1>
      <p>
        {lines.length} received in 24 hours, {waiting.length} waiting to be rung.
      </p>
      <Ways current="nhs-111" />
      <DataTable
        caption="Referrals received, the latest first"
        rows={lines}
        keyOf={(line) => line.id}
        empty="None was received in 24 hours."
        columns={[
          { key: 'state', heading: 'State', cell: (line) => <StateTag line={line} now={now} /> },
          {
            key: 'due',
            heading: 'By',
            look: 'strong',
            cell: (line) => (line.dueAt ? showTime(line.dueAt) : 'no time'),
          },
          {
            key: 'case',
            heading: 'Case',
            isRowHeading: true,
            cell: (line) => <a href={`/cases/${line.case.id}`}>{line.case.number}</a>,
          },
          { key: 'what', heading: 'Disposition', cell: (line) => <What line={line} /> },
          { key: 'from', heading: 'From', cell: (line) => `${line.source} ${line.reference}` },
          { key: 'triaged', heading: 'Triaged', cell: (line) => showTime(line.triagedAt) },
          { key: 'received', heading: 'Received', cell: (line) => showTime(line.receivedAt) },
          {
            key: 'stands',
            heading: 'Now',
            look: 'second',
            cell: (line) => `It ${caseLifecycle.states[line.case.state]}`,
          },
        ]}
      />
      {mayReceive && (
        <details class="nhsuk-details" open={problems.length > 0}>
          <summary class="nhsuk-details__summary">
            <span class="nhsuk-details__summary-text">The line is down: write one in by hand</span>
          </summary>
          <div class="nhsuk-details__text">
            <div class="beside taking">
              <form method="post" action="/referrals" novalidate class="taking__entry" data-taking={LOOKS}>
                <HiddenKey value={newKey()} />
                <div class="entry">
                  {byHand.map((field) => (
                    <FormField key={field.name} field={field} values={values} problems={problems} />
                  ))}
                </div>
                <Button text="Receive the referral" />
              </form>
              <EarlierBeside now={now} />
            </div>
          </div>
        </details>
      )}
    </StaffPage>
  );
}

function StateTag({ line, now }: { line: ReferralShown; now: Instant }) {
  if (!line.case.isOpen) return <Tag state="done" words="Closed" />;
  if (line.case.state !== 'to-assess') return <Tag state="met" words="Begun" />;
  if (line.dueAt === undefined) return <Tag state="waiting" words="Waiting" />;
  if (line.dueAt < now) return <Tag state="late" words={`Late ${showMinutes(now - line.dueAt)}`} />;
  return (
    <Tag
      state={line.dueAt - now <= 15 * 60_000 ? 'due-soon' : 'waiting'}
      words={`${showMinutes(line.dueAt - now)} left`}
    />
  );
}

/** A code that we do not know is marked: it is treated as urgent, and somebody has to read the words. */
function What({ line }: { line: ReferralShown }) {
  return (
    <>
      {line.words} <span class="second">{line.dxCode}</span>
      {line.initialDx && <span class="second second--line">first {line.initialDx}</span>}
      {line.isUnknown && (
        <>
          {' '}
          <Tag state="asks-for-action" words="Unknown code: treated as urgent" />
        </>
      )}
      {line.passes && (
        <>
          {' '}
          <Tag state="asks-for-action" words="Passed to 999" />
        </>
      )}
      {line.duplicateOf && (
        <>
          {' '}
          <a href={`/cases/${line.duplicateOf}`}>Same patient, open already</a>
        </>
      )}
    </>
  );
}

const byHand: readonly Field[] = [
  { kind: 'text', name: 'reference', label: 'Their reference', width: 20 },
  { kind: 'text', name: 'source', label: 'Their organisation, by its code', width: 10 },
  { kind: 'text', name: 'dxCode', label: 'Disposition code', hint: 'Such as Dx05', width: 10 },
  { kind: 'time', name: 'triagedAt', label: 'When triage ended', hint: 'A time today, such as 20:34.' },
  { kind: 'text', name: 'patientName', label: 'Patient’s name', width: 30 },
  { kind: 'date', name: 'dateOfBirth', label: 'Date of birth', hint: 'For example, 31 3 1980' },
  sexField,
  { kind: 'nhs-number', name: 'nhsNumber', label: 'NHS number, if known' },
  { kind: 'telephone', name: 'ringBack', label: 'Number to ring back' },
  { kind: 'long-text', name: 'whereNow', label: 'Where the patient is now', rows: 2 },
  { kind: 'long-text', name: 'caseSummary', label: 'What they found', rows: 4 },
  { kind: 'text', name: 'specialNeeds', label: 'Special needs', width: 30 },
  { kind: 'text', name: 'practice', label: 'Practice, by its code', width: 10 },
];
