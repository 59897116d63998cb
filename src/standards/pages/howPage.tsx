import { type Column, DataTable, type StaffFrame, StaffPage } from '#web';
import type { FigureRule, Rule, Settings } from '../packs/pack.ts';
import { bandRuleWords } from './words.ts';

export type HowPageProps = {
  frame: StaffFrame;
  pack: Pick<Rule, 'title' | 'edition' | 'digest' | 'clauses' | 'clocks' | 'settings' | 'settingSources'>;
  rules: readonly FigureRule[];
  figuresHref: string;
};

/** The rule book behind the figures, as the service is measured by it: every line, its band, and where both come from. */
export function HowPage({ frame, pack, rules, figuresHref }: HowPageProps) {
  return (
    <StaffPage frame={frame} title="How each line is worked out">
      <p class="steps">
        <a href={figuresHref}>Figures</a> › How each line is worked out
      </p>
      <div class="page__head">
        <h1>How each line is worked out</h1>
        <p class="page__facts">
          {pack.title}, edition {pack.edition}, digest {pack.digest.slice(0, 8)}
        </p>
      </div>
      <DataTable
        caption="Every line and its rule"
        columns={lineColumns(pack)}
        rows={rules}
        keyOf={({ measure }) => measure}
        groupOf={({ group }) => group}
        empty="The rule book has no lines."
      />
      <h2 class="after-table">What this service’s contract may set</h2>
      <DataTable
        caption="Settings"
        columns={settingColumns}
        rows={settingsOf(pack)}
        keyOf={({ name }) => name}
        empty="Nothing."
      />
      <p class="second">
        Sources: F, found in a public source; M, from memory with how sure we are; D, our own design. Only an event
        settles a clock; an open clock past its due time counts as missed now. Lengths are inclusive: the last second is
        in time.
      </p>
    </StaffPage>
  );
}

function lineColumns(pack: HowPageProps['pack']): Column<FigureRule>[] {
  const clause = (rule: FigureRule) => pack.clauses.find((one) => one.clause === rule.clause)?.says;
  return [
    { key: 'words', heading: 'Line', cell: ({ words }) => words, isRowHeading: true },
    { key: 'clause', heading: 'Rule', cell: ({ clause }) => clause.replaceAll(' ', '\u00a0'), look: 'second' },
    { key: 'says', heading: 'What the rule asks', cell: (rule) => clause(rule) },
    { key: 'clock', heading: 'Its clock', cell: (rule) => clockSays(rule, pack) },
    {
      key: 'band',
      heading: 'Bands',
      cell: (rule) =>
        'band' in rule && rule.band ? bandRuleWords(rule.band, rule.kind === 'hours') : 'A count: no band.',
    },
    {
      key: 'source',
      heading: 'Source',
      cell: ({ source }) => `${source.tag.join(', ')}: ${source.says}`,
      look: 'second',
    },
  ];
}

/** What starts and stops the clock that a line counts. */
export function clockSays(rule: FigureRule, pack: Pick<Rule, 'clocks'>): string {
  if (rule.kind === 'not-reported') return 'No telephone system reports it yet.';
  const measure = rule.kind === 'within' ? rule.measure : rule.clock;
  return pack.clocks.find(({ lines }) => lines.some((line) => line.measure === measure))?.says ?? '';
}

const mornings = {
  'this-morning': 'of the first working day that starts after the consultation, so Tuesday 03:00 is due on Tuesday',
  literal: 'of the working day after the date of the consultation',
} as const;

type Setting = { name: string; value: string; source: string };

const settingColumns: Column<Setting>[] = [
  { key: 'name', heading: 'Setting', cell: ({ name }) => name, isRowHeading: true },
  { key: 'value', heading: 'Here', cell: ({ value }) => value },
  { key: 'source', heading: 'Source', cell: ({ source }) => source, look: 'second' },
];

const abandoned = {
  nqr: 'NQR: hung up in the queue after the threshold, of all who joined it',
  mds: 'NHS 111 minimum data set: hung up after the threshold',
  iuc: 'Integrated urgent care: hung up in the queue at any time',
  wales: 'Wales: hung up at any time, the message included',
} as const;
const starts = { answered: 'when a person answers', received: 'when the case is received here' } as const;

function settingsOf({ settings, settingSources }: HowPageProps['pack']): Setting[] {
  const { abandonedDefinition, abandonedAfterMs, clockStartPolicy, unmeasurableCountsAsMissed } = settings;
  const source = (key: keyof typeof settingSources) =>
    `${settingSources[key].tag.join(', ')}: ${settingSources[key].says}`;
  const routes = Object.entries(clockStartPolicy).map(
    ([route, start]) => `${route.replaceAll('-', ' ')}: ${starts[start]}`,
  );
  return [
    { name: 'What counts as abandoned', value: abandoned[abandonedDefinition], source: source('abandonedDefinition') },
    { name: 'Abandoned after more than', value: `${abandonedAfterMs / 1000} s`, source: source('abandonedAfterMs') },
    { name: 'The clock starts, by how they came', value: routes.join('; '), source: source('clockStartPolicy') },
    {
      name: 'Not measurable',
      value: unmeasurableCountsAsMissed ? 'counts as not met' : 'left out of the count',
      source: source('unmeasurableCountsAsMissed'),
    },
    ...messageSettings(settings, source),
  ];
}

/** An edition that was stored before messages were measured has none of them. */
function messageSettings(
  { messageDue, messageCountsWhen, withoutPractice, messageReturned }: Settings,
  source: (key: keyof Settings) => string,
): Setting[] {
  if (messageDue === undefined) return [];
  return [
    { name: 'A message is due at 08:00', value: mornings[messageDue], source: source('messageDue') },
    { name: 'A message is in time when it is', value: messageCountsWhen, source: source('messageCountsWhen') },
    {
      name: 'A patient without a practice',
      value: withoutPractice === 'excluded' ? 'is left out of the count' : 'cannot be measured',
      source: source('withoutPractice'),
    },
    ...(messageReturned === undefined
      ? []
      : [
          {
            name: 'A message that a mail server gave back',
            value: messageReturned === 'sent' ? 'was sent' : 'was not sent: its clock runs on',
            source: source('messageReturned'),
          },
        ]),
  ];
}
