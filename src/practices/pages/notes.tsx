import { type Instant, localDate, showDay, showTime } from '#shared';
import { DataTable, Icon, type StaffFrame, StaffPage, Tag, type TagProps } from '#web';
import { isDue, isStale, type SpecialNote } from '../note.ts';
import { practiceSettings } from '../settings.ts';
import type { NotesSummary } from '../summaryStore.ts';
import type { NoteUse } from '../useStore.ts';
import { dateWords, dayWords, kindWords, timesWords } from '../words.ts';
import { OtherPractices, type Practices } from './otherPractices.tsx';

export type NotesProps = {
  frame: StaffFrame;
  practices: Practices;
  summary: NotesSummary;
  lastUse: ReadonlyMap<string, NoteUse>;
  now: Instant;
};

/** The notes of a practice: what is asked of it first, then what falls due, then all of them. */
export function NotesPage(props: NotesProps) {
  const { frame, summary, now, practices } = props;
  const { notes, asked, untrue, due } = summary;
  const unread = notes.filter(({ id }) => props.lastUse.get(id)?.what === 'not-read').length;
  return (
    <StaffPage frame={frame} title="Special notes">
      <OtherPractices {...practices} path="/practice/notes" />
      <div class="page__head">
        <h1>Special notes</h1>
        <p class="page__facts">What the service has to know of your patients before it rings them back.</p>
      </div>
      <p>
        {notes.length} in force. {due.length > 0 ? `${due.length} to review. ` : 'None is due for review. '}
        {asked.length > 0 && <strong>{asked.length} asked for. </strong>}
        {untrue.length > 0 && <strong>{untrue.length} said to be untrue. </strong>}
        {unread > 0 && `${unread} not read the last time. `}
      </p>
      <p class="page__actions">
        <a class="action-button" href={`/practice/notes/new${practices.query}`}>
          Write a note
        </a>
      </p>
      {(asked.length > 0 || untrue.length > 0) && <AskedOfYou {...props} />}
      <div id="due">
        <DataTable
          caption="Notes in force, by the date of their review"
          rows={notes}
          keyOf={({ id }) => id}
          empty="You have no note here. The service asks for one at the third call of a patient in a month."
          columns={[
            { key: 'review', heading: 'Review', cell: ({ latest }) => <Tag {...reviewTag(latest, localDate(now))} /> },
            {
              key: 'patient',
              heading: 'Patient',
              isRowHeading: true,
              cell: ({ id, patient }) => <a href={`/practice/notes/${id}`}>{patient.name}</a>,
            },
            { key: 'born', heading: 'Born', cell: ({ patient }) => dateWords(patient.dateOfBirth) },
            { key: 'kinds', heading: 'About', cell: ({ latest }) => kindWords(latest.kinds).join(', ') },
            { key: 'owner', heading: 'Who answers for it', cell: ({ latest }) => latest.owner },
            { key: 'version', heading: 'Version', look: 'number', cell: ({ latest }) => latest.version },
            { key: 'used', heading: 'Last use', cell: ({ id }) => <Used use={props.lastUse.get(id)} /> },
          ]}
        />
      </div>
      <p class="second">
        A note is reviewed within {practiceSettings.reviewWithinMonths.value} months. Past its date it is shown as
        stale, never taken away.
      </p>
    </StaffPage>
  );
}

export function reviewTag(latest: SpecialNote['latest'], today: string): TagProps {
  const words = dateWords(latest.reviewBy);
  if (isStale(latest, today)) return { state: 'late', words: `Stale since ${words}` };
  return isDue(latest, today)
    ? { state: 'due-soon', words: `By ${dayWords(latest.reviewBy)}` }
    : { state: 'waiting', words: `By ${words}` };
}

function Used({ use }: { use?: NoteUse }) {
  if (!use) return <span class="second">Not used yet</span>;
  const when = `${showDay(use.at)} ${showTime(use.at)}`;
  if (use.what === 'not-read') return <Tag state="due-soon" words={`Not read, case ${use.caseNumber}`} />;
  if (use.what === 'untrue') return <Tag state="not-ours" words={`Untrue, ${when}`} />;
  return <Tag state="read" words={`${use.what === 'true' ? 'Still true' : 'Read'}, ${when}`} />;
}

function AskedOfYou({ summary }: NotesProps) {
  return (
    <section class="panel special-panel" aria-labelledby="asked-heading">
      <h2 id="asked-heading">
        <Icon name="note" /> Asked of you
      </h2>
      <ul class="panel-lines">
        {summary.untrue.map((request) => (
          <li key={request.id}>
            <strong>{request.patient.name}.</strong> Somebody who used the note for case {request.caseNumber} on{' '}
            {showDay(request.askedAt)} said that it is no longer true.{' '}
            <a href={`/practice/notes/${request.note}`}>Look at the note</a>
          </li>
        ))}
        {summary.asked.map((request) => (
          <li key={request.id}>
            <strong>{request.patient.name}.</strong>{' '}
            {timesWords(request.contacts ?? practiceSettings.contactsBeforeAsking.value)} call in a month on{' '}
            {showDay(request.askedAt)} (case {request.caseNumber}), and no note.{' '}
            <a href={`/practice/notes/new?request=${request.id}`}>Write it</a> or{' '}
            <a href={`/practice/notes/decline?request=${request.id}`}>say why not</a>.
          </li>
        ))}
      </ul>
    </section>
  );
}
