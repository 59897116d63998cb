import { type Instant, type Problem, showDay, showTime } from '#shared';
import {
  Button,
  DataTable,
  type Field,
  FormField,
  HiddenKey,
  type StaffFrame,
  StaffPage,
  Tag,
  type Values,
} from '#web';
import type { Priority } from '../../codes.ts';
import { contactPolicy, policyAt } from '../../contact/policy.ts';
import { leaseSetting } from '../../lease/lease.ts';
import type { CallSettings, WrittenEdition } from '../settingStore.ts';
import {
  closers,
  contactValuesOf,
  leaseValuesOf,
  policyLine,
  policyWords,
  type SettingKind,
  settingKinds,
} from '../values.ts';

export type RulesProps = {
  frame: StaffFrame;
  service: string;
  now: Instant;
  settings: CallSettings;
  /** Whether this person may change them. */
  mayChange: boolean;
  /** Undefined for whoever may see no names. */
  nameOf(account: string): string | undefined;
  /** Which rule is being changed: its form is shown. */
  change?: SettingKind;
  id: string;
  problems?: readonly Problem[];
  values?: Values;
};

/** What this service asks for before it says that nobody could be reached, and how long somebody keeps a case: now, before, and from when. */
export function RulesPage(props: RulesProps) {
  const { frame, settings, now } = props;
  const policy = policyAt(settings.contact, now);
  const lease = leaseValuesOf(settings.leaseAt(now));
  const isOwn = settings.editions.some(({ kind, from }) => kind === 'lease' && from <= now);
  const contact = (grade: Priority) => (
    <Rule
      {...props}
      kind={`contact-${grade}`}
      says={policyWords(policy[grade])}
      source={policy[grade].source.says}
      current={asText(contactValuesOf(policy[grade]))}
    />
  );
  return (
    <StaffPage frame={frame} title="Rules of the call-backs" width="text" problems={props.problems}>
      <p class="crumbs">
        <a href="/call-backs">Call-backs</a> › Rules
      </p>
      <div class="page__head">
        <h1>Rules of the call-backs</h1>
        <p class="page__facts">
          What every case goes by here. The medical director changes them, with the reason, from now on and never
          afterwards: nothing that was done is judged by what was not yet in force.
        </p>
      </div>
      {contact('urgent')}
      {contact('other')}
      <p>
        A case goes by the edition that was in force when its tries began, until they reach somebody or end: a change
        neither undoes what was tried nor closes what was not. “Urgent” is every case of urgent priority, to be seen as
        an emergency or urgently, or that rang back worse.
      </p>
      <Rule
        {...props}
        kind="lease"
        says={leaseWords(lease)}
        source={isOwn ? 'The service’s own.' : leaseSetting.source.says}
        current={asText(lease)}
      />
    </StaffPage>
  );
}

type RuleProps = RulesProps & { kind: SettingKind; says: string; source: string; current: Values };

function Rule({ kind, says, source, current, ...props }: RuleProps) {
  const { settings, now, nameOf, mayChange, change, service } = props;
  const editions = settings.editions.filter((one) => one.kind === kind);
  const inForce = editions.findLast(({ from }) => from <= now);
  return (
    <section class="panel rule" aria-labelledby={kind}>
      <h2 id={kind}>{settingKinds[kind]}</h2>
      <p>
        <strong>{says}.</strong>
      </p>
      <p class="second">{source}</p>
      {editions.length > 0 && (
        <DataTable
          caption={`Editions: ${settingKinds[kind]}`}
          rows={[...editions].reverse()}
          keyOf={({ id }) => id}
          empty=""
          columns={[
            {
              key: 'from',
              heading: 'From',
              cell: ({ from }) => `${showDay(from)} ${showTime(from)}`,
              isRowHeading: true,
            },
            { key: 'state', heading: 'State', cell: (one) => <StateOf one={one} inForce={inForce} now={now} /> },
            { key: 'says', heading: 'What it says', cell: editionWords },
            { key: 'why', heading: 'Why', cell: ({ reason }) => reason },
            {
              key: 'by',
              heading: 'Set by',
              cell: ({ by, at }) => [nameOf(by), showDay(at)].filter(Boolean).join(', '),
              look: 'second',
            },
          ]}
        />
      )}
      {mayChange && change !== kind && (
        <p>
          <a href={`/call-backs/rules?change=${kind}&service=${service}#${kind}`}>
            Change it<span class="nhsuk-u-visually-hidden">: {settingKinds[kind]}</span>
          </a>
        </p>
      )}
      {mayChange && change === kind && <ChangeForm {...props} kind={kind} current={current} />}
    </section>
  );
}

function StateOf({ one, inForce, now }: { one: WrittenEdition; inForce?: WrittenEdition; now: Instant }) {
  if (one === inForce) return <Tag state="confirmed" words="In force" />;
  return one.from > now ? <Tag state="waiting" words="To come" /> : <Tag state="done" words="Over" />;
}

function editionWords(one: WrittenEdition): string {
  return one.kind === 'lease' ? leaseWords(one.value) : policyWords(policyLine(one.value, contactPolicy.other.source));
}

function leaseWords({ lapseMinutes, consultingMinutes, stuckMinutes }: ReturnType<typeof leaseValuesOf>): string {
  return `A case goes back to its queue after ${lapseMinutes} minutes without a sign of life, after ${consultingMinutes} while they are with the patient; after ${stuckMinutes} minutes without a step the shift lead is told`;
}

const asText = (values: Record<string, unknown>): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === true ? 'true' : String(value)]));

const minutesOf = (name: string, label: string, hint?: string): Field => ({ kind: 'number', name, label, hint });

const contactFields: readonly Field[] = [
  minutesOf('tries', 'Tries', '2 to 10.'),
  minutesOf('apartMinutes', 'Minutes from one to the next', '5 to 120.'),
  minutesOf('overMinutes', 'Minutes from the first to the last', '5 to 720.'),
  {
    kind: 'choice',
    name: 'welfareCheck',
    label: 'Must somebody go and look?',
    choices: [
      { value: 'true', words: 'Yes, a welfare check' },
      { value: 'false', words: 'No' },
    ],
    isInline: true,
  },
  {
    kind: 'list',
    name: 'closers',
    label: 'Who may then close it',
    choices: Object.entries(closers).map(([value, { words }]) => ({ value, words })),
  },
];
const leaseFields: readonly Field[] = [
  minutesOf('lapseMinutes', 'Minutes of silence until it goes back', '3 to 60.'),
  minutesOf('consultingMinutes', 'The same while they are with the patient', '15 to 240.'),
  minutesOf('stuckMinutes', 'Minutes without a step until the shift lead is told', '15 to 240.'),
];
const changeFields: readonly Field[] = [
  { kind: 'date', name: 'fromDay', label: 'From which day', hint: 'Leave it empty: from now on.' },
  { kind: 'time', name: 'fromTime', label: 'From what time', hint: 'As 08:00. Empty: from midnight of that day.' },
  { kind: 'long-text', name: 'reason', label: 'Why it is changed', rows: 2 },
];

/** One form at a time: whichever rule is to be changed. Shown again as it was sent, where it was refused. */
function ChangeForm({ kind, current, ...props }: RulesProps & { kind: SettingKind; current: Values }) {
  const { service, id, values = current } = props;
  const problems = (props.problems ?? []).map((one) => (one.field === 'from' ? { ...one, field: 'fromDay' } : one));
  const fields = kind === 'lease' ? leaseFields : contactFields;
  return (
    <form method="post" action={`/call-backs/rules/${kind === 'lease' ? 'lease' : 'contact'}`} novalidate>
      <h3>Change it</h3>
      <HiddenKey value={id} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="service" value={service} />
      {kind !== 'lease' && <input type="hidden" name="grade" value={kind.slice('contact-'.length)} />}
      {[...fields, ...changeFields].map((field) => (
        <FormField key={field.name} field={field} values={values} problems={problems} />
      ))}
      <Button text="Change the rule" preventDoubleClick />
    </form>
  );
}
