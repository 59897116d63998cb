import {
  Button,
  DraftLine,
  type Field,
  FormField,
  HiddenKey,
  keptAs,
  type StaffFrame,
  StaffPage,
  type Values,
} from '#web';
import type { SpecialNote } from '../note.ts';
import { declineReasons, noteKinds } from '../noteWords.ts';
import type { NoteRequest } from '../requestStore.ts';
import { practiceSettings } from '../settings.ts';
import { timesWords } from '../words.ts';
import type { Refused } from './directory.tsx';

export type NoteFormProps = Refused & {
  frame: StaffFrame;
  id: string;
  practice: string;
  /** What the service asked for: its patient is filled in. */
  request?: NoteRequest;
};

const identity: readonly Field[] = [
  { kind: 'text', name: 'patientName', label: 'Patient’s name', width: 30 },
  { kind: 'date', name: 'dateOfBirth', label: 'Date of birth', hint: 'For example, 31 3 1980' },
  { kind: 'nhs-number', name: 'nhsNumber', label: 'NHS number, if known' },
  {
    kind: 'choice',
    name: 'keepUnverified',
    label: 'If the NHS number does not check',
    choices: [{ value: 'yes', words: 'Keep it as unverified' }],
  },
];

/** A new note about a patient. */
export function NewNotePage({ frame, id, practice, request, problems = [], values }: NoteFormProps) {
  const shown = values ?? (request ? valuesOfRequest(request) : {});
  return (
    <StaffPage
      frame={frame}
      title="Write a special note"
      width="text"
      problems={problems}
      dates={['dateOfBirth', 'reviewBy']}
    >
      <p>
        <a href="/practice/notes">All notes</a>
      </p>
      <h1>Write a special note</h1>
      {request && (
        <p>
          {timesWords(request.contacts ?? practiceSettings.contactsBeforeAsking.value)} call of {request.patient.name}{' '}
          in a month (case {request.caseNumber}), and no note.
        </p>
      )}
      <form
        method="post"
        action="/practice/notes"
        novalidate
        {...keptAs(`special-note ${request?.id ?? 'new'}`, values !== undefined)}
      >
        <HiddenKey value={id} />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="practice" value={practice} />
        {request && <input type="hidden" name="request" value={request.id} />}
        {identity.map((field) => (
          <FormField key={field.name} field={field} values={shown} problems={problems} />
        ))}
        <Said values={shown} problems={problems} />
        <Button text="Give it to the service" preventDoubleClick />
        <DraftLine />
      </form>
    </StaffPage>
  );
}

/** A note written anew: what stands there is filled in, and stays as the version before. */
export function ReviseNotePage({
  frame,
  id,
  note,
  problems = [],
  values,
}: Refused & { frame: StaffFrame; id: string; note: SpecialNote }) {
  const { patient, latest } = note;
  return (
    <StaffPage
      frame={frame}
      title={`Write the note about ${patient.name} anew`}
      width="text"
      problems={problems}
      dates={['reviewBy']}
    >
      <p>
        <a href={`/practice/notes/${note.id}`}>The note as it stands</a>
      </p>
      <h1>Write the note about {patient.name} anew</h1>
      <p>
        Version {latest.version} is kept and can be read. About another patient? Withdraw it, and write one of their
        own.
      </p>
      <form
        method="post"
        action="/practice/notes/revise"
        novalidate
        {...keptAs(`special-note ${note.id} ${latest.version}`, values !== undefined)}
      >
        <HiddenKey value={id} />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="note" value={note.id} />
        <input type="hidden" name="from" value={latest.version} />
        <Said values={values ?? valuesOfNote(note)} problems={problems} />
        <Button text="Save as a new version" preventDoubleClick />
        <DraftLine />
      </form>
    </StaffPage>
  );
}

/** A note that was asked for and is not written, with the reason. */
export function DeclinePage({
  frame,
  id,
  request,
  problems = [],
  values,
}: Refused & { frame: StaffFrame; id: string; request: NoteRequest }) {
  return (
    <StaffPage frame={frame} title={`No note for ${request.patient.name}`} width="text" problems={problems}>
      <p>
        <a href="/practice/notes">All notes</a>
      </p>
      <h1>No note for {request.patient.name}</h1>
      <form method="post" action="/practice/notes/decline" novalidate>
        <HiddenKey value={id} />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="request" value={request.id} />
        <FormField
          field={{
            kind: 'list',
            name: 'reason',
            label: 'Why not',
            blank: 'Choose a reason',
            choices: Object.entries(declineReasons).map(([value, words]) => ({ value, words })),
          }}
          values={values}
          problems={problems}
        />
        <Button text="Say so" preventDoubleClick />
      </form>
    </StaffPage>
  );
}

/** The part of a note that is written anew each time. */
function Said({ values, problems }: { values: Values } & Required<Pick<Refused, 'problems'>>) {
  return (
    <>
      <FormField
        field={{
          kind: 'long-text',
          name: 'text',
          label: 'What the service has to know',
          hint: 'What is different about this patient, what to do and what not, what they have asked for. It is read in a minute, at night.',
          rows: 5,
        }}
        values={values}
        problems={problems}
      />
      <Kinds values={values} problems={problems} />
      <FormField
        field={{
          kind: 'text',
          name: 'entry',
          label: 'How to get in',
          hint: 'A key safe’s place and code, the door to use. Shown only to those who go there or send somebody.',
        }}
        values={values}
        problems={problems}
      />
      <FormField
        field={{
          kind: 'text',
          name: 'owner',
          label: 'Who at the practice answers for it',
          hint: 'A named person.',
          width: 30,
        }}
        values={values}
        problems={problems}
      />
      <FormField
        field={{
          kind: 'date',
          name: 'reviewBy',
          label: 'Review by',
          hint: `At most ${practiceSettings.reviewWithinMonths.value} months from today. For example, 31 3 2028`,
        }}
        values={values}
        problems={problems}
      />
    </>
  );
}

function Kinds({ values, problems }: { values: Values } & Required<Pick<Refused, 'problems'>>) {
  const wrong = problems.filter(({ field }) => field?.startsWith('kinds')).map(({ message }) => message);
  return (
    <div class="nhsuk-form-group">
      <fieldset class="nhsuk-fieldset" id="kinds">
        <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">It warns of, or holds</legend>
        {wrong.length > 0 && (
          <span class="nhsuk-error-message">
            <span class="nhsuk-u-visually-hidden">Error:</span> {wrong.join(' ')}
          </span>
        )}
        <div class="kinds">
          {Object.entries(noteKinds).map(([kind, words]) => (
            <label key={kind} class="kinds__one">
              <input type="checkbox" name={`kind-${kind}`} value="yes" checked={values[`kind-${kind}`] === 'yes'} />{' '}
              {words}
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

function valuesOfRequest({ patient }: NoteRequest): Values {
  return { patientName: patient.name, dateOfBirth: patient.dateOfBirth, nhsNumber: patient.nhsNumber };
}

/** A note as it stands, in the boxes of its form. */
function valuesOfNote({ latest }: SpecialNote): Values {
  const { body, entry, owner, reviewBy, kinds } = latest;
  return { text: body, entry, owner, reviewBy, ...Object.fromEntries(kinds.map((kind) => [`kind-${kind}`, 'yes'])) };
}
