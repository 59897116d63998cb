import type { Instant, Problem } from '#shared';
import { showTime } from '#shared';
import { Button, FormField, HiddenKey, type StaffFrame, StaffPage, SummaryList, Tag, type Values } from '#web';
import { WithReason } from '../../pages/withReason.tsx';
import type { Told } from '../../wait/wait.ts';
import { WaitTold } from '../../wait/waitTold.tsx';
import { withdrawalReasons } from '../events.ts';
import { type WorkShown, WorkTag } from './workList.tsx';

export type WorkItemProps = {
  frame: StaffFrame;
  now: Instant;
  work: WorkShown;
  /** Absent for those who may see no identities. */
  whom?: { name?: string; number?: string };
  /** When the call was presented, of a ring-back. */
  calledAt?: string;
  /** Of a comfort call: what may be said of the wait. */
  told: readonly Told[];
  texts: readonly { id: string; body: string; writer: string; writtenAt: Instant }[];
  isMine: boolean;
  may: readonly string[];
  newKey(): string;
  problems?: readonly Problem[];
  values?: Values;
};

/** One thing that is owed: what, by when, whom to ring, and what came of it. */
export function WorkItemPage(props: WorkItemProps) {
  const { frame, work, now, whom, calledAt } = props;
  const rows: [string, string | undefined][] = [
    [
      'Ring',
      whom?.number ?? (work.call ? 'No number is known: the telephony gave none, or it was withheld' : undefined),
    ],
    ['Patient', whom?.name],
    ['They rang at', calledAt],
    ['Due', showTime(work.dueAt)],
    ['Raised', `${showTime(work.raisedAt)}, by Vigil itself`],
    ['Who could', work.whose],
  ];
  return (
    <StaffPage
      frame={frame}
      title={work.words}
      problems={props.problems}
      width="text"
      passTo999={work.case ? { case: work.case.id } : work.call ? { call: work.call } : undefined}
    >
      <p class="crumbs">
        <a href="/work">Work that is owed</a>
      </p>
      <h1>
        {work.words} <WorkTag work={work} now={now} />
      </h1>
      <p>
        {work.takenBy ? (
          <Tag state="locked" words={`${work.takenBy.name} since ${showTime(work.takenBy.at)}`} />
        ) : (
          <strong>Nobody has it.</strong>
        )}
      </p>
      <section class="panel" aria-label="What is known">
        <SummaryList
          rows={rows.flatMap(([key, value]) => (value ? [{ key: { text: key }, value: { text: value } }] : []))}
        />
        {work.case && (
          <p>
            <a href={`/cases/${work.case.id}`}>Case {work.case.number}</a>
          </p>
        )}
      </section>
      {props.texts.map((text) => (
        <article key={text.id} class="panel written">
          <p class="written__body">{text.body}</p>
          <p class="second">
            {text.writer}, {showTime(text.writtenAt)}
          </p>
        </article>
      ))}
      {!work.ended && <WaitTold told={props.told} />}
      {!work.ended && <Acts {...props} />}
      {work.ended?.words === 'Reached them' && work.call && (
        <p>
          <a href={`/cases/new?call=${work.call}`}>Open a case for them</a>
        </p>
      )}
    </StaffPage>
  );
}

function Acts(props: WorkItemProps) {
  const { work, may, isMine } = props;
  if (may.length === 0) return <p>This is for: {work.whose}. You may look.</p>;
  return (
    <>
      {!isMine && may.includes('take-work') && !work.takenBy && <Plain {...props} step="take-work" words="Take it" />}
      {work.onCase && work.case && <OnCase {...props} />}
      {work.message && <OnMessage message={work.message} />}
      {work.results && may.includes('do-work') && <Done {...props} results={work.results} />}
      {work.takenBy && may.includes('release-work') && <Plain {...props} step="release-work" words="Give it back" />}
      {may.includes('withdraw-work') && !work.message && <Withdraw {...props} />}
    </>
  );
}

function Plain({ work, newKey, step, words }: WorkItemProps & { step: string; words: string }) {
  return (
    <form method="post" action={`/work/${work.id}/${step}`}>
      <HiddenKey value={newKey()} />
      <Button text={words} variant="secondary" />
    </form>
  );
}

/** It ends by what is recorded on the case: a call that nobody wrote down was not made. */
function OnCase({ work }: WorkItemProps) {
  return (
    <p>
      <a
        class="board-button"
        href={`/cases/${work.case?.id}?do=${work.onCase}`}
        data-key="f8"
        data-key-words="record it on the case"
      >
        Do it and record it on the case <kbd>F8</kbd>
      </a>{' '}
      <span class="second">This then ends by itself.</span>
    </p>
  );
}

/** It ends by the message: nobody says of one that it has arrived, or gives it up, while nobody has it. */
function OnMessage({ message }: { message: string }) {
  return (
    <p>
      <a class="board-button" href={`/messages/${message}`} data-key="f8" data-key-words="open the message">
        Send it, or settle it, on the message <kbd>F8</kbd>
      </a>{' '}
      <span class="second">This then ends by itself.</span>
    </p>
  );
}

function Done({
  work,
  newKey,
  results,
  problems = [],
  values = {},
}: WorkItemProps & { results: { readonly [code: string]: string } }) {
  const { reached, ...others } = results;
  return (
    <>
      {reached && work.call && (
        <form method="post" action={`/work/${work.id}/do-work`}>
          <HiddenKey value={newKey()} />
          <input type="hidden" name="result" value="reached" />
          <input type="hidden" name="_next" value={`/cases/new?call=${work.call}`} />
          <button type="submit" class="action-button" data-key="f8" data-key-words="reached them: open a case">
            Reached them: open a case <kbd>F8</kbd>
          </button>{' '}
          <span class="second">The case runs from now, with a clock of its own.</span>
        </form>
      )}
      <form method="post" action={`/work/${work.id}/do-work`} class="panel" novalidate>
        <HiddenKey value={newKey()} />
        <FormField
          field={{
            kind: 'choice',
            name: 'result',
            label: 'What came of it',
            choices: Object.entries(reached ? others : results).map(([value, words]) => ({ value, words })),
          }}
          {...{ values, problems }}
        />
        <FormField
          field={{ kind: 'long-text', name: 'note', label: 'What was said', rows: 2 }}
          {...{ values, problems }}
        />
        <Button text="Done" />
      </form>
    </>
  );
}

function Withdraw({ work, newKey, problems, values }: WorkItemProps) {
  return (
    <WithReason
      summary="Not needed any more"
      action={`/work/${work.id}/withdraw-work`}
      button="Withdraw it"
      reasons={withdrawalReasons}
      label="An explanation"
      {...{ newKey, values, problems }}
    />
  );
}
