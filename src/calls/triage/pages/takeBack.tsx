import { HiddenKey } from '#web';

/** For whoever may take a case out of another person's hands, in the place of being told whom to ask. */
export function TakeBack(props: { id: string; holder: string; next: string; newKey(): string }) {
  return (
    <form method="post" action={`/cases/${props.id}/release-case`} class="take-back">
      <HiddenKey value={props.newKey()} />
      <input type="hidden" name="_next" value={props.next} />
      <button type="submit" class="board-button">
        Take the case from {props.holder}
      </button>{' '}
      <span class="second">It goes back to its queue, and what they typed stays on their page.</span>
    </form>
  );
}
