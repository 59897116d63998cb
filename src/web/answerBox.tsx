import type { ComponentChildren } from 'preact';

export type AnswerTone = 'no' | 'yes' | 'unknown';

/** The answer to the page's question in a sentence, before any table. */
export function AnswerBox(props: { answer: string; tone: AnswerTone; children?: ComponentChildren }) {
  return (
    <div class={`answer answer--${props.tone}`}>
      <p class="answer__words">{props.answer}</p>
      {props.children && <div class="answer__more">{props.children}</div>}
    </div>
  );
}
