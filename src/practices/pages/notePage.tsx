import { type Instant, localDate, showDate, showDay, showNhsNumber, showTime } from '#shared';
import { Button, DataTable, FormField, HiddenKey, type StaffFrame, StaffPage, Tag } from '#web';
import type { NoteVersion, SpecialNote } from '../note.ts';
import { endReasons, useKinds } from '../noteWords.ts';
import type { NoteRequest } from '../requestStore.ts';
import type { NoteUse } from '../useStore.ts';
import { dateWords, kindWords, writtenWords } from '../words.ts';
import type { Refused } from './directory.tsx';
import { reviewTag } from './notes.tsx';

export type NoteProps = Refused & {
  frame: StaffFrame;
  note: SpecialNote;
  practice: string;
  versions: readonly NoteVersion[];
  uses: readonly NoteUse[];
  /** What was written by those who found it untrue, by the use. */
  words: ReadonlyMap<string, string>;
  asked: readonly NoteRequest[];
  now: Instant;
  nameOf(account: string): string;
  ids: { review: string; withdraw: string };
  /** Which form was refused. */
  refused?: string;
};

/** One note: what it says, what became of it, every version, and the three things that a practice can do with it. */
export function NotePage(props: NoteProps) {
  const { frame, note, now, asked, nameOf, problems = [] } = props;
  const { patient, latest, ended } = note;
  const number = patient.nhsNumber
    ? `, NHS number ${showNhsNumber(patient.nhsNumber)}${patient.nhsNumberVerified ? '' : ' (unverified)'}`
    : '';
  return (
    <StaffPage frame={frame} title={`Note about ${patient.name}`} width="text" problems={problems} dates={['reviewBy']}>
      <p>
        <a href="/practice/notes">All notes</a>
      </p>
      <h1>{patient.name}</h1>
      <p>
        Born {showDate(patient.dateOfBirth)}
        {number}. Special note of {props.practice}.
      </p>
      {ended && (
        <p>
          <Tag state="shut" words={`Withdrawn ${writtenWords(ended.at)}`} /> {endReasons[ended.reason]}.{' '}
          {ended.explanation} {nameOf(ended.by)}.
        </p>
      )}
      {asked.length > 0 && (
        <section class="panel special-panel" aria-label="Said to be untrue">
          <p>
            <strong>Is it still true?</strong> Somebody who used it for case {asked[0]?.caseNumber} said no. Review it,
            write it anew, or withdraw it.
          </p>
          <Wrote {...props} />
        </section>
      )}
      <section class="special" aria-labelledby="note-now">
        <h2 class="special__heading" id="note-now">
          Version {latest.version}
        </h2>{' '}
        <span class="special__facts">
          Written {writtenWords(latest.writtenAt)} by {nameOf(latest.writtenBy)}. {latest.owner} answers for it.
        </span>
        <p class="special__tags">
          {!ended && <Tag {...reviewTag(latest, localDate(now))} />}{' '}
          {kindWords(latest.kinds).map((words) => (
            <span key={words} class="special__kind">
              {words}
            </span>
          ))}
        </p>
        <p class="special__body written__body">{latest.body}</p>
        {latest.entry && (
          <p class="special__body">
            <strong>How to get in: </strong>
            <span class="written__body">{latest.entry}</span>
          </p>
        )}
      </section>
      {!ended && <Doing {...props} />}
      <h2>What became of it</h2>
      <DataTable
        caption="Uses of this note"
        rows={props.uses}
        keyOf={keyOf}
        empty="It has not been used yet."
        columns={[
          { key: 'at', heading: 'When', cell: ({ at }) => `${showDay(at)} ${showTime(at)}`, isRowHeading: true },
          { key: 'what', heading: 'What', cell: (use) => <Use use={use} words={props.words.get(keyOf(use))} /> },
          { key: 'case', heading: 'Case', cell: ({ caseNumber }) => caseNumber },
          { key: 'version', heading: 'Version', cell: ({ version }) => version, look: 'number' },
        ]}
      />
      <h2>Every version</h2>
      <ol class="versions" reversed>
        {props.versions.map((version) => (
          <li key={version.version} value={version.version}>
            <p class="second">
              {writtenWords(version.writtenAt)} {showTime(version.writtenAt)}, {nameOf(version.writtenBy)}. Review by{' '}
              {dateWords(version.reviewBy)}, {version.owner} answers for it. {kindWords(version.kinds).join(', ')}
            </p>
            <p class="written__body">{version.body}</p>
            {version.entry && <p class="written__body">How to get in: {version.entry}</p>}
          </li>
        ))}
      </ol>
    </StaffPage>
  );
}

const keyOf = (use: NoteUse) => `${use.case}${use.event}`;

function Use({ use: { what }, words }: { use: NoteUse; words?: string }) {
  const state = { read: 'read', true: 'done', untrue: 'not-ours', 'not-read': 'due-soon' } as const;
  return (
    <>
      <Tag state={state[what]} words={useKinds[what]} /> {words}
    </>
  );
}

/** The words of whoever said so, for the case that is asked about. */
function Wrote({ asked, uses, words }: NoteProps) {
  const use = uses.find((one) => one.what === 'untrue' && one.case === asked[0]?.case);
  const said = use && words.get(keyOf(use));
  return said ? (
    <p>
      They wrote: <span class="written__body">{said}</span>
    </p>
  ) : null;
}

function Doing({ note, ids, refused, problems = [], values }: NoteProps) {
  const about = (form: string) => (refused === form ? { values, problems } : {});
  const hidden = (id: string) => (
    <>
      <HiddenKey value={id} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="note" value={note.id} />
    </>
  );
  return (
    <>
      <form method="post" action="/practice/notes/review" novalidate>
        <h2>Still true</h2>
        {hidden(ids.review)}
        <input type="hidden" name="from" value={note.latest.version} />
        <FormField
          field={{ kind: 'date', name: 'reviewBy', label: 'Review it again by', hint: 'For example, 31 3 2028' }}
          {...about('review-special-note')}
        />
        <Button text="It is still true" preventDoubleClick />
      </form>
      <p>
        <a href={`/practice/notes/${note.id}/anew`}>Write it anew</a>, as a version of its own.
      </p>
      <details class="doing" open={refused === 'withdraw-special-note'}>
        <summary>Withdraw it</summary>
        <form method="post" action="/practice/notes/withdraw" novalidate>
          {hidden(ids.withdraw)}
          <FormField
            field={{
              kind: 'list',
              name: 'reason',
              label: 'Why',
              blank: 'Choose a reason',
              choices: Object.entries(endReasons).map(([value, words]) => ({ value, words })),
            }}
            {...about('withdraw-special-note')}
          />
          <FormField
            field={{ kind: 'long-text', name: 'explanation', label: 'More, if it helps', rows: 2 }}
            {...about('withdraw-special-note')}
          />
          <Button text="Withdraw the note" variant="warning" preventDoubleClick />
        </form>
      </details>
    </>
  );
}
