import { showTime } from '#shared';
import { HiddenKey } from '#web';
import type { OlderDraft } from '../olderDraftStore.ts';

type Props = { case: string; drafts: readonly OlderDraft[]; newKey(): string };

/** What somebody typed and never kept, where another version stands by now: to be read and copied, and put away by a press of theirs alone. */
export function OlderDrafts({ case: id, drafts, newKey }: Props) {
  return (
    <>
      {drafts.map(({ name, keptAt, boxes }) => (
        <section key={name} class="panel held" aria-label={`What you typed at ${showTime(keptAt)}`}>
          <p>
            <strong>What you typed at {showTime(keptAt)} is in no version of the note.</strong> Another version stands,
            or another consultation has begun. Copy from here what is still needed.
          </p>
          <textarea class="held__typed" rows={6} readOnly aria-label={`What you typed at ${showTime(keptAt)}`}>
            {typedLines(boxes)}
          </textarea>
          <form method="post" action="/call-backs/put-away">
            <HiddenKey value={newKey()} />
            <input type="hidden" name="case" value={id} />
            <input type="hidden" name="draft" value={name} />
            <button type="submit" class="board-button">
              Put it away
            </button>
          </form>
        </section>
      ))}
    </>
  );
}

const WORDS: { readonly [box: string]: string } = {
  complaint: 'Complaint and history',
  examination: 'Examination',
  impression: 'Impression',
  safetyNet: 'Safety-net advice given',
  plan: 'Plan',
  'allergies.asked': 'Allergies',
  'allergies.list': 'Which allergies',
  'forPractice.kind': 'For the practice',
  'forPractice.text': 'What the practice is asked to do',
};

/** The boxes of a note as lines that can be copied. */
export function typedLines(boxes: readonly (readonly [string, string | undefined])[]): string {
  return boxes
    .map(([name, text]) => [name.slice('note.'.length), text] as const)
    .map(([box, text]) => `${WORDS[box] ?? box}: ${text}`)
    .join('\n');
}
