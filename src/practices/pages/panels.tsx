import { type Instant, localDate, type Problem } from '#shared';
import { DraftLine, HiddenKey, Icon, keptAs, Tag, type Values } from '#web';
import { type Concern, concernNumber, dueTag } from '../concern.ts';
import { practiceSettings } from '../settings.ts';
import type { NotesSummary } from '../summaryStore.ts';
import { dayWords, timesWords } from '../words.ts';

/** What the notes of a practice ask of it, beside its list of patients. */
export function NotesPanel({ summary, query = '' }: { summary: NotesSummary; query?: string }) {
  const { asked, untrue, due, notes } = summary;
  const lastDue = due.reduce((last, { latest }) => (latest.reviewBy > last ? latest.reviewBy : last), '');
  return (
    <section class="panel special-panel" aria-labelledby="notes-panel">
      <h2 id="notes-panel">
        <Icon name="note" /> Special notes
      </h2>
      <ul class="panel-lines">
        {asked.length > 0 && (
          <li>
            <strong>{asked.length} asked for.</strong>{' '}
            {asked.slice(0, 3).map((request) => (
              <span key={request.id}>
                {timesWords(request.contacts ?? practiceSettings.contactsBeforeAsking.value)} call in a month, no note:{' '}
                {request.patient.name}. <a href={`/practice/notes/new?request=${request.id}`}>Write it</a>{' '}
              </span>
            ))}
            {asked.length > 3 && <a href={`/practice/notes${query}`}>See all {asked.length}</a>}
          </li>
        )}
        {untrue.length > 0 && (
          <li>
            <strong>{untrue.length} said to be untrue.</strong>{' '}
            <a href={`/practice/notes${query}`}>{untrue.length === 1 ? 'See it' : 'See them'}</a>
          </li>
        )}
        {due.length > 0 && (
          <li>
            <strong>
              {due.length} to review by {dayWords(lastDue)}.
            </strong>{' '}
            <a href={`/practice/notes${query}#due`}>
              {due.length === 1 ? 'See it' : due.length === 2 ? 'See both' : 'See all'}
            </a>
          </li>
        )}
        <li>
          {asked.length + untrue.length + due.length === 0 && 'Nothing is asked of you. '}
          <a href={`/practice/notes${query}`}>{notes.length === 1 ? '1 note' : `${notes.length} notes`} in force</a>
        </li>
      </ul>
    </section>
  );
}

/** The last concerns of a practice, each with its day. */
export function ConcernsPanel({
  concerns,
  now,
  query = '',
}: {
  concerns: readonly Concern[];
  now: Instant;
  query?: string;
}) {
  return (
    <section class="panel" aria-labelledby="concerns-panel">
      <h2 id="concerns-panel">Your concerns</h2>
      {concerns.length === 0 ? (
        <p>None yet.</p>
      ) : (
        <ul class="panel-lines">
          {concerns.slice(0, 4).map((concern) => (
            <li key={concern.id}>
              <a href={`/practice/concerns/${concern.id}`}>{concernNumber(concern.number)}</a> {concern.about}
              <br />
              <Tag {...dueTag(concern, localDate(now))} />
            </li>
          ))}
        </ul>
      )}
      {concerns.length > 4 && (
        <p>
          <a href={`/practice/concerns${query}`}>All {concerns.length}</a>
        </p>
      )}
    </section>
  );
}

export type RaiseConcernProps = {
  /** Made by the page: a second submission meets the first. */
  id: string;
  /** The practice's code, where the person speaks for several. */
  practice?: string;
  /** What it is about, where the page knows: a case, by its id, and in words. */
  about?: { words: string; case?: string };
  problems?: readonly Problem[];
  values?: Values;
};

/** Two boxes and a button: a concern has its number within the minute. */
export function RaiseConcern({ id, practice, about, problems = [], values = {} }: RaiseConcernProps) {
  const wrong = (field: string) =>
    problems
      .filter((problem) => problem.field === field)
      .map(({ message }) => message)
      .join(' ');
  return (
    <section class="panel" aria-labelledby="raise-heading" id="raise">
      <h2 id="raise-heading">Raise a concern</h2>
      <form
        method="post"
        action="/practice/concerns"
        novalidate
        {...keptAs(`concern ${values.case ?? about?.case ?? 'new'}`, problems.length > 0)}
      >
        <HiddenKey value={id} />
        <input type="hidden" name="id" value={id} />
        {practice && <input type="hidden" name="practice" value={practice} />}
        {(values.case ?? about?.case) && <input type="hidden" name="case" value={values.case ?? about?.case} />}
        <div class="nhsuk-form-group">
          <label class="nhsuk-label nhsuk-label--s" for="about">
            About
          </label>
          <Wrong id="about-wrong" words={wrong('about')} />
          <input
            class="nhsuk-input"
            id="about"
            name="about"
            value={values.about ?? about?.words ?? ''}
            aria-describedby={wrong('about') ? 'about-wrong' : undefined}
          />
        </div>
        <div class="nhsuk-form-group">
          <label class="nhsuk-label nhsuk-label--s" for="text">
            What happened
          </label>
          <Wrong id="text-wrong" words={wrong('text')} />
          <textarea
            class="nhsuk-textarea"
            id="text"
            name="text"
            rows={3}
            aria-describedby={wrong('text') ? 'text-wrong' : undefined}
          >
            {values.text ?? ''}
          </textarea>
        </div>
        <DraftLine />
        <div class="raise__end">
          <button type="submit" class="action-button" data-key="f8" data-key-words="send the concern">
            Send <kbd>F8</kbd>
          </button>
          <span class="second">
            You get a number at once. Reply due in {practiceSettings.concernReplyWorkingDays.value} working days.
          </span>
        </div>
      </form>
    </section>
  );
}

function Wrong({ id, words }: { id: string; words: string }) {
  if (words === '') return null;
  return (
    <span class="nhsuk-error-message" id={id}>
      <span class="nhsuk-u-visually-hidden">Error:</span> {words}
    </span>
  );
}
