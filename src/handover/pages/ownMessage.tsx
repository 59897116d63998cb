import type { Instant, Problem } from '#shared';
import { Button, FormField, HiddenKey, type StaffFrame, StaffPage, Tag, type Values } from '#web';
import { rejectReasons } from '../codes.ts';
import type { Content } from '../content.ts';
import type { MessageLine } from '../messageStore.ts';
import { asksUndone, messageTag, whenWords } from '../messageWords.ts';
import { NoteOf } from './noteOf.tsx';

export type OwnMessageProps = {
  frame: StaffFrame;
  line: MessageLine;
  content: Content;
  now: Instant;
  may: readonly string[];
  /** Came to say that it is not theirs. */
  isGivingBack?: boolean;
  newKey(): string;
  problems?: readonly Problem[];
  values?: Values;
};

/** One message as the practice reads it: what is asked first, then what happened, then the note; and what they did with it. */
export function OwnMessagePage(props: OwnMessageProps) {
  const { frame, line, content, now, may, newKey, isGivingBack = false, problems = [], values } = props;
  const title = `${content.patient.name}${content.patient.age === null ? '' : `, ${content.patient.age}`}`;
  return (
    <StaffPage frame={frame} title={title} problems={problems}>
      <p class="crumbs">
        <a href="/practice">Your patients</a> › {content.case}
      </p>
      <h1>
        {title} <Tag {...messageTag(line, now)} />
      </h1>
      <div class="beside beside--narrow">
        <section class="panel" aria-label="The message">
          <NoteOf content={content} />
        </section>
        <div class="beside__side">
          <section class="panel" aria-labelledby="do-heading">
            <h2 id="do-heading">What you did</h2>
            {asksUndone(line) && line.readAt !== undefined && (
              <p>Read {whenWords(line.readAt, now)}. It asks for action: say when it is done.</p>
            )}
            {may.includes('act-on-message') && (
              <form method="post" action={`/messages/${line.id}/done`}>
                <HiddenKey value={newKey()} />
                <input type="hidden" name="_next" value="/practice" />
                <Button text="Done" preventDoubleClick />
              </form>
            )}
            {line.state === 'acted' && <p>It is done. Nothing more is needed.</p>}
            {line.state === 'given-back' && <p>You gave it back. The service must find the right practice.</p>}
            {may.includes('reject-message') && (
              <details class="doing" id="not-ours" open={isGivingBack || problems.length > 0}>
                <summary>Not ours, or wrong</summary>
                <form method="post" action={`/messages/${line.id}/reject`} novalidate>
                  <HiddenKey value={newKey()} />
                  <FormField
                    field={{
                      kind: 'choice',
                      name: 'reason',
                      label: 'What is wrong?',
                      choices: Object.entries(rejectReasons).map(([value, words]) => ({ value, words })),
                    }}
                    values={values}
                    problems={problems}
                  />
                  <FormField
                    field={{ kind: 'long-text', name: 'explanation', label: 'In your words, if you like', rows: 2 }}
                    values={values}
                    problems={problems}
                  />
                  <Button text="Send it back" preventDoubleClick />
                </form>
              </details>
            )}
            <p>
              <a href={`/practice?about=${line.id}#raise`}>Raise a concern about this</a>
            </p>
          </section>
        </div>
      </div>
    </StaffPage>
  );
}
