import type { Instant } from '#shared';
import { showDate, showNhsNumber, showTelephone, showTime, showTimeSeconds } from '#shared';
import { HiddenKey, PassTo999, type StaffFrame, Tag } from '#web';
import { caseLifecycle } from '../../caseSteps.ts';
import { priorities, sexes, urgencies, withWhom } from '../../codes.ts';
import { LeaseNotice } from '../../lease/leaseNotice.tsx';
import { languageWords } from '../../taking/languages.ts';
import type { CaseInHand } from '../caseInHand.ts';
import { HeldNow } from './heldNow.tsx';
import { shortNumber } from './queueTile.tsx';

export type HeadProps = {
  frame: StaffFrame;
  hand: CaseInHand;
  now: Instant;
  nameOf(account: string): string;
  newKey(): string;
};

/** Who the patient is, where, and whose the case is now: one look before anything is pressed. */
export function CaseHead(props: HeadProps) {
  const { frame, hand, now, nameOf, newKey } = props;
  const { person, line, state } = hand;
  return (
    <section class="panel head" aria-labelledby="patient">
      <div class="head__who">
        <h2 id="patient">
          {person ? person.patientName : `Case ${line.number}`}
          {hand.age !== undefined && `, ${hand.age}`}
        </h2>{' '}
        {person && <span class="head__ids">{identityWords(person)}</span>}
        {person && <Whereabouts hand={hand} />}
        <div class="head__tags">
          <CallBackTag hand={hand} now={now} />
          <HeldNow line={line} isMine={hand.isMine} nameOf={nameOf} newKey={newKey} />
          {hand.interpreter && <InterpreterTag hand={hand} now={now} />}
          {awaitsInterpreter(hand) && <Connect hand={hand} newKey={newKey} />}
        </div>
        <div class="head__foot">
          <span class="second">
            Case {shortNumber(line.number)},{' '}
            {state.state !== 'closed' && line.urgency
              ? urgencies[line.urgency].toLowerCase()
              : priorities[line.priority].toLowerCase()}
            : it {caseLifecycle.states[state.state]}. <Retriage hand={hand} />
          </span>
          {hand.lease && 'until' in hand.lease && <LeaseNotice id={line.id} until={hand.lease.until} />}
        </div>
      </div>
      <PassTo999 frame={frame} of={{ case: line.id }} />
    </section>
  );
}

/** Up or down, with a reason: on the page of the case, where both people then stand in what happened. */
function Retriage({ hand: { line, state, mayWork } }: { hand: CaseInHand }) {
  const step =
    state.state === 'to-assess'
      ? 'change-priority'
      : 'urgency' in state && isAwaiting(state.state)
        ? 'change-urgency'
        : undefined;
  if (!mayWork || !step) return null;
  return (
    <a href={`/cases/${line.id}?do=${step}`}>
      {step === 'change-priority' ? 'Change the priority' : 'Change how soon'}
    </a>
  );
}

const isAwaiting = (state: string) => state in caseLifecycle.steps['change-urgency'].from;

function identityWords(person: NonNullable<CaseInHand['person']>): string {
  const known = person.dateOfBirth ? `born ${showDate(person.dateOfBirth)}` : 'date of birth not known';
  const born = person.sex ? `${sexes[person.sex].toLowerCase()}, ${known}` : known;
  if (!person.nhsNumber) return `${born}, no NHS number`;
  return `${born}, NHS number ${showNhsNumber(person.nhsNumber)}${person.nhsNumberVerified ? '' : ' (unverified)'}`;
}

function Whereabouts({ hand: { person, here } }: { hand: CaseInHand }) {
  if (!person) return null;
  const caller = [person.callerName, person.callerRelation].filter(Boolean).join(', ');
  const whom = person.withWhom ? ` ${withWhom[person.withWhom]}.` : '';
  return (
    <p class="head__where">
      {here === undefined ? 'Ring' : <strong>They are with you at {here}: no need to ring.</strong>}{' '}
      <a href={`tel:${person.ringBack}`}>{showTelephone(person.ringBack)}</a>
      {person.secondNumber && (
        <>
          , else <a href={`tel:${person.secondNumber}`}>{showTelephone(person.secondNumber)}</a>
        </>
      )}
      {caller && ` (${caller})`}.{person.language && ` Speaks ${languageWords(person.language)}.`}
      {whom} {whereWords(person.whereNow)}
      {person.addressRestricted && <strong> (restricted: only for whoever must get there)</strong>}
      {person.homeAddress && ` (lives at ${person.homeAddress})`}. {person.practice ?? 'No practice known'}.
    </p>
  );
}

/** What was typed may begin with "At" itself. */
const whereWords = (where: string) => (/^at /i.test(where) ? `Now a${where.slice(1)}` : `Now at ${where}`);

function CallBackTag({ hand: { callBack }, now }: { hand: CaseInHand; now: Instant }) {
  if (!callBack) return null;
  const { clock, late } = callBack;
  const due = clock.dueAt === null ? '' : `, due ${showTime(clock.dueAt)}`;
  const at = clock.stoppedAt === null ? '' : `: ${showTimeSeconds(clock.stoppedAt)}`;
  const [done, owed] = clock.measure.startsWith('walk-in') ? ['Assessed', 'Assessment'] : ['Rung back', 'Call-back'];
  if (clock.outcome === 'met') return <Tag state="met" words={`${done} in time${at}${due}`} />;
  if (clock.outcome === 'missed') return <Tag state="missed" words={`${done} late${at}${due}`} />;
  if (late) return <Tag state="late" words={`${owed} late${due}`} />;
  const soon = clock.dueAt !== null && clock.dueAt - now <= 15 * 60_000;
  return <Tag state={soon ? 'due-soon' : 'waiting'} words={`${owed}${due.replace(',', '')}`} />;
}

/** NQR 13: from the answer to the interpreter on the line, 15 minutes. */
function InterpreterTag({ hand: { interpreter: clock, state }, now }: { hand: CaseInHand; now: Instant }) {
  const language = state.entry.interpreter ?? '';
  if (!clock) return null;
  const words = `Interpreter (${languageWords(language)})`;
  if (clock.stoppedAt !== null)
    return <Tag state={clock.outcome === 'met' ? 'met' : 'missed'} words={`${words} on the line`} />;
  const due = clock.dueAt === null ? '' : `, due ${showTime(clock.dueAt)}`;
  return <Tag state={clock.dueAt !== null && clock.dueAt < now ? 'late' : 'due-soon'} words={`${words}${due}`} />;
}

const awaitsInterpreter = ({ interpreter, mayWork, line }: CaseInHand) =>
  mayWork && line.closedAt === undefined && interpreter !== undefined && interpreter.stoppedAt === null;

function Connect({ hand: { line }, newKey }: Pick<HeadProps, 'hand' | 'newKey'>) {
  return (
    <form method="post" action={`/cases/${line.id}/connect-interpreter`}>
      <HiddenKey value={newKey()} />
      <input type="hidden" name="_next" value={`/call-backs?case=${line.id}`} />
      <button type="submit" class="board-button">
        The interpreter is on the line
      </button>
    </form>
  );
}
