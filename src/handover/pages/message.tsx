import type { Instant, Problem } from '#shared';
import {
  Button,
  type Choice,
  type Field,
  FormField,
  HiddenKey,
  type StaffFrame,
  StaffPage,
  Tag,
  Timeline,
  type TimelineEntry,
  type Values,
} from '#web';
import { asks, channels, rerouteReasons, settleHows } from '../codes.ts';
import type { Content } from '../content.ts';
import type { MessageLine } from '../messageStore.ts';
import { dueWords, messageTag, triedWords } from '../messageWords.ts';
import { NoteOf } from './noteOf.tsx';

export type MessagePageProps = {
  frame: StaffFrame;
  line: MessageLine;
  number: string;
  practiceName?: string;
  /** Absent for those who may not see who a patient is, and while nothing is written. */
  content?: Content;
  now: Instant;
  buttons: readonly { name: string; button: string }[];
  practices: readonly Choice[];
  entries: readonly TimelineEntry[];
  words: readonly { kind: string; body: string; who: string; when: string }[];
  newKey(): string;
  chosen?: string;
  problems?: readonly Problem[];
  values?: Values;
};

/** One message as the service sees it: how it stands, what can be done, what it says, and everything that happened. */
export function MessagePage(props: MessagePageProps) {
  const { frame, line, number, practiceName, content, now, entries, words, problems = [] } = props;
  const title = `Message about case ${number}`;
  const channel = line.channel ? ` by ${channels[line.channel].toLowerCase()}` : '';
  return (
    <StaffPage frame={frame} title={title} problems={problems}>
      <p class="crumbs">
        <a href="/messages">Messages</a> › {number}
      </p>
      <h1>
        {title} <Tag {...messageTag(line, now)} />
      </h1>
      <p>
        {asks[line.forPractice]}, to {practiceName ?? 'nobody yet'}
        {practiceName ? channel : ''}. {line.sentAt === undefined ? dueWords(line, now) : ''}{' '}
        {line.failure ? triedWords(line, 'its') : ''} <a href={`/cases/${line.case}`}>The case</a>{' '}
        <a href={`/clocks/${line.id}/message-by-0800/1`}>Its clock</a>
      </p>
      <div class="beside beside--narrow">
        <section class="panel" aria-label="What it says">
          {content ? (
            <NoteOf content={content} />
          ) : (
            <p>
              {line.body === undefined
                ? 'Nothing is written that could be sent yet.'
                : 'What it says is for those who treat the patient.'}
            </p>
          )}
        </section>
        <div class="beside__side">
          <section class="panel" aria-labelledby="do-heading">
            <h2 id="do-heading">What you can do</h2>
            {props.buttons.length === 0 && <p>Nothing, with the roles that you have, or as it stands. You may look.</p>}
            {props.buttons.map((step) => (
              <Step key={step.name} {...props} step={step} />
            ))}
          </section>
          {words.length > 0 && (
            <section class="panel" aria-labelledby="words-heading">
              <h2 id="words-heading">What was written</h2>
              {words.map(({ body, who, when }) => (
                <p key={when}>
                  “{body}”{' '}
                  <span class="second">
                    {who}, {when}
                  </span>
                </p>
              ))}
            </section>
          )}
        </div>
      </div>
      <h2>What happened</h2>
      <Timeline entries={entries} caption="What happened, in the order it was written down" />
    </StaffPage>
  );
}

const paths: { readonly [name: string]: string } = {
  'retry-message': 'retry',
  'reroute-message': 'reroute',
  'settle-message': 'settle',
  'tell-wrong-recipient': 'told',
};

function Step({
  step,
  line,
  newKey,
  practices,
  chosen,
  problems = [],
  values,
}: MessagePageProps & { step: { name: string; button: string } }) {
  const fields = fieldsOf(step.name, practices);
  const isChosen = chosen === step.name;
  const form = (
    <form method="post" action={`/messages/${line.id}/${paths[step.name]}`} novalidate>
      <HiddenKey value={newKey()} />
      {fields.map((field) => (
        <FormField
          key={field.name}
          field={field}
          values={isChosen ? values : undefined}
          problems={isChosen ? problems : []}
        />
      ))}
      <Button text={step.button} preventDoubleClick />
    </form>
  );
  if (fields.length === 0) return form;
  return (
    <details class="doing" open={isChosen}>
      <summary>{step.button}</summary>
      {form}
    </details>
  );
}

function fieldsOf(name: string, practices: readonly Choice[]): Field[] {
  const choices = (codes: object) => Object.entries(codes).map(([value, words]) => ({ value, words: String(words) }));
  if (name === 'reroute-message') {
    return [
      { kind: 'list', name: 'practice', label: 'To which practice?', choices: practices },
      { kind: 'list', name: 'reason', label: 'Why?', choices: choices(rerouteReasons) },
      { kind: 'long-text', name: 'explanation', label: 'How you know, if it helps', rows: 2 },
    ];
  }
  if (name === 'tell-wrong-recipient')
    return [{ kind: 'long-text', name: 'explanation', label: 'Who was told, by whom and when', rows: 2 }];
  if (name !== 'settle-message') return [];
  return [
    { kind: 'choice', name: 'how', label: 'How was it settled?', choices: choices(settleHows) },
    { kind: 'long-text', name: 'explanation', label: 'What was done, by whom and when', rows: 2 },
  ];
}
