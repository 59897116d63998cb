import type { ComponentChildren } from 'preact';
import type { Instant, Problem } from '#shared';
import { showDay, showTime, showTimeSeconds } from '#shared';
import { HiddenKey, Icon, type StaffFrame, StaffPage, Tag, type Values } from '#web';
import { contactResults, loweringReasons, priorities, raisingReasons, urgencies } from '../../codes.ts';
import type { CaseInHand } from '../caseInHand.ts';
import { news2 } from '../news2.ts';
import { observedIn } from '../note.ts';
import { formFromNote } from '../noteForm.ts';
import { lastVersions, type WrittenNote } from '../noteStore.ts';
import { noteParts } from '../noteWords.ts';
import { CaseHead } from './caseHead.tsx';
import { EarlierContacts } from './earlierContacts.tsx';
import { NoteFields } from './noteFields.tsx';
import { OutcomeBar } from './outcomeBar.tsx';
import { type QueueProps, QueueTile } from './queueTile.tsx';

export type CallBacksProps = {
  frame: StaffFrame;
  now: Instant;
  queue: QueueProps;
  hand?: CaseInHand;
  /** What the practice has written of the patient. */
  before?: ComponentChildren;
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
  const url = hand ? `/call-backs/live?case=${hand.line.id}${hand.isMine ? '&mine=1' : ''}` : '/call-backs/live';
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
      <div class="triage">
        <div class="triage__queue">
          <QueueTile {...props.queue} />
        </div>
        <div class="triage__case" id="case">
          {done && (
            <p class="triage__done" role="status">
              <Tag state="done" words={done} />
            </p>
          )}
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
  const { isMine, mayWork, line } = hand;
  return (
    <>
      <CaseHead {...props} />
      {props.before}
      <EarlierContacts {...props} />
      <WhatIsWrong {...props} />
      <Notes {...props} />
      {mayWork && (isMine || isNotBegun(hand)) ? <Work {...props} /> : <Held {...props} />}
      {mayWork && line.closedAt === undefined && <TryAgain hand={hand} newKey={props.newKey} />}
    </>
  );
}

const isNotBegun = ({ line }: CaseInHand) => line.heldBy === undefined;

/** What the call taker wrote, and how the priority came to be what it is. */
function WhatIsWrong({ hand, nameOf }: Open) {
  const complaints = hand.texts.filter(({ kind }) => kind === 'complaint');
  const changes = hand.events.flatMap((event) => {
    if (event.type !== 'PriorityChanged' && event.type !== 'UrgencyChanged') return [];
    const words = { ...priorities, ...urgencies, ...raisingReasons, ...loweringReasons };
    const { from, to, reason } = event.data;
    return [
      `${words[from]} to ${words[to].toLowerCase()} at ${showTime(event.occurredAt)} by ${nameOf(event.recordedBy)}: ${words[reason].toLowerCase()}.`,
    ];
  });
  if (complaints.length === 0 && changes.length === 0) return null;
  return (
    <section class="panel wrong" aria-label="What is wrong">
      {complaints.map(({ id, body, writtenBy, writtenAt }) => (
        <p key={id}>
          <strong>What was said:</strong> <span class="written__body">{body}</span>{' '}
          <span class="second">
            {nameOf(writtenBy)}, {showTime(writtenAt)}
          </span>
        </p>
      ))}
      {changes.map((words) => (
        <p key={words}>
          <Icon name="turning-arrow" /> {words}
        </p>
      ))}
    </section>
  );
}

/** Notes of consultations that are over; the one at work is in its form. */
function Notes({ hand, nameOf }: Open) {
  const atWork = formNote(hand);
  const shown = lastVersions(hand.notes).filter(({ note }) => !hand.isMine || note !== atWork?.note);
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
            {line.heldSince !== undefined && ` since ${showTime(line.heldSince)}`}. You can read it. Ask them to give it
            back, or ask the shift lead to take it from them.
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
            {typed.map(([name, text]) => `${name.slice('note.'.length)}: ${text}`).join('\n')}
          </textarea>
        </>
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
          <Start {...props} step="start-assessment" words="Rung: they answered" />
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

/** NQR 9 stops when the patient is on the line, not when the telephone begins to ring: so it is pressed when they answer. */
function Start(props: Open & { step: 'start-assessment' | 'start-consultation'; words: string }) {
  const { hand, step, words, newKey } = props;
  const isCall = step === 'start-assessment';
  const { id } = hand.line;
  return (
    <section class="panel start" aria-label="Start">
      <form method="post" action={`/cases/${id}/${step}`}>
        <HiddenKey value={newKey()} />
        <input type="hidden" name="_next" value={`/call-backs?case=${id}#case`} />
        {isCall && hand.person && (
          <a class="board-button" href={`tel:${hand.person.ringBack}`}>
            Ring
          </a>
        )}{' '}
        <button type="submit" class="action-button" autofocus>
          {words}
        </button>{' '}
        <span class="second">
          {isCall
            ? 'Press it when they are on the line: the call-back clock stops then.'
            : 'Press it when you begin: the clock stops then.'}
        </span>
      </form>
      {!hand.isMine && hand.line.heldBy === undefined && (
        <form method="post" action={`/cases/${id}/take-case`}>
          <HiddenKey value={newKey()} />
          <input type="hidden" name="_next" value={`/call-backs?case=${id}#case`} />
          <button type="submit" class="board-button">
            Take the case first
          </button>
        </form>
      )}
    </section>
  );
}

function NoteForm(props: Open) {
  const { hand, now, newKey, problems = [], chosen } = props;
  const { line, state, age } = hand;
  const last = formNote(hand);
  const stored = last ? formFromNote(last.body) : {};
  const values: Values = props.values ?? stored;
  const isClosed = state.state === 'closed';
  const kept = last ? `Version ${last.version}, kept ${showTimeSeconds(last.writtenAt)}.` : 'Nothing is kept yet.';
  return (
    <form
      method="post"
      action={`/cases/${line.id}/write-note`}
      class="note"
      novalidate
      data-draft={`note ${line.id}`}
      data-draft-shown={props.values ? '' : undefined}
    >
      <HiddenKey value={newKey()} />
      <input type="hidden" name="_next" value={`/call-backs?case=${line.id}&done=write-note#case`} />
      <section class="panel" aria-labelledby="note-heading">
        <div class="note__head">
          <h3 id="note-heading">Consultation note</h3>
          <span class="second">
            {kept}{' '}
            {isClosed ? 'The case is closed: what you write now is an addendum.' : 'The case cannot close without it.'}
          </span>
          {/* The first button of the form: Enter in a box keeps a version and never ends the case. */}
          <button type="submit" class="board-button note__keep">
            {isClosed ? 'Add to the note' : 'Keep this version'}
          </button>
        </div>
        <p class="note__draft second" data-draft-state role="status" />
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
          score={last && !props.values ? news2(observedIn(last.body), age) : news2({}, age)}
          age={age}
          isFaceToFace={'place' in state && state.state !== 'closed'}
        />
      </section>
      {!isClosed && <OutcomeBar hand={hand} now={now} chosen={chosen} />}
    </form>
  );
}

/** F4: no reply, at once, with its time and its number; what the policy still asks before a case may be given up is said beside it. */
function TryAgain({ hand, newKey }: { hand: CaseInHand; newKey(): string }) {
  const { line, state, reached } = hand;
  const { tries } = state.beside;
  const last = tries.at(-1);
  return (
    <section class="panel tries" aria-label="Trying to reach them">
      <form method="post" action={`/cases/${line.id}/try-contact`} class="tries__form">
        <HiddenKey value={newKey()} />
        <input type="hidden" name="_next" value={`/call-backs?done=no-reply`} />
        <input type="hidden" name="result" value="no-reply" />
        <button type="submit" class="board-button" data-key="f4" data-key-words="no reply">
          No reply <kbd>F4</kbd>
        </button>{' '}
        <span class="second">
          Try {tries.length + 1}.{last && ` Last: ${contactResults[last.result].toLowerCase()}, ${showTime(last.at)}.`}{' '}
          {reached.missing.length === 0
            ? 'The policy is met: the case may be closed as no reply.'
            : `Before it may be closed as no reply: ${reached.missing.join('; ')}.`}
          {reached.nextTryAt !== undefined &&
            tries.length > 0 &&
            ` The next try counts from ${showTime(reached.nextTryAt)}.`}
        </span>
      </form>
    </section>
  );
}

export const doneWords: { readonly [step: string]: string } = {
  'no-reply': 'No reply is written down. The case is back in the queue.',
  nobody: 'Nobody is waiting to be rung back.',
  'write-note': 'This version of the note is kept.',
};
