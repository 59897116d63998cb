import type { Instant } from '#shared';
import { showDate, showDay, showNhsNumber, showTime } from '#shared';
import { HiddenKey, Icon, Tag } from '#web';
import type { ShownNote, SpecialNotes } from '../lookUpStore.ts';
import { dateWords, kindWords, readWords, writtenWords } from '../words.ts';

/** What has become of a note in the case that is open: from the case's own events. */
export type NoteInCase = { readAt: Instant; readBy: string; stillTrue?: boolean };

export type SpecialNoteProps = {
  note: ShownNote;
  now: Instant;
  /** The case that it is read for; absent where there is none yet. */
  for?: {
    case: string;
    /** Made by the page: a second press meets the first. */
    key: string;
    /** The page to come back to. */
    next: string;
    mayAct: boolean;
    used?: NoteInCase;
  };
};

/** Everything that practices have told of a patient, or that it could not be had: three answers that never look alike (H22). */
export function SpecialNoteList({
  found,
  ...rest
}: { found: SpecialNotes } & Omit<SpecialNoteProps, 'note' | 'for'> & {
    forNote?(note: string): SpecialNoteProps['for'];
  }) {
  if (found.state === 'not-loaded') return <NotLoaded why={found.why} />;
  if (found.state === 'none') {
    return (
      <p class="special-none">
        <Icon name="note" /> No special note. Practices were asked for one by name, date of birth and NHS number.
      </p>
    );
  }
  const { forNote, ...shared } = rest;
  return (
    <>
      {found.notes.map((note) => (
        <SpecialNote key={note.id} note={note} {...shared} for={forNote?.(note.id)} />
      ))}
    </>
  );
}

/** A look that failed is said as loudly as a note: it is not the same as none. */
export function NotLoaded({ why }: { why: 'too-little-known' | 'failed' }) {
  return (
    <section class="special special--not-loaded" aria-label="Special notes not loaded">
      <h2 class="special__heading">
        <Icon name="clock" /> Special notes not loaded
      </h2>
      <p class="special__body">
        <strong>There may be one.</strong>{' '}
        {why === 'failed'
          ? 'They could not be read just now. Load the page again; until then ask the patient, and act as if there were one.'
          : 'Without a date of birth or an NHS number nobody can be found. Ask for one of the two.'}
      </p>
    </section>
  );
}

/** What a practice tells of a patient: whole, with who says it, since when, until when, and whether it still holds. */
export function SpecialNote({ note, now, for: about }: SpecialNoteProps) {
  const { practice, stale } = note;
  const used = about?.used;
  return (
    <section class="special" aria-labelledby={`special-${note.id}`}>
      <h2 class="special__heading" id={`special-${note.id}`}>
        <Icon name="note" /> Special note from {practice.name}
      </h2>{' '}
      <span class="special__facts">
        Written {writtenWords(note.writtenAt)}, review by {dateWords(note.reviewBy)}, {note.owner} answers for it.{' '}
        {used ? `Read by ${used.readBy} ${readWords(used.readAt, now)}.` : about ? 'Not yet read for this case.' : ''}
      </span>
      <p class="special__tags">
        {stale && (
          <Tag
            state="stale"
            words={
              practice.isClosed
                ? 'Stale: its practice has closed for good'
                : `Stale: past its review of ${dateWords(note.reviewBy)}`
            }
          />
        )}{' '}
        {kindWords(note.kinds).map((words) => (
          <span key={words} class="special__kind">
            {words}
          </span>
        ))}
      </p>
      {note.doubted && (
        <p class="special__body">
          <Tag state="not-ours" words="Said to be no longer true" /> In case {note.doubted.caseNumber},{' '}
          {showDay(note.doubted.at)} {showTime(note.doubted.at)}. The practice was asked. Ask the patient before you
          rely on it; <a href={`/cases/${note.doubted.case}`}>what was written</a>.
        </p>
      )}
      {stale && (
        <p class="special__body">
          Ask the patient or {practice.isClosed ? 'their present practice' : 'the practice'} before you rely on it.
        </p>
      )}
      <Mismatch note={note} />
      <p class="special__body written__body">{note.body}</p>
      <Entry entry={note.entry} />
      {about && <Asked note={note} about={about} />}
    </section>
  );
}

/** What does not agree is said before the note is read: it may be another person's. */
function Mismatch({ note: { match, patient } }: { note: ShownNote }) {
  if (match.by === 'nhs-number' && match.differs.length === 0) return null;
  const number = patient.nhsNumber ? `, NHS number ${showNhsNumber(patient.nhsNumber)}` : '';
  const who = `${patient.name}, born ${showDate(patient.dateOfBirth)}${number}`;
  if (match.differs.length === 0)
    return <p class="special__body">Found by name and date of birth: {who}. Check that this is the patient.</p>;
  const what = match.differs.map((one) => DIFFERS[one]).join(' and ');
  return (
    <p class="special__body">
      <Tag state="due-soon" words={`The ${what} ${match.differs.length > 1 ? 'differ' : 'differs'}`} /> The note is
      about {who}. Check that this is the patient.
    </p>
  );
}
const DIFFERS = { name: 'name', 'date-of-birth': 'date of birth', 'nhs-number': 'NHS number' } as const;

function Entry({ entry }: Pick<ShownNote, 'entry'>) {
  if (entry === undefined) return null;
  return (
    <p class="special__body">
      <strong>How to get in: </strong>
      {entry === 'held-back' ? (
        'kept for those who go there or send somebody.'
      ) : (
        <span class="written__body">{entry.words}</span>
      )}
    </p>
  );
}

function Asked({ note, about }: { note: ShownNote; about: NonNullable<SpecialNoteProps['for']> }) {
  const { used, mayAct } = about;
  if (!used)
    return mayAct ? (
      <Act about={about} note={note.id} step="read-special-note" buttons={{ '': 'I have read it' }} />
    ) : null;
  if (used.stillTrue !== undefined) {
    return (
      <>
        <p class="special__body">
          <Tag
            state={used.stillTrue ? 'done' : 'not-ours'}
            words={used.stillTrue ? 'Still true' : 'No longer true: the practice is told'}
          />
        </p>
        {mayAct && (
          <details class="special__body">
            <summary>Answer it anew</summary>
            <Answer about={about} note={note.id} />
          </details>
        )}
      </>
    );
  }
  if (!mayAct) return null;
  return <Answer about={about} note={note.id} />;
}

/** No is never a button alone: the practice reads what is no longer true, and a slip of a finger tells it nothing. */
function Answer({ about, note }: Pick<ActProps, 'about' | 'note'>) {
  return (
    <Act about={about} note={note} step="answer-special-note" buttons={{ yes: 'Yes', no: 'No, tell the practice' }}>
      <strong>Still true?</strong>{' '}
      <label>
        If not, what is not <input type="text" name="what" maxLength={500} autocomplete="off" />
      </label>{' '}
    </Act>
  );
}

type ActProps = {
  about: NonNullable<SpecialNoteProps['for']>;
  note: string;
  step: 'read-special-note' | 'answer-special-note';
  buttons: Record<string, string>;
  children?: preact.ComponentChildren;
};

function Act({ about, note, step, buttons, children }: ActProps) {
  return (
    <form method="post" action={`/cases/${about.case}/${step}`} class="special__act">
      <HiddenKey value={about.key} />
      <input type="hidden" name="note" value={note} />
      <input type="hidden" name="_next" value={about.next} />
      {children}
      {Object.entries(buttons).map(([value, words]) => (
        <button key={value} type="submit" class="board-button" {...(value ? { name: 'stillTrue', value } : {})}>
          {words}
        </button>
      ))}
    </form>
  );
}

/** For a call taker, who does not act on it: that there is one, what it warns of, and where it can be read. */
export function SpecialNoteBrief({ found, href }: { found: SpecialNotes; href?: string }) {
  if (found.state === 'not-loaded') return <NotLoaded why={found.why} />;
  if (found.state === 'none') return <SpecialNoteList found={found} now={0 as Instant} />;
  return (
    <section class="special" aria-label="Special note">
      <h2 class="special__heading">
        <Icon name="note" /> Special note from{' '}
        {[...new Set(found.notes.map(({ practice }) => practice.name))].join(' and ')}
      </h2>
      {found.notes.map((note) => (
        <p key={note.id} class="special__body">
          {kindWords(note.kinds).map((words) => (
            <span key={words} class="special__kind">
              {words}
            </span>
          ))}{' '}
          {note.stale ? `Past its review of ${dateWords(note.reviewBy)}.` : `Written ${writtenWords(note.writtenAt)}.`}{' '}
          The clinician sees it first.
        </p>
      ))}
      {href && (
        <p class="special__body">
          <a href={href}>Read the note</a>
        </p>
      )}
    </section>
  );
}
