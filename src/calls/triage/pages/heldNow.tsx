import { showTime } from '#shared';
import { HiddenKey, Icon, Tag } from '#web';
import type { CaseLine } from '../../caseListStore.ts';

export type HeldNowProps = {
  line: Pick<CaseLine, 'id' | 'heldBy' | 'heldSince'> & Partial<Pick<CaseLine, 'state' | 'entryRoute' | 'worseAt'>>;
  isMine: boolean;
  /** It was this person's when the page was made: they may have typed since. */
  wasMine?: boolean;
  nameOf(account: string): string;
  newKey(): string;
};

const isRungBack = ({ state, entryRoute }: HeldNowProps['line']) =>
  entryRoute !== 'walk-in' && (state === 'to-assess' || state === 'in-assessment');

const isBegun = (state: CaseLine['state'] | undefined) => state === 'in-assessment' || state === 'in-consultation';

/** Whose the case is now, live: it can be taken out of somebody's hands while they type, and what they typed stays. */
export function HeldNow({ line, isMine, wasMine = false, nameOf, newKey }: HeldNowProps) {
  const since = line.heldSince === undefined ? '' : ` since ${showTime(line.heldSince)}`;
  return (
    <span class="held-now" data-fragment="held" role="status">
      {line.worseAt !== undefined && isBegun(line.state) && (
        <Tag state="late" words={`Worse, heard ${showTime(line.worseAt)}`} />
      )}
      {isMine && <Tag state="locked" words={`Held by you${since}`} />}
      {!isMine && line.heldBy && <Tag state="locked" words={`It is held by ${nameOf(line.heldBy)}${since}`} />}
      {!isMine && !line.heldBy && <Tag state="nobody" words="Nobody has it" />}
      {!isMine && !wasMine && line.heldBy && isRungBack(line) && <strong>Do not ring them as well.</strong>}
      {!isMine && wasMine && (
        <strong class="held-now__lost" data-lost>
          <Icon name="triangle" /> You do not have this case any more. What you typed is kept on this page.
        </strong>
      )}
      {isMine && (
        <form method="post" action={`/cases/${line.id}/release-case`} class="held-now__back">
          <HiddenKey value={newKey()} />
          <input type="hidden" name="_next" value="/call-backs" />
          <button type="submit" class="link-button">
            Give it back
          </button>
        </form>
      )}
    </span>
  );
}
