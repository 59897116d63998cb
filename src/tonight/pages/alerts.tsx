import { type Instant, showMinutes, showWhen } from '#shared';
import { type Age, DataTable, type StaffFrame, StaffPage, Tag, Tile } from '#web';
import type { StoredAlert } from '../alertStore.ts';
import { type AlertKind, alertKinds, alertRules } from '../rules/alerts.ts';
import type { Namer } from '../rules/log.ts';
import type { View } from '../view.ts';
import { AcknowledgeButton, acknowledgedWords, whatWords } from './alertWords.tsx';

export type AlertsProps = {
  age: Age;
  open: readonly StoredAlert[];
  past: readonly StoredAlert[];
  name: Namer;
  now: Instant;
  names: boolean;
  mayAcknowledge: boolean;
};

/** Every alert: what it is, who has it, how often it was said and whose it is now; then those that are over. */
export function AlertsPage({ frame, query, ...props }: AlertsProps & { frame: StaffFrame; query: string }) {
  return (
    <StaffPage
      frame={frame}
      title="Alerts"
      live={{ url: `/tonight/alerts/live${query}`, advice: 'Ask the shift lead.' }}
    >
      <div class="page__head">
        <h1>Alerts</h1>
        <p class="page__facts">
          An alert stays until what it is about is mended. It is said again until a named person has acknowledged it,
          and never stands in the way of anything. <a href="/">Tonight</a>
        </p>
      </div>
      <AlertsTile {...props} />
      <h2>When an alert is raised and said again</h2>
      <DataTable
        caption="Kinds of alert"
        rows={Object.entries(alertRules) as [AlertKind, (typeof alertRules)[AlertKind]][]}
        keyOf={([kind]) => kind}
        empty=""
        columns={[
          { key: 'kind', heading: 'Alert', cell: ([kind]) => alertKinds[kind], isRowHeading: true },
          {
            key: 'after',
            heading: 'Raised after',
            cell: ([, { afterMs }]) => (afterMs === 0 ? 'at once' : showMinutes(afterMs)),
          },
          { key: 'again', heading: 'Said again every', cell: ([, { againMs }]) => showMinutes(againMs) },
          {
            key: 'ladder',
            heading: 'For',
            cell: ([, { ladder, climbsAfter }]) =>
              `${ladder.map((role) => role.replaceAll('-', ' ')).join(', then ')}: one further each ${climbsAfter} times`,
          },
        ]}
      />
    </StaffPage>
  );
}

/** Those that are open and those that are over, with their age. */
export function AlertsTile({ age, open, past, name, now, names, mayAcknowledge }: AlertsProps) {
  const view: View = { kind: 'desk', names, acknowledges: mayAcknowledge, acts: false, writes: false };
  const around = { view, board: { nameOf: name.person }, place: name.place, now };
  const unseen = open.filter(({ acknowledged }) => !acknowledged).length;
  return (
    <Tile
      name="alerts"
      kind="list"
      heading={`${open.length} ${open.length === 1 ? 'alert is' : 'alerts are'} open, ${unseen} to acknowledge`}
      age={age}
      notLiveNote="Ask the shift lead."
    >
      <DataTable
        caption="Open alerts, the gravest first"
        rows={open}
        keyOf={({ id }) => id}
        empty="No alert is open."
        columns={[
          {
            key: 'state',
            heading: 'State',
            cell: ({ acknowledged }) =>
              acknowledged ? <Tag state="received" words="In hand" /> : <Tag state="late" words="To acknowledge" />,
          },
          { key: 'what', heading: 'What', cell: (alert) => whatWords(alert, around), isRowHeading: true },
          { key: 'raised', heading: 'Raised', cell: ({ raisedAt }) => showWhen(raisedAt, now), look: 'strong' },
          {
            key: 'said',
            heading: 'Said',
            cell: ({ rings, saidAt, step, kind }) =>
              `${rings === 1 ? 'once' : `${rings} times, last ${showWhen(saidAt, now)}`}${step > 0 ? `, now for the ${(alertRules[kind as AlertKind]?.ladder[step] ?? '').replaceAll('-', ' ')} as well` : ''}`,
          },
          {
            key: 'who',
            heading: 'Who has it',
            cell: (alert) => (
              <>
                {acknowledgedWords(alert, around) || <strong>Nobody</strong>}{' '}
                <AcknowledgeButton alert={alert} view={view} what={whatWords(alert, around)} />
              </>
            ),
          },
          { key: 'open', heading: 'Open', cell: (alert) => <Where {...alert} /> },
        ]}
      />
      <h3>Over, this night</h3>
      <DataTable
        caption="Alerts of this night that are over, the last first"
        rows={past}
        keyOf={({ id }) => id}
        empty="None."
        columns={[
          { key: 'what', heading: 'What', cell: (alert) => whatWords(alert, around), isRowHeading: true },
          { key: 'raised', heading: 'Raised', cell: ({ raisedAt }) => showWhen(raisedAt, now) },
          {
            key: 'over',
            heading: 'Over',
            cell: ({ clearedAt }) => (clearedAt === undefined ? '' : showWhen(clearedAt, now)),
          },
          {
            key: 'who',
            heading: 'Who had it',
            cell: (alert) => acknowledgedWords(alert, around) || 'Nobody acknowledged it.',
          },
        ]}
      />
    </Tile>
  );
}

function Where({ subject, kind }: StoredAlert) {
  if (kind === 'pass-not-confirmed') return <a href={`/passes/${subject}`}>The pass</a>;
  if (kind === 'no-doctor') return <a href="/cover">Cover</a>;
  const isCase = kind === 'overdue-case' || kind === 'census' || kind === 'stuck-lease';
  return subject && isCase ? <a href={`/cases/${subject}`}>The case</a> : null;
}
