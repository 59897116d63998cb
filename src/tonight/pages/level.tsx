import { type Problem, showDay, showTime } from '#shared';
import { Button, DataTable, FormField, HiddenKey, type StaffFrame, StaffPage, Tag, type Values } from '#web';
import type { TurnedAway } from '../reading.ts';
import { type CardLine, cards, doneOf } from '../rules/cards.ts';
import type { Namer } from '../rules/log.ts';
import {
  type Level,
  type LevelRow,
  lineWords,
  type PressureFacts,
  type PressureInput,
  pressureRule,
  type Standing,
} from '../rules/pressure.ts';
import { turnedAwayWords } from './sideTiles.tsx';

export type LevelProps = {
  frame: StaffFrame;
  service: string;
  standing: Standing;
  facts: PressureFacts;
  cards: readonly { level: Level; lines: readonly CardLine[] }[];
  history: readonly LevelRow[];
  name: Namer;
  seesWords: boolean;
  mayLead: boolean;
  /** Pages that wait so that calls do not. */
  turnedAway?: TurnedAway | undefined;
  newId(): string;
  problems: readonly Problem[];
  values: Values;
};

/** How hard the night presses, why, what is to be done about it, and who said otherwise. */
export function LevelPage(props: LevelProps) {
  const { frame, standing, problems, mayLead } = props;
  const { level, since, override } = standing;
  const others = props.cards.filter((card) => card.level !== level);
  const own = props.cards.find((card) => card.level === level);
  return (
    <StaffPage frame={frame} title="Pressure level" problems={problems}>
      <div class="page__head">
        <h1>
          Pressure level {level} of 4{since !== undefined && `, since ${showTime(since)}`}
        </h1>
        <p class="page__facts">{howWords(props)}</p>
      </div>
      <div class="case">
        <div class="stack">
          {own && <Card {...props} {...own} isOpen />}
          <section class="panel" aria-labelledby="rule-heading">
            <h2 id="rule-heading">How the level is worked out</h2>
            <p>
              {pressureRule.source}. Edition {pressureRule.edition}. The highest line that holds gives the level;
              without one it is 1.
            </p>
            <RuleTable {...props} />
            <p>
              {props.turnedAway
                ? `${turnedAwayWords(props.turnedAway)}, so that calls are answered.`
                : 'Nobody is turned away by this server.'}{' '}
              Calls, cases and passes to 999 never are.
            </p>
          </section>
          {others.map((card) => (
            <Card key={card.level} {...props} {...card} />
          ))}
        </div>
        <div class="stack">
          {mayLead && (override ? <EndOverride {...props} /> : <SetByHand {...props} />)}
          <section class="panel" aria-labelledby="history-heading">
            <h2 id="history-heading">The last 24 hours</h2>
            <History {...props} />
          </section>
        </div>
      </div>
    </StaffPage>
  );
}

function howWords({ standing: { override, rule }, name, seesWords }: LevelProps): string {
  if (!override) return 'By rule.';
  const why = seesWords ? `: ${override.reason}` : '';
  return `Set by ${name.person(override.by) ?? 'a person'} at ${showTime(override.at)}, until ${showTime(override.until)}${why}. By the rule it would be ${rule.level}.`;
}

function Card({
  level,
  lines,
  isOpen = false,
  service,
  name,
  mayLead,
  newId,
}: LevelProps & { level: Level; lines: readonly CardLine[]; isOpen?: boolean }) {
  const heading = `card-${level}`;
  const Heading = 'h2';
  return (
    <section class="panel" aria-labelledby={heading}>
      <Heading id={heading}>
        Action card {level}: {cards[level].heading}
      </Heading>
      <p>
        {doneOf(lines)} of {lines.length} done
      </p>
      <ul class="card-items">
        {lines.map(({ item, words, done }) => (
          <li key={item}>
            <span>
              {done ? (
                <Tag
                  state="done"
                  words={`Done ${showTime(done.at)}${name.person(done.by) ? ` by ${name.person(done.by)}` : ''}`}
                />
              ) : (
                <Tag state="waiting" words="To do" />
              )}{' '}
              {words}
            </span>
            {mayLead && isOpen && (
              <form method="post" action="/tonight/level/done">
                <Sent id={newId()} service={service} />
                <input type="hidden" name="level" value={String(level)} />
                <input type="hidden" name="item" value={item} />
                {done && <input type="hidden" name="undo" value="yes" />}
                <button type="submit" class="board-button" aria-label={`${done ? 'Not done' : 'Done'}: ${words}`}>
                  {done ? 'Not done' : 'Done'}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const Sent = ({ id, service }: { id: string; service: string }) => (
  <>
    <HiddenKey value={id} />
    <input type="hidden" name="id" value={id} />
    <input type="hidden" name="service" value={service} />
  </>
);

function RuleTable({ standing, facts }: LevelProps) {
  const holds = (line: (typeof pressureRule.lines)[number]) =>
    standing.rule.holds.find((one) => one.level === line.level && one.input === line.input);
  return (
    <DataTable
      caption="The lines of the rule"
      rows={[...pressureRule.lines].sort((a, b) => b.level - a.level)}
      keyOf={(line) => `${line.level} ${line.input}`}
      empty="The rule has no lines."
      columns={[
        { key: 'level', heading: 'Level', cell: ({ level }) => level, look: 'number-strong' },
        { key: 'line', heading: 'As soon as there are', cell: (line) => lineWords(line), isRowHeading: true },
        { key: 'now', heading: 'Now', cell: ({ input }) => facts[input as PressureInput].length, look: 'number' },
        {
          key: 'holds',
          heading: 'Holds',
          cell: (line) => {
            const one = holds(line);
            return one ? <Tag state="asks-for-action" words={`Since ${showTime(one.since)}`} /> : 'No';
          },
        },
      ]}
    />
  );
}

function SetByHand({ service, newId, problems, values }: LevelProps) {
  return (
    <section class="panel" aria-labelledby="hand-heading">
      <h2 id="hand-heading">Set it by hand</h2>
      <p>Up or down. Your name, the reason and the end are shown with it, and it ends by itself.</p>
      <form method="post" action="/tonight/level" novalidate>
        <Sent id={newId()} service={service} />
        <FormField
          field={{
            kind: 'choice',
            name: 'level',
            label: 'Level',
            choices: [1, 2, 3, 4].map((level) => ({ value: String(level), words: String(level) })),
            isInline: true,
          }}
          values={values}
          problems={problems}
        />
        <FormField
          field={{ kind: 'long-text', name: 'reason', label: 'Why', rows: 2 }}
          values={values}
          problems={problems}
        />
        <FormField
          field={{ kind: 'number', name: 'hours', label: 'For how many hours', hint: '1 to 12' }}
          values={values}
          problems={problems}
        />
        <Button text="Set the level" preventDoubleClick />
      </form>
    </section>
  );
}

function EndOverride({ service, newId, standing }: LevelProps) {
  return (
    <section class="panel" aria-labelledby="hand-heading">
      <h2 id="hand-heading">Give it back to the rule</h2>
      <p>By the rule the level is {standing.rule.level} now.</p>
      <form method="post" action="/tonight/level/end">
        <Sent id={newId()} service={service} />
        <Button text="Give it back to the rule" preventDoubleClick />
      </form>
    </section>
  );
}

function History({ history, name, seesWords }: LevelProps) {
  return (
    <DataTable
      caption="Changes of the level"
      rows={history}
      keyOf={({ at, how }) => `${at} ${how}`}
      empty="The level has not changed."
      columns={[
        { key: 'at', heading: 'When', cell: ({ at }) => `${showDay(at)} ${showTime(at)}`, look: 'strong' },
        {
          key: 'level',
          heading: 'Level',
          cell: ({ level, how }) => (how === 'override-ended' ? 'by rule again' : level),
        },
        {
          key: 'how',
          heading: 'How',
          cell: ({ how, by, reason, until }) =>
            how === 'rule'
              ? 'By rule'
              : `By ${(by && name.person(by)) ?? 'a person'}${until === undefined ? '' : ` until ${showTime(until)}`}${reason && seesWords ? `: ${reason}` : ''}`,
          isRowHeading: true,
        },
      ]}
    />
  );
}
