import { type Instant, localDate, showDay, showTime } from '#shared';
import { Button, DataTable, DraftLine, FormField, HiddenKey, keptAs, type StaffFrame, StaffPage, Tag } from '#web';
import { type Concern, type ConcernLine, concernNumber, dueTag, isOpen } from '../concern.ts';
import { type ConcernStep, concernLifecycle } from '../concernSteps.ts';
import { practiceSettings } from '../settings.ts';
import type { Refused } from './directory.tsx';
import { OtherPractices, type Practices } from './otherPractices.tsx';
import { RaiseConcern, type RaiseConcernProps } from './panels.tsx';

type List = { frame: StaffFrame; concerns: readonly Concern[]; now: Instant; nameOf(account: string): string };

export type OwnConcernsProps = List & Pick<Refused, 'problems'> & { practices: Practices; raise: RaiseConcernProps };

/** The concerns of a practice: raise one, and read what became of the others. */
export function OwnConcernsPage(props: OwnConcernsProps) {
  const { frame, practices, raise, concerns } = props;
  return (
    <StaffPage frame={frame} title="Concerns" problems={raise.problems}>
      <OtherPractices {...practices} path="/practice/concerns" />
      <h1>Concerns</h1>
      <p>{counts(concerns, props.now)}</p>
      <div class="beside beside--narrow">
        <ConcernTable {...props} base="/practice/concerns" />
        <div>
          <RaiseConcern {...raise} />
        </div>
      </div>
    </StaffPage>
  );
}

/** Every practice's concerns, for those who answer them. */
export function ConcernsPage(props: List & { practiceOf(id: number): string }) {
  const { frame, concerns, now } = props;
  const inOrder = [...concerns].sort(
    (a, b) =>
      Number(isOpen(b)) - Number(isOpen(a)) || (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9') || a.number - b.number,
  );
  return (
    <StaffPage frame={frame} title="Concerns of practices">
      <h1>Concerns of practices</h1>
      <p>
        {counts(concerns, now)} An answer is due within {practiceSettings.concernReplyWorkingDays.value} working days,
        whoever has it.
      </p>
      <ConcernTable {...props} concerns={inOrder} base="/concerns" />
    </StaffPage>
  );
}

function counts(concerns: readonly Concern[], now: Instant): string {
  const open = concerns.filter(isOpen);
  const late = open.filter(({ dueOn }) => dueOn !== undefined && localDate(now) > dueOn).length;
  const answered = concerns.length - open.length;
  return `${open.length} ${open.length === 1 ? 'waits' : 'wait'} for an answer, ${late} of them late. ${answered} answered.`;
}

function ConcernTable({
  concerns,
  now,
  nameOf,
  base,
  practiceOf,
}: List & { base: string; practiceOf?(id: number): string }) {
  return (
    <DataTable
      caption="Concerns"
      rows={concerns}
      keyOf={({ id }) => id}
      empty="No concern has been raised."
      columns={[
        { key: 'state', heading: 'State', cell: (concern) => <Tag {...dueTag(concern, localDate(now))} /> },
        {
          key: 'number',
          heading: 'Number',
          isRowHeading: true,
          cell: ({ id, number }) => <a href={`${base}/${id}`}>{concernNumber(number)}</a>,
        },
        ...(practiceOf
          ? [{ key: 'practice', heading: 'Practice', cell: ({ practice }: Concern) => practiceOf(practice) }]
          : []),
        { key: 'about', heading: 'About', cell: ({ about }) => about },
        { key: 'raised', heading: 'Raised', cell: ({ raisedAt }) => `${showDay(raisedAt)} ${showTime(raisedAt)}` },
        { key: 'has', heading: 'Who has it', cell: ({ hasBy }) => (hasBy ? nameOf(hasBy) : <strong>Nobody</strong>) },
      ]}
    />
  );
}

export type ConcernProps = Refused & {
  frame: StaffFrame;
  concern: Concern;
  practice: string;
  lines: readonly ConcernLine[];
  now: Instant;
  nameOf(account: string): string;
  /** `practice` for the practice that raised it, `service` for those who answer. */
  side: 'practice' | 'service';
  /** The steps that this person may take, each with a new id. */
  steps: readonly { step: ConcernStep; id: string }[];
  refused?: string;
};

/** A concern from its number to its end, as both sides read it. */
export function ConcernPage(props: ConcernProps) {
  const { frame, concern, lines, nameOf, side, now, problems } = props;
  const number = concernNumber(concern.number);
  return (
    <StaffPage frame={frame} title={`Concern ${number}`} width="text" problems={problems}>
      <p>
        <a href={side === 'practice' ? '/practice/concerns' : '/concerns'}>All concerns</a>
      </p>
      <h1>Concern {number}</h1>
      <p>
        <Tag {...dueTag(concern, localDate(now))} /> It {concernLifecycle.states[concern.state]}.{' '}
        {concern.hasBy ? `${nameOf(concern.hasBy)} has it.` : 'Nobody has it yet.'}
      </p>
      <Entry
        heading={`${props.practice}: ${concern.about}`}
        who={nameOf(concern.raisedBy)}
        at={concern.raisedAt}
        body={concern.body}
      />
      {concern.case && side === 'service' && (
        <p>
          <a href={`/cases/${concern.case}`}>The case that it is about</a>
        </p>
      )}
      {lines.map((line) => (
        <Entry
          key={line.id}
          heading={line.kind === 'answer' ? 'Answer of the service' : `${props.practice} asks again`}
          who={nameOf(line.by)}
          at={line.at}
          body={line.body}
        />
      ))}
      {props.steps.map(({ step, id }) => (
        <StepForm key={step} {...props} step={step} id={id} />
      ))}
    </StaffPage>
  );
}

function Entry({ heading, who, at, body }: { heading: string; who: string; at: Instant; body: string }) {
  return (
    <section class="panel" aria-label={heading}>
      <h2>{heading}</h2>
      <p class="second">
        {who}, {showDay(at)} {showTime(at)}
      </p>
      <p class="written__body">{body}</p>
    </section>
  );
}

const forms: { readonly [S in ConcernStep]: { action: string; label?: string; isSecond?: true } } = {
  'raise-concern': { action: '/practice/concerns' },
  'take-concern': { action: '/concerns/take', isSecond: true },
  'answer-concern': { action: '/concerns/answer', label: 'The answer' },
  'ask-again': { action: '/practice/concerns/ask-again', label: 'What is not answered', isSecond: true },
  'settle-concern': { action: '/practice/concerns/settle' },
};

function StepForm({
  concern,
  step,
  id,
  refused,
  problems = [],
  values,
}: ConcernProps & { step: ConcernStep; id: string }) {
  const { action, label, isSecond } = forms[step];
  const again = refused === step ? { problems, values } : {};
  return (
    <form
      method="post"
      action={action}
      novalidate
      {...(label ? keptAs(`concern ${concern.id} ${step}`, refused === step) : {})}
    >
      <HiddenKey value={id} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="concern" value={concern.id} />
      {label && <FormField field={{ kind: 'long-text', name: 'text', label, rows: 5 }} {...again} />}
      {label && <DraftLine />}
      <Button
        text={concernLifecycle.steps[step].button}
        variant={isSecond ? 'secondary' : undefined}
        preventDoubleClick
      />
    </form>
  );
}
