import { type Instant, showDate, showDay, showNhsNumber, showTimeSeconds } from '#shared';
import {
  BoardButton,
  Button,
  type Field,
  FormField,
  type StaffFrame,
  StaffPage,
  sourceWords,
  Timeline,
  type TimelineEntry,
} from '#web';
import type { Person } from '../caseStore.ts';
import { type Happening, whatOf, writtenWords } from './story.ts';

export type TimelineProps = {
  frame: StaffFrame;
  id: string;
  number: string;
  /** Absent for those who may see no identities. */
  person?: Person;
  happenings: readonly Happening[];
  nameOf(account: string, source: string): string;
  withNames: boolean;
  /** Whether who opened the record may be shown, and is. */
  views: 'may-not' | 'shown' | 'left-out';
  now: Instant;
  printedBy: string;
};

/** Everything that happened to a patient's case, to read or to print: for the family, the coroner, a complaint. */
export function TimelinePage(props: TimelineProps) {
  const { frame, id, number, person, happenings, now } = props;
  return (
    <StaffPage frame={frame} title={`Case ${number}: everything that happened`}>
      <p class="crumbs">
        <a href="/cases">Cases</a> › <a href={`/cases/${id}`}>Case {number}</a> › Everything that happened
      </p>
      <h1>Case {number}: everything that happened</h1>
      {person && (
        <p>
          {person.patientName}
          {person.dateOfBirth && `, born ${showDate(person.dateOfBirth)}`}
          {person.nhsNumber && `, NHS number ${showNhsNumber(person.nhsNumber)}`}
        </p>
      )}
      <p>
        {happenings.length} entries. A time that was corrected stands at the time that is in force; what had been
        written first stands beneath it.
      </p>
      <p class="choices story__choices">
        <BoardButton words={`Back to case ${number}`} href={`/cases/${id}`} pressKey="T" />
      </p>
      <Choices {...props} />
      <div class="story">
        <Timeline
          entries={happenings.map((one) => entryOf(one, props))}
          caption="Everything that happened, the first first"
        />
      </div>
      <p class="second">
        Read {showDay(now)} {showTimeSeconds(now)} by {props.printedBy}. That it was read is on record.
      </p>
    </StaffPage>
  );
}

const staffNames: Field = {
  kind: 'choice',
  name: 'names',
  label: 'Names of staff',
  choices: [
    { value: 'with', words: 'Shown' },
    { value: 'without', words: 'Left out' },
  ],
  isInline: true,
};
const whoLooked: Field = { ...staffNames, name: 'views', label: 'Who opened the record' };

/** For whom it is printed: a family has a right to what happened, and not always to who. */
function Choices({ id, withNames, views }: TimelineProps) {
  const values = { names: withNames ? 'with' : 'without', views: views === 'left-out' ? 'without' : 'with' };
  return (
    <form method="get" action={`/cases/${id}/timeline`} class="story__choices">
      <FormField field={staffNames} values={values} />
      {views !== 'may-not' && <FormField field={whoLooked} values={values} />}
      <Button text="Show it so" variant="secondary" small />
      <p class="second">
        To keep it on paper, print this page. For programs:{' '}
        <a href={`/api/cases/${id}/timeline`} type="application/json">
          the same as JSON
        </a>
        .
      </p>
    </form>
  );
}

function entryOf(one: Happening, { nameOf }: Pick<TimelineProps, 'nameOf'>): TimelineEntry {
  return {
    key: one.key,
    happened: `${showDay(one.at)} ${showTimeSeconds(one.at)}`,
    ...writtenWords(one),
    what: <What {...one} what={whatOf(one, nameOf)} />,
    who: nameOf(one.by, one.source),
    source: one.isView ? 'Access record' : sourceWords(one.source),
    ...(one.isCorrection ? { isCorrection: true } : {}),
  };
}

function What({ what, texts = [], firstAt }: Happening) {
  return (
    <>
      {what}
      {firstAt !== undefined && (
        <span class="second second--line">First written down as {showTimeSeconds(firstAt)}; corrected later.</span>
      )}
      {texts.length > 0 && (
        <dl class="story__words">
          {texts.map(({ heading, words }) => (
            <div key={heading}>
              <dt>{heading}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
