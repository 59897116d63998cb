import type { Problem } from '#shared';
import type { Values } from '#web';
import { forPractice } from '../../codes.ts';
import { type News2, news2Words, type Reading } from '../news2.ts';
import { allergiesAsked, levels, medicineHow, type Note, oxygenScales, yesNo } from '../note.ts';

export type NoteFormProps = {
  values: Values;
  problems: readonly Problem[];
  score: News2;
  /** For the page's own count of the score: children have none. */
  age?: number;
  isFaceToFace: boolean;
  /** Why the second oxygen scale is chosen, where a special note asks for it. */
  scaleFrom?: string;
};

/** The boxes of a consultation note, named by their path in it. */
export function NoteFields(props: NoteFormProps) {
  const { isFaceToFace } = props;
  return (
    <>
      <div class="note__two">
        <Long {...props} name="complaint" label="Complaint and history" isFirst={props.problems.length === 0} />
        <Long {...props} name="examination" label={isFaceToFace ? 'Examination' : 'Examination, by telephone'} />
      </div>
      <Observations {...props} />
      <div class="note__three">
        <Long {...props} name="impression" label="Impression" />
        <Allergies {...props} />
        <Medicines {...props} />
        <Long {...props} name="safetyNet" label="Safety-net advice given" />
        <Long {...props} name="plan" label="Plan" />
        <ForThePractice {...props} />
      </div>
    </>
  );
}

type At = Pick<NoteFormProps, 'values' | 'problems'>;
const idOf = (path: string) => `note.${path}`;

/** What is wrong with a box, read out with it. */
function wrong({ problems }: At, path: string) {
  const messages = problems.filter(({ field }) => field === idOf(path)).map(({ message }) => message);
  if (messages.length === 0) return { attributes: {}, words: null };
  return {
    attributes: { 'aria-invalid': true, 'aria-describedby': `${idOf(path)}-error` },
    words: (
      <span id={`${idOf(path)}-error`} class="note__wrong">
        <span class="nhsuk-u-visually-hidden">Error: </span>
        {messages.join(' ')}
      </span>
    ),
  };
}

function Long(props: At & { name: keyof Note; label: string; isFirst?: boolean }) {
  const { name, label, values } = props;
  const { attributes, words } = wrong(props, name);
  return (
    <div class="note__box">
      <label for={idOf(name)}>{label}</label>
      {words}
      <textarea id={idOf(name)} name={idOf(name)} rows={2} {...attributes} autofocus={props.isFirst}>
        {values[idOf(name)] ?? ''}
      </textarea>
    </div>
  );
}

type BoxProps = At & {
  path: string;
  label: string;
  /** Where the label is not enough by itself, as of one of two boxes. */
  spoken?: string;
  reading?: Reading;
  blank?: string;
};

function TextBox(props: BoxProps & { isWide?: boolean }) {
  const { path, label, spoken, values, blank = 'not taken' } = props;
  const { attributes, words } = wrong(props, path);
  return (
    <span class={props.isWide ? 'note__field note__field--wide' : 'note__field'}>
      <label for={idOf(path)} class={spoken ? 'nhsuk-u-visually-hidden' : undefined}>
        {spoken ?? label}
      </label>
      <input
        id={idOf(path)}
        name={idOf(path)}
        type="text"
        inputmode={props.reading ? 'decimal' : undefined}
        placeholder={blank}
        autocomplete="off"
        value={values[idOf(path)] ?? ''}
        {...attributes}
      />
      {words}
    </span>
  );
}

function Choice(props: BoxProps & { choices: { readonly [code: string]: string }; isFilled?: boolean }) {
  const { path, label, spoken, choices, values, blank = 'not taken' } = props;
  const { attributes, words } = wrong(props, path);
  const chosen = values[idOf(path)] ?? '';
  return (
    <span class="note__field">
      <label for={idOf(path)} class={spoken ? 'nhsuk-u-visually-hidden' : undefined}>
        {spoken ?? label}
      </label>
      <select id={idOf(path)} name={idOf(path)} {...attributes}>
        {!props.isFilled && <option value="">{blank}</option>}
        {Object.entries(choices).map(([code, text]) => (
          <option key={code} value={code} selected={chosen === code}>
            {text}
          </option>
        ))}
      </select>
      {words}
    </span>
  );
}

function Observations(props: NoteFormProps) {
  const { score, age, scaleFrom } = props;
  const at = { values: props.values, problems: props.problems };
  const { score: words, more } = news2Words(score);
  const of = (name: string) => `observations.${name}`;
  return (
    <fieldset class="note__observations" data-news2 data-age={age}>
      <legend>Observations</legend>
      <div class="note__readings">
        <Read score={score} reading="breaths">
          <TextBox {...at} path={of('breaths')} label="Breaths a min" reading="breaths" />
        </Read>
        <Read score={score} reading="oxygen">
          <TextBox {...at} path={of('oxygen')} label="Oxygen %" reading="oxygen" />
        </Read>
        <Read score={score} reading="onOxygen">
          <Choice {...at} path={of('onOxygen')} label="On oxygen" choices={yesNo} blank="not said" />
        </Read>
        <Read score={score} reading="pulse">
          <TextBox {...at} path={of('pulse')} label="Pulse" reading="pulse" />
        </Read>
        <Read score={score} reading="temperature">
          <TextBox {...at} path={of('temperature')} label="Temp °C" reading="temperature" />
        </Read>
        <Read score={score} reading="systolic">
          <span class="note__label" aria-hidden="true">
            Blood pressure
          </span>
          <span class="note__pair">
            <TextBox
              {...at}
              path={of('systolic')}
              label=""
              spoken="Blood pressure, upper"
              reading="systolic"
              blank="–"
            />
            <span aria-hidden="true">/</span>
            <TextBox
              {...at}
              path={of('diastolic')}
              label=""
              spoken="Blood pressure, lower"
              reading="systolic"
              blank="–"
            />
          </span>
        </Read>
        <Read score={score} reading="consciousness">
          <Choice {...at} path={of('consciousness')} label="Consciousness" choices={levels} />
        </Read>
      </div>
      <div class="note__beside">
        <Choice {...at} path={of('oxygenScale')} label="Oxygen scale" choices={oxygenScales} isFilled />
        <TextBox {...at} path={of('device')} label="Oxygen device and flow" blank="" isWide />
        <TextBox {...at} path={of('readBy')} label="Read by, with what" blank="" isWide />
      </div>
      <p class="note__score">
        <span data-news2-words role="status">
          <strong>{words}</strong>: {more}
        </span>{' '}
        <span class="second">
          It scores readings and decides nothing. Not for pregnancy.
          {scaleFrom && ` Oxygen on scale 2 (88 to 92 %), from ${scaleFrom}.`}
        </span>
      </p>
    </fieldset>
  );
}

function Read({ score, reading, children }: { score: News2; reading: Reading; children: preact.ComponentChildren }) {
  return (
    <div class="note__reading">
      {children}
      <span class="note__points second" data-points={reading}>
        {pointsWords(score, reading)}
      </span>
    </div>
  );
}

/** The points of one reading in words; the page's script says the same. */
export function pointsWords(score: News2, reading: Reading): string {
  const points = 'scores' in score ? score.scores[reading] : undefined;
  return `scores ${points ?? '–'}`;
}

function Allergies(props: NoteFormProps) {
  const at = { values: props.values, problems: props.problems };
  return (
    <fieldset class="note__box note__group">
      <legend>Allergies</legend>
      <Choice
        {...at}
        path="allergies.asked"
        label=""
        spoken="Allergies: asked?"
        choices={allergiesAsked}
        blank="Choose"
      />
      <TextBox {...at} path="allergies.list" label="" spoken="Which allergies" blank="which, and what happened" />
    </fieldset>
  );
}

/** As many rows as are filled and one more; the rest behind a press. */
function Medicines(props: NoteFormProps) {
  const filled = rowsIn(props.values);
  return (
    <fieldset class="note__box note__group">
      <legend>Medicines given or advised</legend>
      {Array.from({ length: Math.max(1, filled) }, (_, row) => (
        <MedicineRow key={row} {...props} row={row} />
      ))}
      <details class="note__more">
        <summary>More medicines</summary>
        {Array.from({ length: 4 }, (_, more) => (
          <MedicineRow key={more} {...props} row={Math.max(1, filled) + more} />
        ))}
      </details>
    </fieldset>
  );
}

function MedicineRow(props: NoteFormProps & { row: number }) {
  const at = { values: props.values, problems: props.problems };
  const path = (name: string) => `medicines.${props.row}.${name}`;
  const which = `Medicine ${props.row + 1}`;
  return (
    <div class="note__medicine">
      <TextBox {...at} path={path('name')} label="" spoken={which} blank="medicine" />
      <TextBox {...at} path={path('dose')} label="" spoken={`${which}: dose`} blank="dose" />
      <TextBox {...at} path={path('route')} label="" spoken={`${which}: route`} blank="route" />
      <Choice
        {...at}
        path={path('how')}
        label=""
        spoken={`${which}: given, prescribed or advised`}
        choices={medicineHow}
        blank="how"
      />
    </div>
  );
}

function rowsIn(values: Values): number {
  const rows = Object.entries(values).flatMap(([name, value]) => {
    const row = /^note\.medicines\.(\d+)\.name$/.exec(name)?.[1];
    return row !== undefined && value ? [Number(row)] : [];
  });
  return Math.min(12, Math.max(-1, ...rows) + 1);
}

function ForThePractice(props: NoteFormProps) {
  const at = { values: props.values, problems: props.problems };
  const path = 'forPractice.kind';
  const { words } = wrong(at, path);
  return (
    <fieldset class="note__box note__group">
      <legend>For the practice</legend>
      {words}
      <div class="note__radios">
        {Object.entries(forPractice).map(([code, text], index) => (
          <label key={code}>
            <input
              type="radio"
              id={index === 0 ? idOf(path) : `${idOf(path)}-${code}`}
              name={idOf(path)}
              value={code}
              checked={props.values[idOf(path)] === code}
            />{' '}
            {text}
          </label>
        ))}
      </div>
      <TextBox
        {...at}
        path="forPractice.text"
        label=""
        spoken="What the practice is asked to do, or is to know"
        blank="what they are asked to do"
      />
    </fieldset>
  );
}
