import { visitPace } from '#dispatch';
import { showMinutes, showTime } from '#shared';
import { BoardButton, DataTable, type StaffFrame, StaffPage, Tag } from '#web';
import type { RankedAnswer } from '../answerStore.ts';
import { type ActionFacts, actionKinds, actionSettings, type RankedAction } from '../rules/actions.ts';
import { buttonWords, effectOf, headingOf } from '../rules/actionWords.ts';
import type { Namer } from '../rules/log.ts';
import { confirmHref } from './sideTiles.tsx';

export type ActionsProps = {
  frame: StaffFrame;
  facts: ActionFacts;
  ranked: readonly RankedAction[];
  possible: readonly RankedAction[];
  answers: readonly RankedAnswer[];
  name: Namer;
  seesWords: boolean;
  mayAct: boolean;
};

/** How the ranked actions are worked out: the rule in words, with what it is handed now, and what people answered tonight. */
export function ActionsPage(props: ActionsProps) {
  const { frame, facts, ranked, possible, answers, name, mayAct } = props;
  const place = (one: RankedAction) => ranked.findIndex(({ key }) => key === one.key) + 1;
  const rows = [...possible].sort((a, b) => (place(a) || 99) - (place(b) || 99));
  return (
    <StaffPage frame={frame} title="How the actions are worked out">
      <div class="page__head">
        <h1>What you can do now, and how it is worked out</h1>
        <p class="page__facts">
          As at {showTime(facts.now)}. A rule of the service, not a clinical decision: it ranks, a person decides.{' '}
          <a href="/">Tonight</a>
        </p>
      </div>
      <DataTable
        caption="Everything that could be done now, the best first"
        rows={rows}
        keyOf={({ key }) => key}
        empty="Nothing would help more than what is being done."
        columns={[
          { key: 'rank', heading: 'Rank', cell: (one) => place(one) || 'not shown', look: 'number-strong' },
          { key: 'what', heading: 'What', cell: (one) => headingOf(one, name), isRowHeading: true },
          { key: 'effect', heading: 'Effect', cell: (one) => effectOf(one, name) },
          { key: 'by', heading: 'By', cell: ({ by }) => showTime(by), look: 'strong' },
          {
            key: 'keeps',
            heading: 'People',
            cell: ({ keeps, sure }) => `${keeps}${sure ? '' : ', likely'}`,
            look: 'number',
          },
          { key: 'sooner', heading: 'Minutes sooner', cell: ({ sooner }) => sooner, look: 'number' },
          ...(mayAct
            ? [
                {
                  key: 'do',
                  heading: 'Do',
                  cell: (one: RankedAction) => <BoardButton words={buttonWords[one.kind]} href={confirmHref(one)} />,
                },
              ]
            : []),
        ]}
      />
      <div class="case">
        <Rule {...props} />
        <Inputs {...props} />
      </div>
      <h2>Answers of this night</h2>
      <DataTable
        caption="What people answered"
        rows={answers}
        keyOf={({ id }) => id}
        empty="Nobody has answered an action tonight."
        columns={[
          { key: 'at', heading: 'When', cell: ({ at }) => showTime(at), look: 'strong' },
          {
            key: 'answer',
            heading: 'Answer',
            cell: ({ answer }) =>
              answer === 'accepted' ? <Tag state="done" words="Done" /> : <Tag state="not-ours" words="Overruled" />,
          },
          {
            key: 'what',
            heading: 'What',
            cell: ({ words, kind }) => (props.seesWords ? words : actionKinds[kind as keyof typeof actionKinds]),
            isRowHeading: true,
          },
          { key: 'why', heading: 'Why', cell: ({ reason }) => (props.seesWords ? (reason ?? '') : '') },
          { key: 'by', heading: 'By', cell: ({ by }) => name.person(by) ?? '', look: 'second' },
        ]}
      />
    </StaffPage>
  );
}

function Rule({ facts }: ActionsProps) {
  const { soonMs, askAheadMs, visitSoonerMs, shiftAheadMs, restMs, callInLeastMs } = actionSettings;
  return (
    <section class="panel" aria-labelledby="rule-heading">
      <h2 id="rule-heading">The rule</h2>
      <ol class="rule">
        <li>What has to be done within {showMinutes(soonMs)} comes before what can wait.</li>
        <li>What is sure to help comes before what is likely to.</li>
        <li>
          Then what keeps most people in time; then what makes somebody most minutes sooner; then what is due first.
        </li>
        <li>The best of each kind is shown, three at most. What was overruled is not offered again that night.</li>
        <li>What is older than a minute is not ranked at all.</li>
      </ol>
      <h3>What is looked for</h3>
      <ul class="rule">
        <li>
          {actionKinds['ask-clinician']}: free is whoever rang a patient within the hour, has no case and has not gone
          home; at most {showMinutes(askAheadMs)} before it is due.
        </li>
        <li>
          {actionKinds['move-visit']}: at least {showMinutes(visitSoonerMs)} sooner, in its turn by time due, and nobody
          else becomes late. A visit is taken to last {showMinutes(visitPace.seenForMs)} and the way to it{' '}
          {showMinutes(visitPace.travelMs)}.
        </li>
        <li>{actionKinds['shut-base']}.</li>
        <li>
          {actionKinds['send-elsewhere']}: where nobody will be there, or the base is shut, and nobody has taken the
          moving.
        </li>
        <li>
          {actionKinds['ring-unconfirmed']}: within {showMinutes(shiftAheadMs)}, and not rung in the last{' '}
          {showMinutes(restMs)}.
        </li>
        <li>
          {actionKinds['call-in']}: with at least {showMinutes(callInLeastMs)} of it left; not who is on, is booked, has
          worked today or rang in sick.
        </li>
      </ul>
      {!facts.can.has('shut-base') && <p>Shutting a base is not offered here: bases are shut on their own page.</p>}
    </section>
  );
}

function Inputs({ facts }: ActionsProps) {
  const { running, clinicians, toMove, notices, callable, overruled, inHand } = facts;
  const toRing = running.filter(({ line }) => line.queue?.startsWith('to-assess') && !line.heldBy);
  const inputs: [string, string | number][] = [
    ['Patients to be rung back whom nobody has', toRing.length],
    ['Clinicians who are free', clinicians.free.length],
    ['Clinicians with a patient on the telephone', clinicians.next.length],
    ['Visits that a car has or should have', running.filter(({ line }) => line.queue === 'visit').length],
    ['Booked patients whom nobody will see', toMove.length],
    ['Of them taken in hand', inHand.size],
    ['Bases of which the public is told that they are shut', notices.filter(({ says }) => says === 'shut').length],
    ['Doctors who could be called in', callable.length],
    ['Actions overruled tonight', overruled.size],
  ];
  return (
    <section class="panel" aria-labelledby="inputs-heading">
      <h2 id="inputs-heading">What it is handed now</h2>
      <DataTable
        caption="Inputs of the rule"
        kind="lines"
        rows={inputs}
        keyOf={([what]) => what}
        empty=""
        columns={[
          { key: 'what', heading: 'Input', cell: ([what]) => what, isRowHeading: true },
          { key: 'now', heading: 'Now', cell: ([, now]) => now, look: 'number-strong' },
        ]}
      />
    </section>
  );
}
