import { SpecialNoteList, type SpecialNotes } from '#practices';
import type { Instant, Problem } from '#shared';
import { showDay, showTime, showTimeSeconds } from '#shared';
import { HiddenKey, Icon, type StaffFrame, StaffPage, Tag, type Values } from '#web';
import type { CaseLine } from '../../caseListStore.ts';
import { caseLifecycle } from '../../caseSteps.ts';
import { loweringReasons, outcomes, priorities, raisingReasons, urgencies } from '../../codes.ts';
import { lostWords } from '../../lease/lease.ts';
import { LeaseNotice } from '../../lease/leaseNotice.tsx';
import { ReferralPanel } from '../../referral/pages/referralPanel.tsx';
import { type CaseInHand, draftsOf } from '../caseInHand.ts';
import { news2 } from '../news2.ts';
import { observedIn } from '../note.ts';
import { formFromNote } from '../noteForm.ts';
import { lastVersions, type WrittenNote } from '../noteStore.ts';
import { noteParts } from '../noteWords.ts';
import { noteFromOf, noteStanding } from '../noteWritten.ts';
import type { OlderDraft } from '../olderDraftStore.ts';
import { saidAt, worseSinceBegun } from '../said.ts';
import { CaseHead } from './caseHead.tsx';
import { Changed } from './changed.tsx';
import { EarlierContacts } from './earlierContacts.tsx';
import { Tried } from './noReply.tsx';
import { NoteFields } from './noteFields.tsx';
import { OlderDrafts, typedLines } from './olderDrafts.tsx';
import { OtherCases } from './otherCases.tsx';
import { OutcomeBar } from './outcomeBar.tsx';
import { type QueueProps, QueueTile, shortNumber } from './queueTile.tsx';
import { SaidNow } from './saidNow.tsx';
import { NoReplyForm, Start } from './start.tsx';
import { TakeBack } from './takeBack.tsx';

export type CallBacksProps = {
  frame: StaffFrame;
  now: Instant;
  queue: QueueProps;
  hand?: CaseInHand;
  /** What practices have told of the patient; absent for those who may see no identities. */
  special?: SpecialNotes;
  /** What was typed for a version of the note that stands no more. */
  older?: readonly OlderDraft[];
  /** What has just been done, in words. */
  done?: string;
  chosen?: string;
  problems?: readonly Problem[];
  values?: Values;
  nameOf(account: string): string;
  newKey(): string;
};

/** Who is next and why; and of the case that is open, everything that is known, the note, and how it ends. */
export function CallBacksPage(props: CallBacksProps) {
  const { frame, hand, problems, done } = props;
  const title = hand ? `Case ${hand.line.number}, call-backs` : 'Call-backs';
  const url = hand
    ? `/call-backs/live?case=${hand.line.id}${hand.isMine ? '&mine=1' : ''}&said=${heardKey(hand.line)}`
    : '/call-backs/live';
  return (
    <StaffPage
      frame={frame}
      title={title}
      problems={problems}
      live={{ url, advice: 'Work from the paper list, and ring whoever is late.', isReloaded: !hand }}
      passTo999={hand ? 'in-head' : undefined}
      scripts={['/assets/triage.js']}
    >
      <h1 class="nhsuk-u-visually-hidden">Call-backs</h1>
      {done && (
        <p class="triage__done" role="status">
          <Tag state="done" words={done} />
        </p>
      )}
      <div class={hand ? 'triage triage--open' : 'triage'}>
        <div class="triage__queue">
          <QueueTile {...props.queue} />
        </div>
        <div class="triage__case" id="case">
          {hand ? <OpenCase {...props} hand={hand} /> : <Nothing />}
        </div>
      </div>
    </StaffPage>
  );
}

function Nothing() {
  return (
    <section class="panel">
      <h2>No case is open</h2>
      <p>
        Press <kbd>F2</kbd> for the next case, or choose one from the list. A case that you take is yours until you
        finish, pass it on or give it back.
      </p>
    </section>
  );
}

type Open = CallBacksProps & { hand: CaseInHand };

function OpenCase(props: Open) {
  const { hand } = props;
  const { isMine, mayWork } = hand;
  return (
    <>
      <CaseHead {...props} />
      <ReferralPanel {...hand.came} />
      <LostNotice {...props} />
      {props.special && (
        <SpecialNoteList found={props.special} now={props.now} forNote={(note) => forNote(props, note)} />
      )}
      <OtherCases {...props} />
      {hand.person && <SaidNow {...saidIn(hand)} nameOf={props.nameOf} />}
      <EarlierContacts {...props} />
      <Changed {...props} />
      <WhatIsWrong {...props} />
      <Notes {...props} />
      <OlderDrafts case={hand.line.id} drafts={props.older ?? []} newKey={props.newKey} />
      {mayWork && (isMine || isNotBegun(hand)) ? <Work {...props} /> : <Held {...props} />}
      {mayWork && hand.line.closedAt === undefined && hand.here === undefined && (
        <NoReplyForm hand={hand} newKey={props.newKey} />
      )}
    </>
  );
}

/** Is another one once somebody was in touch again, or was rung or looked for. */
export const heardKey = ({ repeatTimes, worseAt, tries, comfortedAt }: CaseLine) =>
  [repeatTimes, worseAt, tries, comfortedAt].join('.');

/** What the page and its live fragment both say of each contact. */
export function saidIn({ events, texts }: Pick<CaseInHand, 'events' | 'texts'>) {
  const said = saidAt(events, texts);
  return { said, worse: worseSinceBegun(events, said) };
}

function LostNotice({ hand: { lease, line }, nameOf }: Open) {
  if (!lease || !('lost' in lease)) return null;
  const { lost } = lease;
  const holder = line.heldBy && nameOf(line.heldBy);
  return <LeaseNotice id={line.id} lost={lostWords({ lost, by: nameOf(lost.by), holder })} />;
}

/** What has become of a special note in this case, and where its buttons come back to. */
function forNote({ hand, nameOf, newKey }: Open, note: string) {
  const of = (type: string) =>
    hand.events.findLast((event) => event.type === type && 'note' in event.data && event.data.note === note);
  const [read, answered] = [of('SpecialNoteRead'), of('SpecialNoteAnswered')];
  const stillTrue = answered?.type === 'SpecialNoteAnswered' ? answered.data.stillTrue : undefined;
  return {
    case: hand.line.id,
    key: newKey(),
    next: `/call-backs?case=${hand.line.id}`,
    mayAct: hand.mayWork,
    used: read && { readAt: read.occurredAt, readBy: nameOf(read.recordedBy), stillTrue },
  };
}

const isNotBegun = ({ line }: CaseInHand) => line.heldBy === undefined;

/** How the priority came to be what it is. */
function WhatIsWrong({ hand, nameOf }: Open) {
  const [opened] = hand.events;
  const first =
    opened?.type === 'CaseOpened'
      ? `${nameOf(opened.recordedBy)} set ${priorities[opened.data.priority].toLowerCase()} at ${showTime(opened.occurredAt)}.`
      : '';
  const changes = hand.events.flatMap((event) => {
    if (event.type !== 'PriorityChanged' && event.type !== 'UrgencyChanged') return [];
    const words = { ...priorities, ...urgencies, ...raisingReasons, ...loweringReasons };
    const { from, to, reason } = event.data;
    return [
      `${nameOf(event.recordedBy)} changed ${words[from].toLowerCase()} to ${words[to].toLowerCase()} at ${showTime(event.occurredAt)}: ${words[reason].toLowerCase()}.`,
    ];
  });
  if (changes.length === 0) return null;
  return (
    <section class="panel wrong" aria-label="How the priority was set">
      {changes.map((words) => (
        <p key={words}>
          <Icon name="turning-arrow" /> {first} {words}
        </p>
      ))}
    </section>
  );
}

/** Another version stands than the one that this form began from. */
const isNoteChanged = (problems: readonly Problem[] | undefined) =>
  problems?.some(({ code }) => code === 'note-changed') === true;

/** Notes of consultations that are over; the one at work is in its form. */
function Notes({ hand, nameOf, problems }: Open) {
  const atWork = formNote(hand);
  // In its form already; but what somebody else kept meanwhile is read beside one's own.
  const isInForm = hand.isMine && !isNoteChanged(problems);
  const shown = lastVersions(hand.notes).filter(({ note }) => !isInForm || note !== atWork?.note);
  if (shown.length === 0) return null;
  return (
    <>
      {shown.map((note) => (
        <NoteWritten key={note.note} note={note} hand={hand} nameOf={nameOf} />
      ))}
    </>
  );
}

function NoteWritten({ note, hand, nameOf }: { note: WrittenNote; hand: CaseInHand; nameOf(account: string): string }) {
  const earlier = hand.notes.filter((one) => one.note === note.note && one.version < note.version);
  return (
    <section class="panel written" aria-label={`Note of ${showTime(note.writtenAt)}`}>
      <h3>
        Consultation note{' '}
        <span class="second">
          {nameOf(note.writtenBy)}, {showDay(note.writtenAt)} {showTime(note.writtenAt)}, version {note.version}
          {!note.complete && ', not complete'}
        </span>
      </h3>
      {note.why && <p>Added after the case was closed: {note.why}</p>}
      <NoteText note={note} age={hand.age} />
      {earlier.length > 0 && (
        <details>
          <summary>Earlier versions ({earlier.length})</summary>
          {earlier.map((one) => (
            <div key={one.version}>
              <p class="second">
                Version {one.version}, {nameOf(one.writtenBy)}, {showTimeSeconds(one.writtenAt)}
              </p>
              <NoteText note={one} age={hand.age} />
            </div>
          ))}
        </details>
      )}
    </section>
  );
}

function NoteText({ note, age }: { note: WrittenNote; age?: number }) {
  return (
    <dl class="note-read">
      {noteParts(note.body, age).map(({ heading, words }) => (
        <div key={heading}>
          <dt>{heading}</dt>
          <dd class="written__body">{words}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The version that the form goes on from: of this consultation, or after closing the last one. */
function formNote(hand: CaseInHand): WrittenNote | undefined {
  const last = hand.state.beside.note;
  if (!last) return undefined;
  const begun = hand.events.findLastIndex(({ type }) => type === 'AssessmentStarted' || type === 'ConsultationStarted');
  const written = hand.events.findLastIndex(({ type }) => type === 'NoteWritten');
  if (hand.state.state !== 'closed' && written < begun) return undefined;
  return hand.notes.findLast(({ note }) => note === last.id);
}

/** Waiting to be rung back, or on the telephone: two people who ring are one too many. */
const isRungBack = ({ line: { state }, here }: CaseInHand) =>
  here === undefined && (state === 'to-assess' || state === 'in-assessment');

/** Somebody else is at work on it, or this person may only look. What they had typed is never taken from them. */
function Held(props: Open) {
  const { hand, nameOf, values } = props;
  const { line } = hand;
  const typed = Object.entries(values ?? {}).filter(([name, text]) => name.startsWith('note.') && text);
  return (
    <section class="panel held" aria-label="Who has it">
      <p>
        {line.heldBy ? (
          <>
            <Icon name="padlock" /> It is held by <strong>{nameOf(line.heldBy)}</strong>
            {line.heldSince !== undefined && ` since ${showTime(line.heldSince)}`}. You can read it.
            {isRungBack(hand) && <strong> Do not ring the patient as well.</strong>}
            {!hand.mayTakeBack && ' Ask them to give it back, or ask the shift lead to take it from them.'}
          </>
        ) : (
          'You can read it. To work on it, sign in as a nurse or a doctor.'
        )}
      </p>
      {typed.length > 0 && (
        <>
          <p>
            <strong>What you typed is kept here.</strong> Copy it, or take the case again and send it.
          </p>
          <textarea class="held__typed" rows={6} readOnly aria-label="What you typed">
            {typedLines(typed)}
          </textarea>
        </>
      )}
      {line.heldBy && hand.mayTakeBack && (
        <TakeBack
          id={line.id}
          holder={nameOf(line.heldBy)}
          next={`/call-backs?case=${line.id}`}
          newKey={props.newKey}
        />
      )}
      {hand.mayWork && line.heldBy && isRungBack(hand) && (
        <p>
          If you have spoken to the patient all the same,{' '}
          {line.state === 'to-assess' ? (
            <>
              <a href={`/cases/${line.id}?do=comfort-call`}>write it down</a>, with whether they are worse: it takes
              nothing from whoever has the case.
            </>
          ) : (
            `tell ${nameOf(line.heldBy)} what they said: the note is theirs.`
          )}
        </p>
      )}
      <p>
        <a href={`/cases/${line.id}`}>Everything that happened in this case</a>
      </p>
    </section>
  );
}

function Work(props: Open) {
  const { hand } = props;
  const { state } = hand.state;
  switch (state) {
    case 'to-assess':
      return (
        <>
          <Start
            {...props}
            step="start-assessment"
            words={hand.here === undefined ? 'Rung: they answered' : 'Start the assessment: they are with you'}
          />
          {hand.isMine && hand.reached.counted > 0 && <NoteForm {...props} />}
        </>
      );
    case 'booked':
    case 'sent-elsewhere':
    case 'arrived':
    case 'visit-requested':
    case 'visit-assigned':
    case 'visit-travelling':
    case 'visit-arrived':
      return <Start {...props} step="start-consultation" words="Start the consultation" />;
    case 'to-book':
    case 'to-ring-back':
      return (
        <section class="panel">
          <p>
            <a href={`/cases/${hand.line.id}`}>Book a base, ask for a visit, or close it on the page of the case</a>
          </p>
        </section>
      );
    default:
      return <NoteForm {...props} />;
  }
}

function NoteForm(props: Open) {
  const { hand, now, newKey, problems = [], chosen } = props;
  const { line, state, age } = hand;
  // What was sent by another form of this page is not what stands in the note's boxes.
  const isOfNote = Object.keys(props.values ?? {}).some((name) => name.startsWith('note'));
  const sent = isOfNote ? props.values : undefined;
  const last = formNote(hand);
  const stored = last ? formFromNote(last.body) : {};
  const values: Values = sent ?? stored;
  const isClosed = state.state === 'closed';
  const stands = noteFromOf(noteStanding(state));
  // Shown again, the form still goes on from the version that it began from, until whoever writes has been shown the other one.
  const from = (!isNoteChanged(problems) && sent?.noteFrom) || stands;
  const kept = last ? `Version ${last.version}, kept ${showTimeSeconds(last.writtenAt)}.` : 'Nothing is kept yet.';
  return (
    <form
      method="post"
      action={`/cases/${line.id}/write-note`}
      class="note"
      novalidate
      data-draft={`${draftsOf(line.id)}${from}`}
      data-draft-stem={draftsOf(line.id)}
      data-draft-shown={sent ? '' : undefined}
    >
      <HiddenKey value={newKey()} />
      <input type="hidden" name="noteFrom" value={from} />
      <input type="hidden" name="_next" value={`/call-backs?ended=${line.id}`} />
      <section class="panel" aria-labelledby="note-heading">
        <div class="note__head">
          <h3 id="note-heading">Consultation note</h3>
          <span class="second">
            {kept}{' '}
            {isClosed ? 'The case is closed: what you write now is an addendum.' : 'The case cannot close without it.'}
          </span>
          {/* The first button of the form: Enter in a box keeps a version and never ends the case. */}
          <button
            type="submit"
            class="board-button note__keep"
            name="_next"
            value={`/call-backs?case=${line.id}&done=write-note`}
          >
            {isClosed ? 'Add to the note' : 'Keep this version'}
          </button>
        </div>
        <p class="note__draft second" data-draft-state role="status" />
        {hand.wasTaken && <TakeAgain values={values} />}
        {isClosed && (
          <div class="note__box">
            <label for="why">Why something is added</label>
            <input
              id="why"
              name="write-note:why"
              type="text"
              autocomplete="off"
              value={values['write-note:why'] ?? ''}
            />
          </div>
        )}
        <NoteFields
          values={values}
          problems={problems}
          score={last && !sent ? news2(observedIn(last.body), age) : news2({}, age)}
          age={age}
          isFaceToFace={'place' in state && state.state !== 'closed'}
        />
      </section>
      {!isClosed && <OutcomeBar hand={hand} now={now} chosen={chosen} />}
      {!isClosed && hand.here === undefined && (
        <section class="note__tried" aria-label="If nobody answers">
          <Tried hand={hand} now={now} />
        </section>
      )}
    </form>
  );
}

/** Whoever lost a case goes on with it only by saying so: what stands may be newer than what is on their screen. */
function TakeAgain({ values }: { values: Values }) {
  return (
    <p class="note__again">
      <label>
        <input type="checkbox" name="takeAgain" value="yes" checked={values.takeAgain === 'yes'} /> Take the case again:
        it was taken out of your hands
      </label>
    </p>
  );
}

/** What a case has come to, said where the next one is waited for. */
export function endedWords(line: CaseLine, placeName: (id: number) => string): string {
  const name = `Case ${shortNumber(line.number)}`;
  const at = line.place === undefined ? '' : ` ${placeName(line.place)}`;
  if (line.state === 'booked') return `${name} is booked at${at}${line.slotAt ? `, ${showTime(line.slotAt)}` : ''}`;
  if (line.state === 'visit-requested') return `A visit is asked for: ${name.toLowerCase()} waits for a car`;
  if (line.state === 'visit-assigned') return `A visit is asked for of${at}: ${name.toLowerCase()}`;
  if (line.outcome) return `${name} is closed: ${outcomes[line.outcome].toLowerCase()}`;
  return `${name}: it ${caseLifecycle.states[line.state]}`;
}

export const doneWords: { readonly [step: string]: string } = {
  'no-reply': 'No reply is written down. The case is back in the queue.',
  nobody: 'Nobody is waiting to be rung back.',
  'did-not-wait': 'Written down: they did not wait. The case stays open, and somebody is to ring them.',
  'gave-back': 'The case that you had not begun is back in the queue.',
  'write-note': 'This version of the note is kept.',
};
