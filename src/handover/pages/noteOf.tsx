import type { Content } from '../content.ts';
import { sections } from '../render.ts';

/** The words of a message as they were sent, short first. */
export function NoteOf({ content }: { content: Content }) {
  return (
    <div class="message">
      {sections(content).map(({ heading, lines }, index) => (
        <section key={index} class={index === 0 ? `message__lead message__lead--${content.forPractice}` : undefined}>
          {heading !== '' && (index === 0 ? <h2>{heading}</h2> : <h3>{heading}</h3>)}
          {lines.map((line, number) => (
            <p key={number}>{line}</p>
          ))}
        </section>
      ))}
    </div>
  );
}
