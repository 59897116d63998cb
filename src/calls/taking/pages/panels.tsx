import { SpecialNoteBrief, SpecialNoteList, type SpecialNotes } from '#practices';
import type { Instant } from '#shared';
import { showDay, showNhsNumber, showTime } from '#shared';
import { Details, Icon } from '#web';
import { repeatReasons } from '../../codes.ts';
import type { Contact } from '../contact.ts';
import type { Typed } from '../form.ts';
import type { IndexAnswer } from '../patientIndex.ts';
import { contactWords, repeatSettings, sinceWords, timesWords } from '../settings.ts';

/** Everything beside the form that is found while it is typed. `by` of a contact is a name here. */
export type PanelsProps = {
  now: Instant;
  /** Which contact of the window this one is. */
  times: number;
  /** When this call was answered: the window is counted from there. */
  since?: Instant;
  patient?: string;
  /** How old the patient is, in words. */
  age?: string;
  contacts: readonly Contact[];
  /** Whether enough was known to look. */
  asked: boolean;
  special?: SpecialNotes;
  index?: IndexAnswer;
  /** What is known of the patient already, and from where. */
  copy?: { nhsNumber?: string; practiceId?: number; from: 'copy' | 'index' };
  /** Whoever looks may say that a third contact is not passed on. */
  mayDecline: boolean;
  /** Of a form that has no choices to make here: what was found is shown, and the rule. */
  isShownOnly?: boolean;
  /** The call is a case already: which case it is about is not asked again. */
  isTaken?: boolean;
  values: Typed;
};

/** Before anything is known of who it is. */
export function nothingFound(now: Instant, values: Typed = {}): PanelsProps {
  return { now, times: 1, contacts: [], asked: false, mayDecline: false, values };
}

/** The id of the form that the choices here belong to, though they stand beside it. */
export const FORM = 'taking';

/** Beside the form: earlier contacts first, then what the practice says, then whether the index answers. */
export function Panels(props: PanelsProps) {
  return (
    <div class="taking__found" data-taking-found data-age={props.age ?? ''} data-jump={jumpWords(props)}>
      {props.copy && <Copy copy={props.copy} />}
      <Contacts {...props} />
      <Special {...props} />
      <Index index={props.index} />
    </div>
  );
}

/** What of it is to be read before anything is decided, in a line; empty where there is nothing. */
export function jumpWords({ contacts, times, special }: PanelsProps): string {
  const same = contacts.filter(({ sameness }) => sameness === 'same');
  const isOpen = same.some((contact) => contact.isOpen);
  const parts = [
    ...(same.length > 0 ? [`${contactWords(times)}: what was decided`] : []),
    ...(isOpen ? ['is it about the case that is open?'] : []),
    ...(special?.state === 'some' ? ['a special note of the practice'] : []),
  ];
  return parts.length === 0 ? '' : `Look: ${parts.join('; ')}`;
}

/** What an empty box may take; the script of the page reads it. */
function Copy({ copy }: { copy: NonNullable<PanelsProps['copy']> }) {
  const from = copy.from === 'index' ? 'from the patient index' : 'from our copy';
  return (
    <p
      class="taking__copy"
      data-nhs-number={copy.nhsNumber}
      data-practice={copy.practiceId}
      data-from={from}
      data-words={copy.nhsNumber && `NHS number ${showNhsNumber(copy.nhsNumber)}, ${from}`}
      hidden={!copy.nhsNumber}
    >
      <Icon name="tick" /> NHS number {copy.nhsNumber && showNhsNumber(copy.nhsNumber)}, {from}
    </p>
  );
}

function Contacts(props: PanelsProps) {
  const { contacts, asked, times } = props;
  const same = contacts.filter(({ sameness }) => sameness === 'same');
  const others = contacts.filter(({ sameness }) => sameness === 'same-number');
  if (!asked) {
    return (
      <section class="panel taking__panel" aria-labelledby="contacts-heading">
        <h2 id="contacts-heading" tabIndex={-1}>
          Earlier contacts
        </h2>
        <p>Looked for while you type: by NHS number, by name and date of birth, and by the number to ring back.</p>
      </section>
    );
  }
  if (contacts.length === 0) {
    return (
      <section class="panel taking__panel" aria-labelledby="contacts-heading">
        <h2 id="contacts-heading" tabIndex={-1}>
          First call in 96 hours
        </h2>
        <p>Nobody of this name and birth, and nobody on this number.</p>
      </section>
    );
  }
  return (
    <section class="panel taking__panel taking__panel--contacts" aria-labelledby="contacts-heading" role="status">
      <h2 id="contacts-heading" tabIndex={-1}>
        <Icon name="turning-arrow" /> {contactWords(times)}
      </h2>
      {same.length > 0 && (
        <p>
          {props.patient ?? 'This patient'} was in touch {timesWords(same.length)}{' '}
          {props.since && sinceWords(props.since)}. What was decided each time:
        </p>
      )}
      <ContactLines contacts={same} />
      {others.length > 0 && (
        <>
          <h3>Another patient, same number</h3>
          <ContactLines contacts={others} />
        </>
      )}
      {!props.isShownOnly && !props.isTaken && <OpenCase {...props} open={same.filter(({ isOpen }) => isOpen)} />}
      {times >= repeatSettings.third.value &&
        (props.mayDecline && !props.isShownOnly ? <Third {...props} /> : <p>{PASSED_ON}</p>)}
    </section>
  );
}

function ContactLines({ contacts }: { contacts: readonly Contact[] }) {
  return (
    <ul class="contacts">
      {contacts.map((contact) => (
        <li key={`${contact.case} ${contact.at}`}>
          <strong>
            {showDay(contact.at)} {showTime(contact.at)}
          </strong>
          , {contact.rangBack ? 'rang again' : contact.how === 'telephone' ? 'by telephone' : contact.how}.{' '}
          {contact.rangBack ? null : contact.isOpen ? (
            <strong>Still open. </strong>
          ) : (
            <strong>{contact.decided ?? 'Nothing decided'}. </strong>
          )}
          {contact.said && `${contact.said} `}
          {contact.by && `${contact.by.replace(/\.$/, '')}. `}
          <a href={`/cases/${contact.case}`}>Case {contact.number}</a>
        </li>
      ))}
    </ul>
  );
}

/** One case of this patient is open: this is about it, or it is another matter. There is no third way, and none by default. */
function OpenCase({ open, values }: PanelsProps & { open: readonly Contact[] }) {
  const cases = [...new Map(open.map((contact) => [contact.case, contact.number]))];
  if (cases.length === 0) return null;
  const choices = cases.flatMap(([id, number]) => [[`rang-back ${id}`, `Case ${number} again: record it there`]]);
  choices.push([`new ${cases[0]?.[0]}`, 'Another matter: a new case, linked']);
  return (
    <fieldset class="nhsuk-fieldset taking__choice">
      <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Is it about the case that is open?</legend>
      <div class="nhsuk-radios nhsuk-radios--small">
        {choices.map(([value = '', words = ''], index) => (
          <Radio key={value} {...{ name: 'about', value, words }} checked={values.about === value} nth={index} />
        ))}
      </div>
      <div class="nhsuk-checkboxes nhsuk-checkboxes--small">
        <div class="nhsuk-checkboxes__item">
          <input
            class="nhsuk-checkboxes__input"
            type="checkbox"
            form={FORM}
            id="worse"
            name="worse"
            value="yes"
            checked={values.worse === 'yes'}
          />
          <label class="nhsuk-label nhsuk-checkboxes__label" for="worse">
            They are worse: it moves up
          </label>
        </div>
      </div>
    </fieldset>
  );
}

const PASSED_ON = 'A third call goes to a clinician, as urgent at least.';

function Third({ values }: PanelsProps) {
  return (
    <fieldset class="nhsuk-fieldset taking__choice">
      <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">A third call goes to a clinician</legend>
      <div class="nhsuk-radios nhsuk-radios--small">
        <Radio name="pass" value="yes" words="Pass to a clinician" checked={values.pass !== 'no'} nth={0} />
        <Radio name="pass" value="no" words="Do not pass: give a reason" checked={values.pass === 'no'} nth={1} />
      </div>
      <div class="taking__decline">
        <label class="nhsuk-label nhsuk-label--s" for="declineReason">
          Why it is not passed
        </label>
        <select class="nhsuk-select" id="declineReason" name="declineReason" form={FORM}>
          <option value="">Choose a reason</option>
          {Object.entries(repeatReasons).map(([code, words]) => (
            <option key={code} value={code} selected={values.declineReason === code}>
              {words}
            </option>
          ))}
        </select>
        <label class="nhsuk-label nhsuk-label--s" for="declineWords">
          More, if it helps
        </label>
        <input class="nhsuk-input" id="declineWords" name="declineWords" form={FORM} value={values.declineWords} />
      </div>
    </fieldset>
  );
}

type RadioProps = { name: string; value: string; words: string; checked: boolean; nth: number };

function Radio({ name, value, words, checked, nth }: RadioProps) {
  // The first has the name of the group: what is said to be wrong with it leads there.
  const id = nth === 0 ? name : `${name}-${nth + 1}`;
  return (
    <div class="nhsuk-radios__item">
      <input class="nhsuk-radios__input" type="radio" form={FORM} id={id} name={name} value={value} checked={checked} />
      <label class="nhsuk-label nhsuk-radios__label" for={id}>
        {words}
      </label>
    </div>
  );
}

/** What the practice says, in short; none is said only where it was looked for and nothing was there (H22). */
function Special({ special, now }: PanelsProps) {
  if (!special) return null;
  return (
    <div class="panel taking__panel taking__panel--note">
      <SpecialNoteBrief found={special} />
      {special.state === 'some' && (
        <Details summary="Read the note">
          <SpecialNoteList found={special} now={now} />
        </Details>
      )}
    </div>
  );
}

/** An index that is away holds nobody up; one that there never was is not spoken of. */
function Index({ index }: Pick<PanelsProps, 'index'>) {
  if (index?.kind === 'unreachable') {
    return (
      <section class="panel taking__panel taking__panel--index" aria-labelledby="index-heading">
        <h2 id="index-heading">
          <Icon name="clock" /> National patient index not reachable
        </h2>
        <p>Since {showTime(index.since)}. You are using our copy. Save as usual: we check again by ourselves.</p>
      </section>
    );
  }
  const words = index && SAID[index.kind];
  if (!words) return null;
  return (
    <section class="panel taking__panel" aria-labelledby="index-heading">
      <h2 id="index-heading">Patient index</h2>
      <p>{words}</p>
    </section>
  );
}

const SAID: { [K in IndexAnswer['kind']]?: string } = {
  none: 'It has nobody of this name and birth. Ask for the NHS number, and save as usual.',
  several: 'It has several people of this name and birth. Ask for the NHS number, and save as usual.',
  differs: 'It has somebody else under this NHS number. Ask for the number again, and save as usual.',
};
