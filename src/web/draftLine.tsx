/** A form that is kept while it is typed, by a name of its own; `isAgain` where it is shown with what was sent, which stands then. */
export function keptAs(name: string, isAgain = false) {
  return { 'data-draft': name, 'data-draft-shown': isAgain ? '' : undefined };
}

/** Says in such a form whether what was typed is kept. */
export function DraftLine() {
  return <p class="draft-line second" data-draft-state role="status" />;
}
