import { type Problem, showDay, showTime } from '#shared';
import {
  type Age,
  Button,
  DataTable,
  DraftLine,
  FormField,
  HiddenKey,
  keptAs,
  type StaffFrame,
  StaffPage,
  Tile,
  type Values,
} from '#web';
import { type LogKind, type LogLine, lineWords, logKinds, type Namer, ringAnswers } from '../rules/log.ts';

export type LogProps = {
  frame: StaffFrame;
  age: Age;
  service: string;
  /** What was asked, for the address of the lines. */
  query: string;
  lines: readonly LogLine[];
  inAll: number;
  filter: { kind?: LogKind; by?: string; nights: number };
  people: readonly { account: string; name: string }[];
  /** Those of them who wrote a line, or of whom one is. */
  who: readonly { account: string; name: string }[];
  places: readonly { slug: string; name: string }[];
  name: Namer;
  seesWords: boolean;
  mayWrite: boolean;
  id: string;
  corrected?: LogLine;
  problems: readonly Problem[];
  values: Values;
};

const choices = (list: { readonly [code: string]: string }) =>
  Object.entries(list).map(([value, words]) => ({ value, words }));

/** Everything that was written down tonight, the newest first, and the form that adds a line. */
export function LogPage(props: LogProps) {
  const { frame, mayWrite, problems, query } = props;
  return (
    <StaffPage
      frame={frame}
      title="Shift log"
      problems={problems}
      live={{ url: `/tonight/log/live${query}`, advice: 'Ask the shift lead.' }}
    >
      <div class="page__head">
        <h1>Shift log</h1>
        <p class="page__facts">
          A line is never changed: a correction is a line of its own. <a href="/tonight/on">Who is on</a>{' '}
          <a href="/tonight/handover">Handover sheet</a>
        </p>
      </div>
      <div class="case">
        <div>
          <Filter {...props} />
          <LogTile {...props} />
        </div>
        {mayWrite && <NewLine {...props} />}
      </div>
    </StaffPage>
  );
}

/** The lines, with their age: somebody else writes them too. The form beside them stays as it is. */
export function LogTile(props: LogProps) {
  const { lines, inAll, age } = props;
  return (
    <Tile
      name="log"
      kind="list"
      heading={`${inAll} ${inAll === 1 ? 'line' : 'lines'}`}
      age={age}
      notLiveNote="Ask the shift lead."
    >
      <DataTable
        caption="Lines of the shift log, the newest first"
        rows={lines}
        keyOf={({ id }) => id}
        empty={inAll === 0 ? 'Nothing has been written down tonight.' : 'No line is like that.'}
        columns={[
          { key: 'at', heading: 'When', cell: ({ at }) => `${showDay(at)} ${showTime(at)}`, look: 'strong' },
          { key: 'words', heading: 'What', cell: (line) => <Words line={line} {...props} />, isRowHeading: true },
          { key: 'by', heading: 'By', cell: ({ by }) => props.name.person(by) ?? '', look: 'second' },
        ]}
      />
    </Tile>
  );
}

function Words({ line, name, seesWords, mayWrite, lines }: LogProps & { line: LogLine }) {
  const { id, kind } = line;
  const first = lines.find((one) => one.id === line.corrects);
  const words = lineWords(seesWords ? line : { ...line, words: '' }, name) || 'A line by those who work there.';
  return (
    <span id={`line-${id}`}>
      {words}
      {first && (
        <>
          {' '}
          (of the <a href={`#line-${first.id}`}>line of {showTime(first.at)}</a>)
        </>
      )}
      {mayWrite && kind !== 'correction' && (
        <>
          {' '}
          <a
            href={`/tonight/log?kind=correction&corrects=${id}#new`}
            aria-label={`Correct the line of ${showTime(line.at)}`}
          >
            Correct
          </a>
        </>
      )}
    </span>
  );
}

function Filter({ filter, service, who }: LogProps) {
  return (
    <form method="get" action="/tonight/log" class="filter">
      <input type="hidden" name="service" value={service} />
      <FormField
        field={{ kind: 'list', name: 'kind', label: 'Only', blank: 'Every kind', choices: choices(logKinds) }}
        values={{ kind: filter.kind }}
      />
      {who.length > 0 && (
        <FormField
          field={{
            kind: 'list',
            name: 'by',
            label: 'Who',
            blank: 'Everybody',
            choices: who.map(({ account, name }) => ({ value: account, words: name })),
          }}
          values={{ by: filter.by }}
        />
      )}
      <FormField
        field={{
          kind: 'list',
          name: 'nights',
          label: 'How far back',
          blank: 'This night',
          choices: [{ value: '7', words: 'Seven nights' }],
        }}
        values={{ nights: filter.nights === 7 ? '7' : '' }}
      />
      <Button text="Show" variant="secondary" />
    </form>
  );
}

function NewLine({ id, service, people, places, corrected, problems, values }: LogProps) {
  const isCorrection = values.kind === 'correction' && corrected !== undefined;
  return (
    <section class="panel" aria-labelledby="new">
      <h2 id="new">{isCorrection ? `Correct the line of ${showTime(corrected.at)}` : 'Add a line'}</h2>
      <form
        method="post"
        action="/tonight/log"
        novalidate
        {...keptAs(`shift-log ${isCorrection ? corrected.id : service}`, problems.length > 0)}
      >
        <HiddenKey value={id} />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="service" value={service} />
        {values.shift && <input type="hidden" name="shift" value={values.shift} />}
        {isCorrection ? (
          <>
            <input type="hidden" name="kind" value="correction" />
            <input type="hidden" name="corrects" value={corrected.id} />
          </>
        ) : (
          <>
            <FormField
              field={{
                kind: 'choice',
                name: 'kind',
                label: 'What is it',
                choices: [
                  { value: 'note', words: 'A note' },
                  { value: 'rang', words: 'I rang somebody' },
                ],
                isInline: true,
              }}
              values={{ kind: 'note', ...values }}
              problems={problems}
            />
            <FormField
              field={{
                kind: 'list',
                name: 'person',
                label: 'Who was rung',
                blank: 'Nobody',
                choices: people.map(({ account, name }) => ({ value: account, words: name })),
              }}
              values={values}
              problems={problems}
            />
            <FormField
              field={{
                kind: 'list',
                name: 'answer',
                label: 'How they answered',
                blank: 'Choose',
                choices: choices(ringAnswers),
              }}
              values={values}
              problems={problems}
            />
            <FormField
              field={{
                kind: 'list',
                name: 'place',
                label: 'For which base or car',
                blank: 'None',
                choices: places.map(({ slug, name }) => ({ value: slug, words: name })),
              }}
              values={values}
              problems={problems}
            />
          </>
        )}
        <FormField
          field={{
            kind: 'long-text',
            name: 'words',
            label: isCorrection ? 'What is right' : 'The line',
            hint: 'No names of patients: the number of the case says whom it is about.',
            rows: 3,
          }}
          values={values}
          problems={problems}
        />
        <Button text="Write the line" preventDoubleClick />
        <DraftLine />
      </form>
    </section>
  );
}
