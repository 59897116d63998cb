import type { ComponentProps } from 'preact';
import { SpecialNoteList, type SpecialNoteProps, type SpecialNotes } from '#practices';
import type { Instant, Problem } from '#shared';
import { showDate, showDay, showNhsNumber, showTelephone, showTime, showTimeSeconds } from '#shared';
import {
  BoardButton,
  Button,
  FormField,
  HiddenKey,
  type StaffFrame,
  StaffPage,
  SummaryList,
  Tag,
  Timeline,
  type TimelineEntry,
  type Values,
} from '#web';
import type { ContactTry } from '../caseBeside.ts';
import type { CaseLine } from '../caseListStore.ts';
import { caseLifecycle } from '../caseSteps.ts';
import type { CaseText, Person } from '../caseStore.ts';
import { type LinkKind, linkKinds, priorities, queues, sexes, urgencies, withWhom } from '../codes.ts';
import { LeaseNotice, type LeaseProps } from '../lease/leaseNotice.tsx';
import type { PlacedCall } from '../placed/placed.ts';
import { ReferralPanel } from '../referral/pages/referralPanel.tsx';
import type { HowItCame } from '../referral/referralView.ts';
import { languageWords } from '../taking/languages.ts';
import { contactWords } from '../taking/settings.ts';
import type { NotePart } from '../triage/noteWords.ts';
import { EarlierContacts } from '../triage/pages/earlierContacts.tsx';
import { TriesMade } from '../triage/pages/noReply.tsx';
import { TakeBack } from '../triage/pages/takeBack.tsx';
import type { Told } from '../wait/wait.ts';
import { WaitTold } from '../wait/waitTold.tsx';
import { workKinds } from '../work/kinds.ts';
import type { WorkLine } from '../work/workStore.ts';
import { fieldsOf, type Offered } from './caseForms.ts';
import { DueTag } from './cases.tsx';

export type ClockLine = { measure: string; lap: number; words: string; state: string };
export type NoteShown = {
  id: string;
  version: number;
  complete: boolean;
  parts: readonly NotePart[];
  writer: string;
  writtenAt: Instant;
};
export type CaseProps = {
  frame: StaffFrame;
  now: Instant;
  line: CaseLine;
  /** Absent for those who may see no identities. */
  person?: Person;
  texts: readonly (CaseText & { writer: string })[];
  notes: readonly NoteShown[];
  /** Other cases that this one is linked with. */
  linked: readonly (CaseLine & { as: LinkKind })[];
  /** Each time that its priority or urgency came down: who, why, and who had set it. */
  lowered: readonly string[];
  /** Who sent the patient, where they came another way than by a call of their own. */
  came: HowItCame;
  /** Each try to reach the patient, what bears it out, and where the case stands by the rule that it goes by. */
  contact: { tries: readonly ContactTry[]; borneOut: readonly (PlacedCall | undefined)[]; standing?: string };
  /** What may be said to the patient of their wait, where they wait to be rung back. */
  told?: Told;
  /** What is owed on it beside its own clocks, the earliest due first. */
  owed: readonly Pick<WorkLine, 'id' | 'kind' | 'dueAt'>[];
  /** The version of the note that stands, and whether the case was taken from whoever looks. */
  ofNote?: { from: string; wasTaken: boolean };
  /** Until when it is theirs, or that it was taken out of their hands. */
  lease?: LeaseProps;
  /** Who was in touch before it, for those who may see who the patient is. */
  before?: ComponentProps<typeof EarlierContacts>['hand'];
  /** What practices have told of the patient; absent for those who may see no identities. */
  special?: SpecialNotes;
  /** What has become of a special note in this case. */
  noteUsed(note: string): NonNullable<SpecialNoteProps['for']>['used'];
  /** Who has it, by name. */
  holder?: string;
  /** Somebody else who has it, and since when. */
  heldBy?: string;
  /** May take it out of their hands. */
  mayTakeBack?: boolean;
  placeName?: string;
  steps: readonly { name: string; button: string }[];
  chosen?: string;
  offered: Offered;
  entries: readonly TimelineEntry[];
  clocks: readonly ClockLine[];
  newKey(): string;
  problems?: readonly Problem[];
  values?: Values;
};

/** One case: what it is, what can be done next, what was said, and everything that happened. */
export function CasePage(props: CaseProps) {
  const { frame, line, problems = [] } = props;
  return (
    <StaffPage frame={frame} title={`Case ${line.number}`} problems={problems} passTo999={{ case: line.id }}>
      <p class="crumbs">
        <a href="/cases">Cases</a> › Case {line.number}
      </p>
      <h1>
        Case {line.number} <DueTag line={line} now={props.now} />
      </h1>
      <p>
        It {caseLifecycle.states[line.state]}. {props.holder ? `${props.holder} has it.` : 'Nobody has it.'}
        {line.queue && ` Queue: ${queues[line.queue].toLowerCase()}.`}
      </p>
      <p class="choices">
        {props.steps.some(({ name }) => name === 'write-note') && (
          <BoardButton words="Work on it with the note beside it" href={`/call-backs?case=${line.id}`} pressKey="C" />
        )}
        <BoardButton words="Everything that happened" href={`/cases/${line.id}/timeline`} pressKey="T" />
      </p>
      {props.lease && <LeaseNotice {...props.lease} />}
      {props.lowered.map((words) => (
        <p key={words}>
          <Tag state="amended" words="Lowered" /> {words}
        </p>
      ))}
      {props.special && <Special {...props} special={props.special} />}
      {props.before && <EarlierContacts hand={props.before} now={props.now} />}
      {props.linked.length > 0 && <Linked linked={props.linked} />}
      <div class="case">
        <div class="case__who">
          <section class="panel" aria-labelledby="who-heading">
            <h2 id="who-heading">{props.person ? props.person.patientName : 'The patient'}</h2>
            <Facts {...props} />
          </section>
          <ReferralPanel {...props.came} />
          {props.owed.length > 0 && <Owed {...props} />}
          <Contact {...props.contact} />
          <Notes notes={props.notes} />
          <Texts texts={props.texts} />
        </div>
        <section class="case__do panel" aria-labelledby="do-heading">
          <h2 id="do-heading">What you can do</h2>
          <Steps {...props} />
        </section>
      </div>
      <h2>Clocks</h2>
      <ul class="clocks">
        {props.clocks.map((clock) => (
          <li key={`${clock.measure} ${clock.lap}`}>
            <a href={`/clocks/${line.id}/${clock.measure}/${clock.lap}`}>{clock.words}</a>: {clock.state}
          </li>
        ))}
      </ul>
      <h2>What happened</h2>
      <p>
        <a href={`/cases/${line.id}/timeline`}>
          Everything that happened, from the call to the message, to read or print
        </a>
      </p>
      <Timeline entries={props.entries} caption="What happened, in the order it was written down" />
    </StaffPage>
  );
}

/** First of all, as beside the consultation note: whoever begins here must not begin without it. */
function Special({ special, line, steps, now, noteUsed, newKey }: CaseProps & { special: SpecialNotes }) {
  const forNote = (note: string) => ({
    case: line.id,
    key: newKey(),
    next: `/cases/${line.id}`,
    mayAct: steps.some(({ name }) => name === 'write-note'),
    used: noteUsed(note),
  });
  return <SpecialNoteList found={special} now={now} forNote={forNote} />;
}

function Linked({ linked }: Pick<CaseProps, 'linked'>) {
  return (
    <ul class="links">
      {linked.map(({ id, number, as, openedAt }) => (
        <li key={id}>
          <a href={`/cases/${id}`}>Case {number}</a>, {showDay(openedAt)}: {linkKinds[as].toLowerCase()}
        </li>
      ))}
    </ul>
  );
}

/** What clinicians wrote, each note as it stands now; earlier versions are in the timeline. */
function Notes({ notes }: Pick<CaseProps, 'notes'>) {
  return (
    <>
      {notes.map(({ id, version, complete, parts, writer, writtenAt }) => (
        <article key={id} class="panel written">
          <h2>Consultation note {!complete && <Tag state="waiting" words="Not complete" />}</h2>
          <SummaryList rows={parts.map(({ heading, words }) => ({ key: { text: heading }, value: { text: words } }))} />
          <p class="second">
            {writer}, {showTime(writtenAt)}
            {version > 1 && `, version ${version}`}
          </p>
        </article>
      ))}
    </>
  );
}

/** Steps that carry a note, or end the work on a case. */
const writesNote = ['write-note', 'finish-consultation', 'finish-and-close', 'close-case'];

function OfNote({ from, wasTaken }: NonNullable<CaseProps['ofNote']>) {
  return (
    <>
      <input type="hidden" name="noteFrom" value={from} />
      {wasTaken && (
        <p>
          <label>
            <input type="checkbox" name="takeAgain" value="yes" /> Take the case again: it was taken out of your hands
          </label>
        </p>
      )}
    </>
  );
}

function Steps(props: CaseProps) {
  const { line, steps, chosen, heldBy, offered, told, ofNote, newKey, problems = [], values = {} } = props;
  if (steps.length === 0) return <p>Nothing, with the roles that you have. You may look.</p>;
  const asked = steps.find(({ name }) => name === chosen);
  if (heldBy && !asked) return <Held {...props} />;
  const step = asked ?? steps[0];
  return (
    <>
      {step && (
        <form method="post" action={`/cases/${line.id}/${pathOf(step.name)}`} novalidate>
          <h3>{step.button}</h3>
          {step.name === 'comfort-call' && told && <WaitTold told={[told]} />}
          <HiddenKey value={newKey()} />
          {writesNote.includes(step.name) && ofNote && <OfNote {...ofNote} />}
          {fieldsOf(step.name, offered).map((field) => (
            <FormField key={field.name} field={field} values={values} problems={problems} />
          ))}
          <Button text={step.button} />
        </form>
      )}
      {steps.length > 1 && (
        <nav aria-label="Other steps">
          <h3>Or</h3>
          <StepLinks line={line} steps={steps.filter(({ name }) => name !== step?.name)} />
        </nav>
      )}
    </>
  );
}

type HeldProps = Pick<CaseProps, 'line' | 'steps' | 'heldBy' | 'holder' | 'mayTakeBack' | 'newKey'>;

/** Somebody else is at work on it: their name comes first, and no form is in the way. */
function Held({ line, steps, heldBy, holder = '', mayTakeBack, newKey }: HeldProps) {
  return (
    <>
      <p>
        <Tag state="locked" words={heldBy ?? ''} />
      </p>
      {mayTakeBack ? (
        <>
          <p>They have this case.</p>
          <TakeBack id={line.id} holder={holder} next={`/cases/${line.id}`} newKey={newKey} />
          <p>You can also:</p>
        </>
      ) : (
        <p>They have this case. Ask them to give it back, or ask the shift lead to take it from them. You can:</p>
      )}
      <StepLinks line={line} steps={steps.filter(({ name }) => !mayTakeBack || name !== 'release-case')} />
    </>
  );
}

function StepLinks({ line, steps }: Pick<CaseProps, 'line' | 'steps'>) {
  return (
    <ul class="steps">
      {steps.map(({ name, button }) => (
        <li key={name}>
          <a href={`/cases/${line.id}?do=${name}`}>{button}</a>
        </li>
      ))}
    </ul>
  );
}

/** The last part of a step's address: its name, but a correction says only what it does. */
function pathOf(step: string): string {
  return step === 'correct-case-time' ? 'correct-time' : step;
}

/** Work items of the case: each ends by what is recorded here. */
function Owed({ owed, now }: Pick<CaseProps, 'owed' | 'now'>) {
  return (
    <section class="panel" aria-labelledby="owed-heading">
      <h2 id="owed-heading">Owed to this patient</h2>
      <ul class="clocks">
        {owed.map(({ id, kind, dueAt }) => (
          <li key={id}>
            <a href={`/work/${id}`}>{workKinds[kind].words}</a>, {dueAt < now ? 'was due' : 'due'} {showTime(dueAt)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Facts({ line, person, placeName }: CaseProps) {
  const rows: [string, string | undefined][] = person
    ? [
        ['Born', person.dateOfBirth && showDate(person.dateOfBirth)],
        ['Sex', person.sex && sexes[person.sex]],
        [
          'NHS number',
          person.nhsNumber && `${showNhsNumber(person.nhsNumber)}${person.nhsNumberVerified ? '' : ' (unverified)'}`,
        ],
        ['Ring back', `${showTelephone(person.ringBack)}${person.readBack ? ' (read back to them)' : ''}`],
        ['Second number', person.secondNumber],
        ['Language', person.language && languageWords(person.language)],
        ['Where now', person.whereNow],
        ['Lives at', person.homeAddress],
        ['With whom', person.withWhom && withWhom[person.withWhom]],
        ['Interpreter', line.interpreter && `Needed: ${languageWords(line.interpreter)}`],
        ['Caller', [person.callerName, person.callerRelation].filter(Boolean).join(', ') || undefined],
        ['Practice', person.practice],
      ]
    : [['Name and number', 'Not shown: sign in as somebody who works with patients']];
  rows.push(
    ['First priority', priorities[line.priority]],
    ['How soon', line.urgency && urgencies[line.urgency]],
    ['Where', placeName && `${placeName}${line.slotAt ? `, ${showTime(line.slotAt)}` : ''}`],
    ['Contacts', line.repeatTimes > 1 ? contactWords(line.repeatTimes) : undefined],
    ['Rang back worse', line.worseAt && showTime(line.worseAt)],
    ['Opened', `${showDay(line.openedAt)} ${showTimeSeconds(line.openedAt)}`],
  );
  return (
    <SummaryList
      rows={rows.flatMap(([key, value]) => (value ? [{ key: { text: key }, value: { text: value } }] : []))}
    />
  );
}

/** Ringing the patient: what was tried, and what must be before anybody may say that they cannot be reached. */
function Contact({ tries, borneOut, standing }: CaseProps['contact']) {
  if (tries.length === 0 && standing === undefined) return null;
  return (
    <section class="panel" aria-labelledby="contact-heading">
      <h2 id="contact-heading">If nobody answers</h2>
      <TriesMade tries={tries} borneOut={borneOut} />
      {standing && (
        <p>
          {standing.charAt(0).toUpperCase() + standing.slice(1)}. <a href="/call-backs/rules">The rule</a>
        </p>
      )}
    </section>
  );
}

function Texts({ texts }: Pick<CaseProps, 'texts'>) {
  if (texts.length === 0) return null;
  const headings = {
    complaint: 'What is wrong',
    note: 'Note',
    correction: 'Why a time was corrected',
    move: 'Why it was moved',
    repair: 'Why the patient was put right',
    contact: 'What was heard on ringing',
    repeat: 'What they said when they rang again',
  };
  return (
    <section aria-label="What was written">
      {texts.map((text) => (
        <article key={text.id} class="panel written">
          <h2>{headings[text.kind]}</h2>
          <p class="written__body">{text.body}</p>
          <p class="second">
            {text.writer}, {showTime(text.writtenAt)}
          </p>
        </article>
      ))}
    </section>
  );
}
